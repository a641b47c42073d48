/**
 * Event streams out of their lines: what the editor and the scripted answers send. A block is the lines up to the empty
 * one that dispatches it; one without its end is what a cut stream leaves.
 */

/** A line as it is meant. Texts hold no line break: it would begin another line. */
export type LineToWrite =
  | {
      readonly kind: 'field'
      readonly name: string
      readonly value: string
      /** False leaves out the space after the colon, which is no part of the value. True where not said. */
      readonly space?: boolean
    }
  /** A name alone, without a colon: a field with an empty value. */
  | { readonly kind: 'bare-field'; readonly name: string }
  | { readonly kind: 'comment'; readonly text: string }
  | { readonly kind: 'blank' }

export type LineEnd = '\n' | '\r\n' | '\r'

/** An event as a page will get it. */
export interface EventToWrite {
  /** `message` where not said, as a browser takes it. */
  readonly type?: string
  readonly data: string
  readonly id?: string
  readonly retryMs?: number
}

const ENCODER = new TextEncoder()

/**
 * Gives the lines' bytes in UTF-8, each with its end.
 * @throws RangeError for a text with a line break in it, or a field's name with a colon in it or (without a colon after it)
 * with nothing in it: they would come back as other lines.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export function writeLines(lines: readonly LineToWrite[], lineEnd: LineEnd = '\n'): Uint8Array {
  return ENCODER.encode(lines.map((line) => `${lineText(line)}${lineEnd}`).join(''))
}

/**
 * Gives the lines of one event, the blank one last: `retry`, `id` and `event` where they are said, and `data` once for each
 * line of the data, since a line break cannot stand in a value. A CR or CR LF in the data comes back as LF.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export function eventLines({ type, data, id, retryMs }: EventToWrite): readonly LineToWrite[] {
  const field = (name: string, value: string): LineToWrite => ({ kind: 'field', name, value })
  return [
    ...(retryMs === undefined ? [] : [field('retry', String(retryMs))]),
    ...(id === undefined ? [] : [field('id', id)]),
    ...(type === undefined ? [] : [field('event', type)]),
    ...data.split(LINE_BREAK).map((line) => field('data', line)),
    { kind: 'blank' },
  ]
}

const LINE_BREAK = /\r\n|\r|\n/

function lineText(line: LineToWrite): string {
  switch (line.kind) {
    case 'blank':
      return ''
    case 'comment':
      return `:${whole(line.text)}`
    case 'bare-field':
      return fieldName(line.name)
    case 'field':
      return `${fieldName(line.name)}:${line.space === false ? '' : ' '}${whole(line.value)}`
  }
}

function fieldName(name: string): string {
  // A line that begins with its colon is a comment, and an empty one ends the block.
  if (name === '' || name.includes(':'))
    throw new RangeError(`No field can have the name ${JSON.stringify(name)}.`)
  return whole(name)
}

function whole(text: string): string {
  if (LINE_BREAK.test(text))
    throw new RangeError(`A line break in ${JSON.stringify(text)} would begin another line.`)
  return text
}
