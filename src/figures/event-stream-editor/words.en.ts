import type { ExampleName } from './examples.ts'
import type { ParserAction } from '../../wire/event-stream/parser.ts'
import type { Words } from '../../words/languages.ts'
import spanEn from '../../words/numbers.en.ts'

const en = {
  /** Between two sentences. */
  gap: ' ',
  title: 'Write an event stream, and have it sent',
  text: 'Your event stream',
  textHelp:
    'A new line is a line feed. What cannot be typed stands between ⟨ and ⟩: by name, as ⟨CR⟩, or as bytes in hexadecimal, as ⟨E9⟩.',
  example: 'example',
  ownText: 'your own text',
  examples: {
    notes: 'three events',
    space: 'a space after the colon, or two',
    named: 'named events',
    id: 'ids, and an empty one',
    retry: 'retry, good and bad',
    comment: 'comments',
    unknown: 'a line break in the data, unknown fields',
    'no-end': 'no blank line at the end',
    'line-ends': 'LF, CR LF and CR',
    bom: 'a byte order mark, twice',
    nul: 'an id with NUL',
    utf8: 'letters that are not ASCII, bytes that are not UTF-8',
  } satisfies Record<ExampleName, string>,
  insert: 'insert',
  /** What each button inserts, for those who hear it. */
  insertLabel: {
    cr: 'Insert a carriage return',
    lf: 'Insert a line feed',
    nul: 'Insert a NUL',
    bom: 'Insert a byte order mark',
    byte: 'Insert the byte E9, which by itself is not UTF-8',
  },
  pieces: 'sent',
  inPieces: (count: number) => (count === 1 ? 'in one piece' : `in ${count} pieces`),
  then: 'then the response',
  staysOpen: 'stays open',
  ends: 'ends',
  send: 'Send it',
  sending: 'Sending …',
  size: (bytes: number, most: number) => `${bytes} of ${most} bytes.`,
  tooLong: (most: number) => `At most ${most} bytes.`,
  listens: (names: string) =>
    names === ''
      ? 'The page listens for message.'
      : `The page listens for message and, since they stand in your text, for ${names}. A named event is heard only by those who listen for its name.`,
  crossed: (bytes: number, chunks: number) =>
    `Crossed: ${bytes} bytes of content in ${chunks} ${chunks === 1 ? 'chunk' : 'chunks'}.`,
  columns: {
    line: 'the line, as it crossed',
    action: 'what it does',
    data: 'data buffer',
    type: 'event type',
    id: 'last event ID',
    browser: 'the browser dispatched',
  },
  action(action: ParserAction): string {
    switch (action.kind) {
      case 'comment':
        return 'comment: ignored'
      case 'append-data':
        return 'appends to the data, and a line feed'
      case 'set-event-type':
        return 'sets the event type'
      case 'set-last-event-id':
        return action.value === '' ? 'empties the last event ID' : 'sets the last event ID'
      case 'set-reconnection-time':
        return `sets the reconnection time: ${spanEn(action.ms)}`
      case 'ignore':
        return 'ignored'
      case 'dispatch':
        return 'blank line: dispatches'
      case 'nothing-to-dispatch':
        return 'blank line: no data, nothing to dispatch'
    }
  },
  empty: 'empty',
  unfinished: 'a line without its end: waits for more',
  unfinishedOver: 'a line without its end: thrown away when the response ended',
  pendingOver: 'No blank line came after these: the response ended, and the block was thrown away.',
  same: 'the same',
  differs: 'differs',
  missing: 'nothing',
  extra: 'The browser dispatched this beyond what the parser here expects:',
  origin: (origin: string) => `Origin of each event: ${origin}`,
  /** How the two sides compare, in one sentence. */
  verdict(same: number, differ: number, missing: number, extra: number, isStill: boolean): string {
    if (differ + missing + extra === 0)
      return same === 0
        ? ''
        : `Parser and browser agree on ${same === 1 ? 'the one event' : `all ${same} events`}.`
    if (isStill && differ + extra === 0) return 'Waiting for the browser …'
    return `They do not agree: ${same} the same, ${differ} different, ${missing} missing in the browser, ${extra} more there. One of the two does not follow the standard.`
  },
  state: (state: string, errors: number) =>
    `readyState ${state}, ${errors} ${errors === 1 ? 'error event' : 'error events'}.`,
  again: (afterMs: number, id: string | undefined) =>
    `The browser asked again after ${spanEn(afterMs)}, ${id === undefined ? 'without a Last-Event-ID' : `with Last-Event-ID: ${id}`}.`,
  nothing: 'Nothing has been sent yet.',
  /** Of the line that a step is about: its number, and what the parser then holds. */
  step: {
    line: (number: number) => `line ${number}`,
    holds: (data: string, type: string, id: string) =>
      `The parser then holds: data ${data}, event type ${type}, last event ID ${id}.`,
  },
}

export type EventStreamEditorWords = Words<typeof en>

export default en
