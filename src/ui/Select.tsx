/** A select whose options are values, each said in words: gives back the value itself. */
import type { ComponentProps } from 'preact'

type Value = string | number

interface Props<T extends Value> extends Omit<ComponentProps<'select'>, 'value' | 'onChange' | 'children'> {
  readonly value: T
  readonly values: readonly T[]
  readonly text: (value: T) => ComponentProps<'option'>['children']
  readonly onChange: (value: T) => void
}

export function Select<T extends Value>({ value, values, text, onChange, ...rest }: Props<T>) {
  return (
    <select
      {...rest}
      value={value}
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
  )
}
