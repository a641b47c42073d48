/**
 * Streaming into a hidden iframe: an HTML page that never ends, in which each event is a script that the browser runs as
 * soon as it is there, and that calls a function of the page around it.
 */
import { randomBytes } from 'node:crypto'
import { answerRefusal } from '../http/answer.ts'
import { scriptStreamSecurityHeaders } from '../http/headers.ts'
import type { Clock } from '../clock.ts'
import { isRefusal, refuse, type Refusal } from '../errors.ts'
import type { KeptEvent } from '../lab/feed.ts'
import type { Lab } from '../lab/lab.ts'
import { framed } from './chunk-framing.ts'
import { readCursor } from './cursor.ts'
import { answerStream, type Wording } from './http-stream.ts'
import { createLifetimes } from './lifetimes.ts'
import { onceATurn } from './prepared.ts'
import { NONCE_LENGTH, scriptChunk, type ScriptChunk } from './script-chunk.ts'
import { createSubscribers } from './subscribers.ts'
import type { ServerTransport, TransportHost } from './transport.ts'

const BEGINNING = framed('<!DOCTYPE html>\n<title>Events</title>\n')
const HEARTBEAT_JSON = '{"type":"heartbeat"}'
const IDENTIFIER = /^[A-Za-z_$][\w$]{0,63}$/
/** So many callbacks get their chunks made once an event; pages use one. */
const MOST_CALLBACKS = 8

/** A lab's `iframe-stream`. */
export function openIframeStream(lab: Lab, clock: Clock, host: TransportHost): ServerTransport {
  const subscribers = createSubscribers(lab, clock, host.report)
  const lifetimes = createLifetimes(clock, host.streamLifetimeMs)
  const chunksOf = onceATurn(() => new Map<string, ScriptChunk>())

  function chunkOf(kept: KeptEvent, callback: string): ScriptChunk {
    const byCallback = chunksOf(kept)
    const ready = byCallback.get(callback)
    if (ready !== undefined) return ready
    const made = scriptChunk(callback, kept.json)
    if (byCallback.size < MOST_CALLBACKS) byCallback.set(callback, made)
    return made
  }

  function wordingFor(callback: string, nonce: string): Wording {
    return {
      event: (kept) => chunkOf(kept, callback).withNonce(nonce),
      get heartbeat() {
        return scriptChunk(callback, HEARTBEAT_JSON).withNonce(nonce)
      },
    }
  }

  return {
    answer({ incoming, outgoing, query }) {
      const parameters = new URLSearchParams(query)
      const callback = readCallback(parameters)
      if (typeof callback !== 'string') return answerRefusal(outgoing, callback)
      const cursor = readCursor(query, lab.feed.last)
      if (isRefusal(cursor)) return answerRefusal(outgoing, cursor)
      const nonce = randomBytes(16).toString('base64url')
      if (nonce.length !== NONCE_LENGTH) throw new Error('A nonce of another length fits no chunk')
      const type = parameters.get('charset') === 'none' ? 'text/html' : 'text/html; charset=utf-8'
      answerStream(lab, subscribers, lifetimes, {
        incoming,
        outgoing,
        headers: ['Content-Type', type, ...scriptStreamSecurityHeaders(nonce)],
        first: BEGINNING,
        wording: wordingFor(callback, nonce),
        after: cursor.after,
      })
    },
  }
}

/** The one `callback`; anything but a plain identifier would be code of a stranger's in a page from here. */
function readCallback(parameters: URLSearchParams): string | Refusal {
  const [callback, ...more] = parameters.getAll('callback')
  if (callback !== undefined && more.length === 0 && IDENTIFIER.test(callback)) return callback
  return refuse(
    'bad-callback',
    '"callback" takes the name of a function of your page, once: a letter, "_" or "$", then up to 63 of these and digits.',
  )
}
