/** A labelled select: one of a few values, each said in words. Used wherever a run's conditions are chosen. */
import { useId } from 'preact/hooks'

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
  const { label, value, values, text, hint, ready, onChange } = props
  const id = useId()
  return (
    <div class="choice" title={hint}>
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        disabled={!ready}
        aria-description={hint}
        onChange={(event) => {
          const chosen = values[event.currentTarget.selectedIndex]
          if (chosen !== undefined) onChange(chosen)
        }}
      >
        {values.map((each) => (
          <option key={each} value={each} selected={each === value}>
            {text(each)}
          </option>
        ))}
      </select>
    </div>
  )
}
