/** The faults of `POST /labs/:id/faults`, by kind: what else each says. Part of the outside contract. */
import type { Fields, ReadKind, WrittenKind } from './rule.ts'
import { TRANSPORTS } from './transports.ts'

/** Those that happen to connections, and name whose. */
export const CUTS = ['reset', 'fin', 'stall', 'resume'] as const
export type Cut = (typeof CUTS)[number]

const CUT = { transport: { kind: 'one-of', values: ['all', ...TRANSPORTS] } } as const

export const FAULTS = {
  reset: CUT,
  fin: CUT,
  stall: CUT,
  resume: CUT,
  restart: { downMs: { kind: 'number', range: [0, 120_000] } },
  'ws-close': {
    // RFC 6455 7.4: those that an endpoint may send. `ws-raw` writes any other.
    code: {
      kind: 'number',
      whole: true,
      range: [1000, 4999],
      butNot: [
        [1004, 1006],
        [1015, 2999],
      ],
    },
    // 5.5: a control frame has at most 125 bytes, two of which are the code.
    reason: { kind: 'text', mostBytes: 123, initial: '' },
  },
  /** Written to the lab's WebSockets as they are. */
  'ws-raw': { bytes: { kind: 'base64', mostBytes: 64 * 1024 } },
} as const satisfies Readonly<Record<Cut, typeof CUT>> & Readonly<Record<string, Fields>>

export type FaultKind = keyof typeof FAULTS
export const FAULT_KINDS = Object.keys(FAULTS) as readonly FaultKind[]

/** One that has been read. */
export type Fault = ReadKind<typeof FAULTS>
/** What the call takes. */
export type FaultRequest = WrittenKind<typeof FAULTS>
