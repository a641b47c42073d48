/**
 * Faults: what breaks a lab's connections on purpose, now and once. Here a fault's body is read and carried to those who can
 * do it: the front door for what happens to a connection, the lab for a restart, its WebSockets for theirs.
 */
import { isRefusal, refuse, type Refusal } from './errors.ts'
import type { Lab } from './lab/lab.ts'
import type { Rooms } from './rooms.ts'
import type { OpenWebSockets } from './transports/transport.ts'
import type { ExchangeHandle, FrontDoor } from './wiretap/front-door.ts'
import { fromBase64 } from '../src/wire/bytes/base64.ts'
import { TRANSPORTS, type Transport } from '../src/wire/trace/transports.ts'

export interface Faults {
  /** Does what a parsed body asks of a lab's open exchanges, and tells how many it met. */
  apply(lab: Lab, body: unknown): { readonly affected: number } | Refusal
  /** A lab has ended: what is stalled in it goes on, so that its ends come through. */
  labEnded(labId: string): void
}

type WireFault = 'reset' | 'fin' | 'stall' | 'resume'

type Fault =
  | { readonly kind: WireFault; readonly transport: Transport | 'all' }
  | { readonly kind: 'restart'; readonly downMs: number }
  | { readonly kind: 'ws-close'; readonly code: number; readonly reason: string }
  | { readonly kind: 'ws-raw'; readonly bytes: Uint8Array }

const WIRE_FAULTS: Readonly<Record<WireFault, (exchange: ExchangeHandle) => void>> = {
  reset: (exchange) => exchange.end('reset'),
  fin: (exchange) => exchange.end('fin'),
  stall: (exchange) => exchange.stall(),
  resume: (exchange) => exchange.resume(),
}

const LONGEST_DOWN_MS = 120_000
const MOST_RAW_BYTES = 64 * 1024
/** RFC 6455 5.5: a control frame has at most 125 bytes, two of which are the code. */
const LONGEST_REASON_BYTES = 123

/** The faults of all labs; `frontDoors` is read at each. */
export function createFaults({
  rooms,
  frontDoors,
}: {
  readonly rooms: Rooms
  readonly frontDoors: readonly FrontDoor[]
}): Faults {
  /** Those of the five transports: the POST of an event is tapped too, but breaks for nobody. */
  function exchangesOf(labId: string, transport: Transport | 'all'): readonly ExchangeHandle[] {
    return frontDoors
      .flatMap((door) => door.exchangesOf(labId, transport))
      .filter((exchange) => exchange.transport !== 'events')
  }

  function webSocketsOf(lab: Lab): OpenWebSockets | undefined {
    return rooms.find(lab.id)?.transports.get('ws')?.webSockets
  }

  function affected(lab: Lab, fault: Fault): number {
    switch (fault.kind) {
      case 'restart': {
        const open = exchangesOf(lab.id, 'all').length
        lab.restart(fault.downMs)
        return open
      }
      case 'ws-close':
        return webSocketsOf(lab)?.close(fault.code, fault.reason) ?? 0
      case 'ws-raw':
        return webSocketsOf(lab)?.writeRaw(fault.bytes) ?? 0
      case 'reset':
      case 'fin':
      case 'stall':
      case 'resume': {
        const open = exchangesOf(lab.id, fault.transport)
        for (const exchange of open) WIRE_FAULTS[fault.kind](exchange)
        return open.length
      }
    }
  }

  return {
    apply(lab, body) {
      const fault = readFault(body)
      return isRefusal(fault) ? fault : { affected: affected(lab, fault) }
    },
    labEnded(labId) {
      for (const exchange of exchangesOf(labId, 'all')) exchange.resume()
    },
  }
}

/** The fault of a parsed body, or why it is none. */
function readFault(body: unknown): Fault | Refusal {
  const asked: Readonly<Record<string, unknown>> =
    typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : {}
  const { kind } = asked
  switch (kind) {
    case 'reset':
    case 'fin':
    case 'stall':
    case 'resume':
      return readWireFault(kind, asked['transport'])
    case 'restart':
      return readRestart(asked['downMs'])
    case 'ws-close':
      return readClose(asked['code'], asked['reason'] ?? '')
    case 'ws-raw':
      return readRaw(asked['bytes'])
    default:
      return badFault(
        'A fault is a JSON object whose "kind" is "reset", "fin", "stall", "resume", "restart", "ws-close" or "ws-raw".',
      )
  }
}

function readWireFault(kind: WireFault, transport: unknown): Fault | Refusal {
  const named = transport === 'all' ? 'all' : TRANSPORTS.find((name) => name === transport)
  if (named !== undefined) return { kind, transport: named }
  return badFault(`"transport" is "all" or one of ${TRANSPORTS.map((name) => `"${name}"`).join(', ')}.`)
}

function readRestart(downMs: unknown): Fault | Refusal {
  if (typeof downMs === 'number' && downMs >= 0 && downMs <= LONGEST_DOWN_MS)
    return { kind: 'restart', downMs }
  return badFault(`"downMs" takes a number from 0 to ${LONGEST_DOWN_MS}.`)
}

function readClose(code: unknown, reason: unknown): Fault | Refusal {
  if (typeof code !== 'number' || !mayBeSent(code)) {
    return badFault(
      '"code" takes a close code that may be sent: 1000 to 1003, 1007 to 1014, or 3000 to 4999. For any other write the frame itself with "ws-raw".',
    )
  }
  if (typeof reason !== 'string' || Buffer.byteLength(reason) > LONGEST_REASON_BYTES) {
    return badFault(`"reason" takes a text of at most ${LONGEST_REASON_BYTES} bytes in UTF-8.`)
  }
  return { kind: 'ws-close', code, reason }
}

/** @see https://www.rfc-editor.org/rfc/rfc6455#section-7.4 */
function mayBeSent(code: number): boolean {
  if (!Number.isInteger(code)) return false
  return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999)
}

function readRaw(text: unknown): Fault | Refusal {
  const bytes = typeof text === 'string' ? fromBase64(text) : undefined
  if (bytes !== undefined && bytes.length > 0 && bytes.length <= MOST_RAW_BYTES)
    return { kind: 'ws-raw', bytes }
  return badFault(`"bytes" takes 1 to ${MOST_RAW_BYTES} bytes in padded base64.`)
}

function badFault(message: string): Refusal {
  return refuse('bad-fault', message)
}
