/** A labelled range input that says its value in words, to the eye and to a screen reader. */
import { useId } from 'preact/hooks'

interface Props {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step: number
  /** The value with its unit. */
  readonly text: string
  readonly hint?: string
  readonly ready: boolean
  readonly onChange: (value: number) => void
}

export function Slider({ label, value, min, max, step, text, hint, ready, onChange }: Props) {
  const id = useId()
  return (
    <div class="slider" title={hint}>
      <label for={id}>{label}</label>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        disabled={!ready}
        aria-valuetext={text}
        aria-description={hint}
        onInput={(event) => onChange(event.currentTarget.valueAsNumber)}
      />
      <output for={id} style={{ minWidth: `${[...text].length}ch` }}>
        {text}
      </output>
    </div>
  )
}
