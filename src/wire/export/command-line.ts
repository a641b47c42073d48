/**
 * The line that repeats an exchange from a terminal: `curl` for HTTP, `websocat` for a WebSocket. It sends the headers
 * that were sent, and of what a program would add by itself nothing that was not.
 */
import { strictUtf8, utf8 } from '../bytes/bytes.ts'
import type { ExchangeView } from '../trace/views.ts'
import { requestFacts, type MessageFacts, type WrittenHeader } from '../trace/queries/message-facts.ts'
import { printfCommand, shellQuote } from './shell-quote.ts'
import { wholeMessages } from '../trace/queries/frames.ts'
import { STAND_IN } from './without-lab-id.ts'

export interface CommandLine {
  readonly program: 'curl' | 'websocat'
  /** For a POSIX shell; several lines where a message has a line feed. */
  readonly line: string
  /** What the line does otherwise than the exchange did. */
  readonly differs: readonly Difference[]
}

export type Difference =
  /** Headers whose values were masked are left out. */
  | { readonly kind: 'masked-headers'; readonly names: readonly string[] }
  /** The request's body is not whole, or bytes of it are missing. */
  | { readonly kind: 'incomplete-body' }
  /** Messages that `websocat` cannot be given as lines: binary ones, ones with a line feed, or too many. */
  | { readonly kind: 'messages-left-out'; readonly count: number }
  /** The program makes its own key, and its own offer of extensions. */
  | { readonly kind: 'own-handshake' }
  /** The address names no lab: its id was replaced when the run left the page it was made on. */
  | { readonly kind: 'no-lab' }

export type CommandLineResult =
  | { readonly ok: true; readonly value: CommandLine }
  /** The request's head is not whole, so that nobody can tell what was asked. */
  | { readonly ok: false; readonly code: 'no-request' }

/** Messages that a line repeats. */
const MAX_MESSAGES = 20
/** Of a body that stands in a line; shells take about 128 KiB for a word. */
const MAX_BODY_BYTES = 32 * 1024

/**
 * Gives the line that repeats an exchange. The request went to the host it names; `origin` (`https://example.org`) says
 * where to send it instead.
 */
export function commandLine(exchange: ExchangeView, origin?: string): CommandLineResult {
  const facts = requestFacts(exchange)
  const method = facts?.start('http.method')
  const target = facts?.start('http.request-target')
  if (facts === undefined || method === undefined || target === undefined)
    return { ok: false, code: 'no-request' }
  const isWebSocket =
    exchange.status === 101 ||
    (exchange.status === undefined && facts.header('upgrade')?.toLowerCase() === 'websocket')
  const base = origin ?? `http://${facts.header('host') ?? 'localhost'}`
  const request = { facts, method, target, base }
  const made = isWebSocket ? websocat(exchange, request) : curl(request)
  if (!target.includes(`/labs/${STAND_IN}`)) return { ok: true, value: made }
  return { ok: true, value: { ...made, differs: [...made.differs, { kind: 'no-lab' }] } }
}

interface Request {
  readonly facts: MessageFacts
  readonly method: string
  readonly target: string
  readonly base: string
}

// ---- curl ----

/** What curl adds where nobody says otherwise; an empty header on its line takes it out. */
const CURL_ADDS = ['User-Agent', 'Accept']

function curl({ facts, method, target, base }: Request): CommandLine {
  const { headers, content, missingBytes } = facts
  const hasBody = content.length > 0
  const wrongLength = Number(facts.header('content-length') ?? content.length) !== content.length
  // -N: show each part as it comes. -i: show the head as well. curl would have taken HTTP/2 where it can.
  const words = ['curl', '-i', '-N', '--http1.1']
  if (method === 'HEAD' && !hasBody) words.push('--head')
  else if (method !== 'GET' || hasBody) words.push('-X', shellQuote(method))
  for (const word of addressWords(base, target)) words.push(word)
  for (const header of headers) if (isRepeated(header)) words.push('-H', shellQuote(headerLine(header)))
  const own = new Set(headers.map(({ name }) => name.toLowerCase()))
  const adds = hasBody ? [...CURL_ADDS, 'Content-Type'] : CURL_ADDS
  for (const name of adds) if (!own.has(name.toLowerCase())) words.push('-H', shellQuote(`${name}:`))
  const body = hasBody ? bodyWords(content) : { words: [], before: '' }
  const isIncomplete = missingBytes > 0 || wrongLength || content.length > MAX_BODY_BYTES
  return {
    program: 'curl',
    line: body.before + [...words, ...body.words].join(' '),
    differs: [...maskedHeaders(headers), ...(isIncomplete ? [{ kind: 'incomplete-body' } as const] : [])],
  }
}

/** `--globoff`: brackets and braces in an address are no patterns. `--path-as-is`: dots stay. */
function addressWords(base: string, target: string): readonly string[] {
  const words = ['--globoff', '--path-as-is']
  if (target.startsWith('/') && !target.includes('#')) return [...words, shellQuote(base + target)]
  return [...words, '--request-target', shellQuote(target), shellQuote(base)]
}

/** A body that is text stands in the line; any other is written by `printf` and read from it. */
function bodyWords(content: Uint8Array): { readonly words: readonly string[]; readonly before: string } {
  const kept = content.subarray(0, MAX_BODY_BYTES)
  if (isText(kept)) return { words: ['--data-raw', shellQuote(utf8(kept))], before: '' }
  return { words: ['--data-binary', '@-'], before: `${printfCommand(kept)} | ` }
}

function isText(bytes: Uint8Array): boolean {
  return strictUtf8(bytes)?.includes('\0') === false
}

/** The address says Host, the body its length, and a masked value is nobody's. */
function isRepeated({ name, isMasked }: WrittenHeader): boolean {
  return !isMasked && !['host', 'content-length'].includes(name.toLowerCase())
}

/** curl takes a header without a value only with a semicolon for its colon. */
function headerLine({ name, value }: WrittenHeader): string {
  return value === '' ? `${name};` : `${name}: ${value}`
}

// ---- websocat ----

/** What the handshake is made of; the program makes its own. */
const HANDSHAKE = /^(?:host|connection|upgrade|sec-websocket-.*|content-length)$/i

function websocat(exchange: ExchangeView, { facts, target, base }: Request): CommandLine {
  const { headers } = facts
  const words = ['websocat']
  const protocol = facts.header('sec-websocket-protocol')
  if (protocol !== undefined) words.push(`--protocol=${shellQuote(protocol)}`)
  for (const header of headers)
    if (!HANDSHAKE.test(header.name) && !header.isMasked)
      // An equals sign: without, websocat takes the words that follow for headers as well.
      words.push(`--header=${shellQuote(`${header.name}: ${header.value}`)}`)
  const address = base.replace(/^http/, 'ws') + (target.startsWith('/') ? target : '/')
  const messages = wholeMessages(exchange.sides['client-to-server'])
  const lines = messages
    .filter(({ kind, isCompressed, bytes }) => kind === 'text' && !isCompressed && isLine(bytes))
    .slice(0, MAX_MESSAGES)
    .map(({ bytes }) => shellQuote(utf8(bytes)))
  const leftOut = messages.length - lines.length
  // -n: the end of the lines is not the end of the WebSocket.
  if (lines.length > 0) words.push('-n')
  const before = lines.length > 0 ? `printf '%s\\n' ${lines.join(' ')} | ` : ''
  return {
    program: 'websocat',
    line: `${before}${words.join(' ')} ${shellQuote(address)}`,
    differs: [
      { kind: 'own-handshake' },
      ...maskedHeaders(headers),
      ...(leftOut > 0 ? [{ kind: 'messages-left-out', count: leftOut } as const] : []),
    ],
  }
}

/** One line of text is one message. */
function isLine(bytes: Uint8Array): boolean {
  return bytes.length <= MAX_BODY_BYTES && !bytes.includes(0x0a) && isText(bytes)
}

function maskedHeaders(headers: readonly WrittenHeader[]): readonly Difference[] {
  const names = headers.filter(({ isMasked }) => isMasked).map(({ name }) => name)
  return names.length === 0 ? [] : [{ kind: 'masked-headers', names }]
}
