import type { TapFailure, WayPast } from '../../contract/tap.ts'
import type { TapState } from '../model/tap-session.ts'
import type { Words } from '../../words/languages.ts'

const FAILURES: Readonly<Record<TapFailure, string>> = {
  'upstream-gone': 'nobody answers there',
  'upstream-http2-only': 'it speaks HTTP/2 only',
  'upstream-speaks-tls': 'it speaks TLS: tap https://',
  'upstream-no-tls': 'it speaks no TLS: tap http://',
  'upstream-certificate': 'its certificate is unknown: --ca or --insecure',
  'misdirected-request': 'not sent to the tap’s address',
  'foreign-origin': 'sent by a page of another origin',
  'ambiguous-request': 'a request that is read differently by different servers',
}

const en = {
  title: 'Your own server',
  states: {
    connecting: 'Connecting to the tap …',
    open: 'Live, from your tap.',
    'taken-over': 'Another page has opened this tap and taken over. Load this one anew to have it back.',
    'wrong-key': 'This is not the key of the tap that runs here. Take the address that it printed.',
    gone: 'The tap has ended, or was started anew. What is here stays for as long as this page.',
  } satisfies Record<TapState, string>,
  address: (address: string, upstream: string) => `Use ${address} in place of ${upstream}.`,
  rewrites: 'Host, Origin and Referer are rewritten to name your server.',
  plain: 'Accept-Encoding is taken out of requests.',
  pause: 'Pause',
  resume: (waiting: number) => (waiting === 0 ? 'Go on' : `Go on (${waiting} messages wait)`),
  clear: 'Clear what is over',
  covered: 'Cover secrets',
  bodies: 'Keep bodies of pages, scripts and images',
  contents: 'Save bodies and messages as well',
  contentsHelp:
    'What you save, export or link holds heads alone, unless you tick this. Secrets in heads are starred in any case; in bodies and messages nothing is.',
  forgotten: (count: number, mib: number) =>
    `The oldest ${count} exchanges made room: ${mib} MiB are kept (--keep).`,
  filters: 'Filters',
  onlyPush: 'only push',
  onlyProblems: 'only problems',
  path: 'path',
  direction: 'Direction',
  directions: { both: 'all', 'client-to-server': '↑ said something', 'server-to-client': '↓ said something' },
  exchanges: 'Exchanges',
  count: (shown: number, all: number) => (shown === all ? String(all) : `${shown} of ${all}`),
  none: 'Nothing has crossed yet. Open your application at the tap’s address.',
  nothing: 'Nothing passes these filters.',
  earlier: (count: number) => `${count} earlier ones are not in this list; filter to see them.`,
  columns: {
    at: 'at',
    what: 'what',
    target: 'asked for',
    status: 'answer',
    bytes: 'bytes',
    connection: 'on',
  },
  held: (seconds: number) => `held ${seconds} s`,
  open: 'open',
  waits: 'waits',
  folded: 'body not kept',
  rewritten: 'rewritten',
  rewrittenLine: (name: string, was: string, now: string | undefined) =>
    now === undefined ? `${name}: was “${was}”, taken out` : `${name}: was “${was}”, now “${now}”`,
  ownAnswer: (failure: TapFailure) => `the tap’s own answer: ${FAILURES[failure]}`,
  wayPast: (how: WayPast, address: string) =>
    how === 'redirect'
      ? `leads past the tap: redirects to ${address}`
      : `leads past the tap: the page names ${address}`,
  wrong: (count: number) => (count === 1 ? '1 rule broken' : `${count} rules broken`),
  lanes: 'Ladder',
  lanesHelp: 'A lane a path; at most three.',
  break: 'Break it',
  breakHelp:
    'It happens between your client and your server, on the tap; what the client then does is in the ladder.',
  on: 'On',
  everything: 'everything',
  connection: (id: string, target: string) => `${id} ${target}`,
  faults: { reset: 'Reset', fin: 'Cut (FIN)', stall: 'Stall', resume: 'End the stall' },
  refuse: 'Refuse new connections',
  calm: 'Lift all conditions',
  comebacks: 'What came of it',
  comeback: (path: string, ended: number, back: number) => `${path}: ${ended} ended, ${back} came back`,
  after: (seconds: string) => `the first after ${seconds} s`,
  cursor: (cursor: string | undefined) => (cursor === undefined ? 'without a cursor' : `with ${cursor}`),
  atOnce: (count: number) => `${count} within a quarter of a second`,
}

export type TapWords = Words<typeof en>

export default en
