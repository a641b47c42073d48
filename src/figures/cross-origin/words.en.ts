import type { CrossOriginTry } from './facts.ts'
import type { Words } from '../../words/languages.ts'

type Api = 'WebSocket' | 'EventSource'

const en = {
  title: (api: Api) => `A page from elsewhere tries its ${api}`,
  tries: {
    ws: 'WebSocket',
    sse: 'EventSource, without permission',
    'sse-allowed': 'EventSource, with Access-Control-Allow-Origin',
  } satisfies Record<CrossOriginTry, string>,
  tryIt: {
    ws: 'Let it try',
    sse: 'Let it try without permission',
    'sse-allowed': 'Let it try with permission',
  } satisfies Record<CrossOriginTry, string>,
  frame: 'The page itself, in a sandboxed iframe',
  frameEmpty: 'The iframe is made when you let it try.',
  request: 'What it asked, from the wire',
  answer: 'What the server answered',
  allLines: (lines: number) => `all ${lines} lines`,
  script: 'What its script learnt',
  none: 'Not tried yet.',
  starting: 'Making a lab …',
  stop: 'Stop',
  gone: 'The server does not answer. Try again in a moment.',
  refused: (message: string) => `The server refused: ${message}`,
  taken: 'The server let it in, and its script may read.',
  turnedAway: (status: number) =>
    `The server turned it away with ${status}. Its script learns no more than that it closed.`,
  kept: (status: number) =>
    `The server answered ${status}, and the browser kept the response from the script.`,
  needsScript: 'Trying needs JavaScript; this is the recorded run.',
}

export type CrossOriginWords = Words<typeof en>

export default en
