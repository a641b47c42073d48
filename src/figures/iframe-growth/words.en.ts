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
  /** What the drawing shows, with its numbers. */
  steps: {
    begins: {
      title: 'The document begins',
      text: (bytes: string) =>
        `With its first script it holds ${bytes} bytes: a doctype, a title, and that script.`,
    },
    grows: {
      title: 'Each event is one more script',
      text: (scripts: string, seconds: string) =>
        `${scripts} scripts in ${seconds} s, heartbeats among them. Each has run, has done its work, and stays in the document.`,
    },
    keeps: {
      title: 'The page needs one of them',
      text: (event: string, bytes: string) =>
        `The newest event is ${event} bytes. The document holds ${bytes}, and lets none of it go: it is still loading.`,
    },
  },
}

export type IframeGrowthWords = Words<typeof en>

export default en
