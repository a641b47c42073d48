/** Event streams to begin with, each about one rule of the format. Their names are in `event-stream-editor-words.ts`. */

export const EXAMPLES = {
  /** The notes' three events, with the space after the colon. */
  notes: 'data: foo\n\ndata: bar\n\ndata: foo\ndata: bar\n\n',
  space: 'data:foo\n\ndata: foo\n\ndata:  foo\n\n data: foo\n\n',
  named: 'event: goal\ndata: 1:0\n\ndata: no name\n\nevent: error\ndata: not an error\n\n',
  id: 'id: 7\ndata: first\n\ndata: still 7\n\nid: 8\n\ndata: now 8\n\nid\ndata: none\n\n',
  retry: 'retry: 1500\nid: 7\ndata: cut me\n\nretry: 5e3\n\nretry: soon\n\n',
  comment: ': nobody sees this\n\ndata: but this\n: in between\ndata: and this\n\n',
  unknown: 'data: line one\nline two\n\nDATA: shouted\n\ndata\n\ndata:\ndata:\n\n',
  'no-end': 'id: 1\ndata: whole\n\nid: 2\ndata: no blank line\n',
  'line-ends': 'data: lf\n\ndata: cr lf⟨CR⟩\n⟨CR⟩\ndata: cr⟨CR⟩⟨CR⟩data: mixed⟨CR⟩\n\n',
  bom: '⟨BOM⟩data: the first three bytes vanish\n\n⟨BOM⟩data: these do not\n\n',
  nul: 'id: 1\ndata: one\n\nid: 2⟨NUL⟩\ndata: an id with NUL is ignored\n\n',
  utf8: 'data: 进球 ⚽\n\ndata: caf⟨E9⟩\n\ndata: ⟨FF D8⟩ begins a picture\n\n',
} as const

export type ExampleName = keyof typeof EXAMPLES

export const EXAMPLE_NAMES = Object.keys(EXAMPLES) as readonly ExampleName[]

/** A stream as the editor holds it: text in its own notation, and how it is sent. */
export interface StreamText {
  readonly text: string
  readonly pieces: number
  readonly ends: boolean
}
