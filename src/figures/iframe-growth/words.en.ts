import type { Words } from '../../words/languages.ts'
import { grouped } from '../../words/numbers.ts'

const en = {
  title: 'The document nobody sees',
  bytesAxis: 'bytes of HTML it holds',
  timeAxis: 'seconds since it was asked for',
  held: 'the document',
  needed: 'the newest event',
  /** The same with how many scripts it holds. */
  heldScripts: (count: number) => `the document, ${count} ${count === 1 ? 'script' : 'scripts'}`,
  thrownAway: 'thrown away',
  byBytes: 'By the bytes that crossed',
  byBytesValue: (scripts: number, bytes: number) =>
    `${grouped(scripts)} ${scripts === 1 ? 'script' : 'scripts'}, ${grouped(bytes)} bytes`,
  newest: 'What the page needs of it',
  newestValue: (bytes: number) => `${grouped(bytes)} bytes, the newest event`,
  byDocument: 'Your iframe’s own document says (it hides the nonces)',
  byDocumentValue: (scripts: number, characters: number) =>
    `${grouped(scripts)} ${scripts === 1 ? 'script' : 'scripts'}, ${grouped(characters)} characters`,
  noDocument: 'while a run of yours is on',
  bytes: (count: number) => grouped(count),
  asTable: 'The same as a table',
  second: 'Second',
  scriptsHeld: 'Scripts held',
  bytesHeld: 'Bytes held',
  label: (scripts: number, bytes: number) =>
    `The document grows with every script that arrives: ${scripts} scripts and ${bytes} bytes at the end`,
}

export type IframeGrowthWords = Words<typeof en>

export default en
