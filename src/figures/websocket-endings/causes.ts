/** What does each cause to the running lab. Data only; broken frames are written from their fields. */
import type { FaultRequest } from '../../contract/faults.ts'
import type { SceneSettings } from '../../bench/model/bench-model.ts'
import { toBase64 } from '../../wire/bytes/base64.ts'
import { closePayload, writeFrame, type FrameToWrite } from '../../wire/websocket/write-frame.ts'
import type { CauseName } from './facts.ts'

export type CauseAct =
  | { readonly kind: 'fault'; readonly fault: FaultRequest }
  /** Sent by the page itself. */
  | { readonly kind: 'send'; readonly text: string }
  | { readonly kind: 'patch'; readonly settings: SceneSettings }

export interface Cause {
  readonly act: CauseAct
  /** What follows: once the page has given up, or once the socket has closed, so that the next one lives. */
  readonly then?: { readonly when: 'silent' | 'closed'; readonly act: CauseAct }
}

function raw(frame: FrameToWrite): CauseAct {
  return { kind: 'fault', fault: { kind: 'ws-raw', bytes: toBase64(writeFrame(frame)) } }
}

function wireFault(kind: 'reset' | 'fin' | 'stall' | 'resume'): CauseAct {
  return { kind: 'fault', fault: { kind, transport: 'ws' } }
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** The server takes messages of 64 KiB. */
const TOO_LONG = 64 * 1024 + 1
const IDLE_MS = 1500
const DOWN_MS = 1500
/** The longest payload of a control frame is 125 bytes (RFC 6455 5.5). */
const TOO_LONG_FOR_A_PING = 126

const STALL = wireFault('stall')

export const CAUSES: Readonly<Record<CauseName, Cause>> = {
  normal: { act: { kind: 'fault', fault: { kind: 'ws-close', code: 1000, reason: 'done' } } },
  restart: { act: { kind: 'fault', fault: { kind: 'restart', downMs: DOWN_MS } } },
  policy: { act: { kind: 'send', text: 'no event' } },
  'too-big': { act: { kind: 'send', text: 'x'.repeat(TOO_LONG) } },
  // The page's own `close()`, which names no code: it gives up on a frozen line, and then its frame gets through.
  'page-closes': { act: STALL, then: { when: 'silent', act: wireFault('resume') } },

  refused: { act: { kind: 'fault', fault: { kind: 'restart', downMs: DOWN_MS } } },
  reset: { act: wireFault('reset') },
  fin: { act: wireFault('fin') },
  silence: { act: STALL, then: { when: 'silent', act: wireFault('reset') } },
  idle: {
    act: { kind: 'patch', settings: { wire: { idleTimeoutMs: IDLE_MS } } },
    then: { when: 'closed', act: { kind: 'patch', settings: { wire: { idleTimeoutMs: 0 } } } },
  },
  masked: { act: raw({ opcode: 0x1, payload: utf8('Hello'), maskingKey: Uint8Array.of(1, 2, 3, 4) }) },
  opcode: { act: raw({ opcode: 0x3 }) },
  utf8: { act: raw({ opcode: 0x1, payload: Uint8Array.of(0xc3, 0x28) }) },
  'long-ping': { act: raw({ opcode: 0x9, payload: new Uint8Array(TOO_LONG_FOR_A_PING) }) },
  'forbidden-code': { act: raw({ opcode: 0x8, payload: closePayload(1006) }) },
}
