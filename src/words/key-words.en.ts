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
    story: 'In a figure’s story',
    steps: 'On a figure’s step buttons',
    ladder: 'In the ladder',
    race: 'In the race',
    list: 'In a list of slices or frames',
    code: 'In the code',
    bytes: 'In the bytes',
    bits: 'In the bits',
    editing: 'In the inspector, where bytes can be changed',
  },
  deeds: {
    search: 'opens the search',
    chapter: 'the page before, the next',
    sheet: 'opens this sheet',
    close: 'closes either',
    choose: 'choose an answer',
    give: 'gives your guess',
    stop: 'one stop back, one on',
    slice: 'one slice back, one on',
    mark: 'the mark before, the next',
    lane: 'the lane before, the next',
    ends: 'the first, the last',
    row: 'the row before, the next',
    open: 'opens it byte by byte',
    line: 'the line above, the one below',
    run: 'the line that ran before, the one that ran next',
    ran: 'goes to the moment this line last ran',
    field: 'the field before, the next',
    into: 'into a field, and out again',
    byte: 'the byte before, the next',
    unit: 'the frame, head or chunk before, the next',
    bit: 'walk the bits',
    digit: 'type a byte',
    flip: 'flips a bit',
  },
}

export type KeyWords = Words<typeof en>

export default en
