/**
 * The keys of the site, by where the focus is: what the sheet of keys lists, and who may act on one. What a key does is in
 * words in `src/words/key-words.ts`, by these names.
 */
import { forget, recall, remember } from './reader-memory.ts'

/** In each place pairs of keys, as they are written on them, and what they do. Several keys do the same, or the two ways of it. */
export const KEYS = {
  page: [
    [['/'], 'search'],
    [['p', 'n'], 'chapter'],
    [['?'], 'sheet'],
    [['Esc'], 'close'],
  ],
  guess: [
    [['↑', '↓'], 'choose'],
    [['Enter'], 'give'],
  ],
  story: [
    [['←', '→'], 'stop'],
    [['Shift ←', 'Shift →'], 'slice'],
  ],
  lists: [
    [['↑', '↓'], 'row'],
    [['←', '→'], 'beside'],
    [['Home', 'End'], 'ends'],
    [['Enter'], 'open'],
  ],
  bytes: [
    [['←', '→'], 'field'],
    [['Enter', 'Esc'], 'into'],
    [['↓', '↑'], 'deeper'],
    [['Shift ←', 'Shift →'], 'byte'],
    [['Page Up', 'Page Down'], 'unit'],
    [['0–9', 'a–f', 'Space'], 'change'],
  ],
} as const satisfies Readonly<Record<string, readonly (readonly [readonly string[], string])[]>>

export type KeyPlace = keyof typeof KEYS

const OFF = 'off'

/** Whether a character alone, without Ctrl or Alt, may do something wherever the focus is. A reader's setting. */
export function singleKeysAreOn(): boolean {
  return recall('keys') !== OFF
}

export function setSingleKeys(on: boolean): void {
  if (on) forget('keys')
  else remember('keys', OFF)
}

/** Whether a key that was pressed is the focused field's or button's own business. */
export function isForControl({ target }: Event): boolean {
  return (
    target instanceof Element &&
    target.closest('input, textarea, select, button, summary, [contenteditable], [role=button], dialog') !==
      null
  )
}

/** Whether a press gives a character, and no field takes it. */
export function isTyped({ key, ctrlKey, metaKey, altKey, target }: KeyboardEvent): boolean {
  const isInField = target instanceof Element && target.closest('input, textarea, select') !== null
  return key.length === 1 && !ctrlKey && !metaKey && !altKey && !isInField
}

/** Whether a press is of this character, alone, meant for the page, and not turned off. */
export function isSingleKey(event: KeyboardEvent, ...characters: readonly string[]): boolean {
  return (
    characters.includes(event.key) &&
    !event.ctrlKey &&
    !event.metaKey &&
    !event.altKey &&
    !event.defaultPrevented &&
    !isForControl(event) &&
    singleKeysAreOn()
  )
}
