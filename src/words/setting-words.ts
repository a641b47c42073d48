/** What the settings that pages let be set are called, and how each of their values is said. A row that is missing does not compile. */
import type { ControlKey, ControlValue } from '../contract/settings.ts'

export type SettingWords = {
  readonly [Key in ControlKey]: {
    readonly label: string
    readonly text: (value: ControlValue<Key>) => string
  }
}

/** A value with its unit, or the word for none. */
export function orNone(none: string, text: (value: number) => string): (value: number) => string {
  return (value) => (value === 0 ? none : text(value))
}
