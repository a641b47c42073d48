/**
 * Reads the body of `POST /labs/:id/client`: bytes that the server plays as a raw client, to this lab's transports and to
 * nothing else. Every head in them is read here before a byte of them is played, by the strict reader that the tap
 * uses, so that nobody reads a second request into them. Only what follows a handshake may be anything, and it is
 * sent once the 101 is there: from then on no HTTP is read on that connection.
 */
import { CLIENT } from '../src/contract/requests.ts'
import { isWrong, readFields } from '../src/contract/rule.ts'
import { MessageBoundaries } from '../src/wire/http1/message-boundaries.ts'
import { refuse, type Refusal } from './errors.ts'
import { isTransport, isWebSocketTransport } from './transports/table.ts'
import { labTarget } from './http/target.ts'

export interface ClientInput {
  /** Each is one write; all of them are whole requests together. */
  readonly requests: readonly Uint8Array[]
  /** The requests' methods, in order. */
  readonly methods: readonly string[]
  /** What is written once the server has switched protocols, and never otherwise. */
  readonly afterHandshake: readonly Uint8Array[]
  /** Between one write and the next. */
  readonly everyMs: number
  /** How long it stays after its last write, for what the server still says. */
  readonly stayMs: number
}

const MOST_REQUESTS = 16

/** What a parsed body wants played in the lab of this id, or why it is not. */
export function readClientInput(body: unknown, labId: string): ClientInput | Refusal {
  const asked = readFields(CLIENT, body)
  if (isWrong(asked)) return refuse('bad-client', asked.wrong)
  const { everyMs, stayMs } = asked
  const chunks = asked.bytes.map((chunk) => Buffer.from(chunk, 'base64'))

  const read = readRequests(Buffer.concat(chunks), labId)
  if ('refused' in read) return read
  const { requests, afterHandshake } = cut(chunks, read.endBytes)
  return { requests, methods: read.methods, afterHandshake, everyMs, stayMs }
}

interface Requests {
  readonly methods: readonly string[]
  /** Where what they take ends: the end of the bytes, or of a handshake's head. */
  readonly endBytes: number
}

/** The requests that the bytes begin with; a refusal unless all are whole, of one reading, and for this lab's transports. */
function readRequests(bytes: Uint8Array, labId: string): Requests | Refusal {
  const boundaries = new MessageBoundaries('requests')
  const methods: string[] = []
  let at = 0
  for (const segment of boundaries.push(bytes)) {
    const { head } = segment
    if (segment.start !== at || segment.part !== 'head' || head?.kind !== 'request') break
    const { method, target, asksUpgrade, framing } = head
    if ((method !== 'GET' && method !== 'HEAD') || framing.kind !== 'none')
      return refuse('bad-client', 'A played request is a GET or a HEAD without content.')
    const call = ownCall(target, labId)
    if (call === undefined)
      return refuse('foreign-target', `A played request asks for /labs/${labId}/ and one of its transports.`)
    methods.push(method)
    at = segment.end
    if (asksUpgrade && isWebSocketTransport(call)) {
      if (methods.length === 1) return { methods, endBytes: at }
      return refuse('bad-client', 'A handshake is the first request on its connection.')
    }
    if (methods.length > MOST_REQUESTS)
      return refuse('bad-client', `At most ${MOST_REQUESTS} requests are played on one connection.`)
  }
  if (at > 0 && at === bytes.length) return { methods, endBytes: at }
  const message =
    '"bytes" are whole HTTP/1.1 request heads, in the one form that everybody reads alike, and no more; after the head of a WebSocket handshake anything may follow.'
  return refuse('bad-client', message)
}

/** The transport that a target names, where it is this lab's and in origin form. */
function ownCall(target: string, labId: string): string | undefined {
  if (!target.startsWith('/')) return undefined
  const named = labTarget(target)
  return named?.labId === labId && isTransport(named.call) ? named.call : undefined
}

/** The chunks before and after an offset; the one that reaches over it is cut in two. */
function cut(
  chunks: readonly Uint8Array[],
  endBytes: number,
): Pick<ClientInput, 'requests' | 'afterHandshake'> {
  const requests: Uint8Array[] = []
  const afterHandshake: Uint8Array[] = []
  let at = 0
  for (const chunk of chunks) {
    const before = Math.max(0, Math.min(chunk.length, endBytes - at))
    if (before > 0) requests.push(chunk.subarray(0, before))
    if (before < chunk.length) afterHandshake.push(chunk.subarray(before))
    at += chunk.length
  }
  return { requests, afterHandshake }
}
