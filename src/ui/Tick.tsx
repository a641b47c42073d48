/** A labelled box to tick. */
interface Props {
  readonly label: string
  readonly checked: boolean
  readonly class?: string
  readonly onChange: (checked: boolean) => void
}

export function Tick({ label, checked, class: own, onChange }: Props) {
  return (
    <label class={own}>
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />{' '}
      {label}
    </label>
  )
}
