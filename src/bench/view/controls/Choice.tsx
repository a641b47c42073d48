/** A labelled select: one of a few values, each said in words. Used wherever a run's conditions are chosen. */
import { useId } from 'preact/hooks'
import { Select } from '../../../ui/Select.tsx'

interface Props<T extends string | number> {
  readonly label: string
  readonly value: T
  readonly values: readonly T[]
  readonly text: (value: T) => string
  readonly hint?: string
  readonly ready: boolean
  readonly onChange: (value: T) => void
}

export function Choice<T extends string | number>(props: Props<T>) {
  const { label, hint, ready, ...choice } = props
  const id = useId()
  return (
    <div class="choice" title={hint}>
      <label for={id}>{label}</label>
      <Select id={id} disabled={!ready} aria-description={hint} {...choice} />
    </div>
  )
}
