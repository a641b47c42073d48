import type { Words } from './languages.ts'

const en = {
  title: 'Keys',
  open: 'Keys (?)',
  close: 'Close',
  /** Before the list. */
  note: 'A key acts where the focus is. Tab takes you from one place to the next.',
  single: 'Let single keys (/, p, n, ?) work',
  places: {
    page: 'Anywhere but in a field or on a button',
    guess: 'In a guess',
    story: 'In a story: stops, steps, lanes',
    lists: 'In a drawing, a list, the code',
    bytes: 'In the bytes and bits',
  },
  deeds: {
    search: 'opens the search',
    chapter: 'the page before, the next',
    sheet: 'opens this sheet',
    close: 'closes either',
    choose: 'choose an option',
    give: 'gives your guess',
    stop: 'one stop back, one on',
    slice: 'one slice back, one on',
    row: 'the mark, row or line before, the next',
    beside: 'the lane beside; in code, the line that ran before or next',
    ends: 'the first, the last',
    open: 'opens it: its bytes, or the moment a line ran',
    field: 'the field or bit before, the next',
    into: 'into a field, and out again',
    deeper: 'the same in the bytes; in the bits, the row below or above',
    byte: 'the byte before, the next',
    unit: 'the frame, head or chunk before, the next',
    change: 'change a byte or a bit, where the inspector lets you',
  },
}

export type KeyWords = Words<typeof en>

export default en
