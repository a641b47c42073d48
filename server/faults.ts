/**
 * Faults: what breaks a lab's connections on purpose, now and once. Here a fault's body is read and carried to those who can
 * do it: the front door for what happens to a connection, the lab for a restart, its WebSockets for theirs.
 */
import { whenKnown, type Awaitable } from './awaitable.ts'
import { refuse, type Refusal } from './errors.ts'
import type { Lab } from './lab/lab.ts'
import type { LabContexts } from './lab-contexts.ts'
import type { OpenWebSockets } from './transports/transport.ts'
import type { ExchangeHandle, FrontDoor } from './wiretap/front-door.ts'
import type { Transport } from '../src/wire/trace/transports.ts'
import { FAULTS, type Cut, type Fault } from '../src/contract/faults.ts'
import { isWrong, readKind } from '../src/contract/rule.ts'

export interface Faults {
  /** Does what a parsed body asks of a lab's open exchanges, wherever they are, and tells how many it met. */
  apply(lab: Lab, body: unknown): Awaitable<{ readonly affected: number } | Refusal>
  /** Does it to those of this instance. */
  here(lab: Lab, fault: Fault): number
  /** A lab has ended: what is stalled in it goes on, so that its ends come through. */
  labEnded(labId: string): void
}

const CUT: Readonly<Record<Cut, (exchange: ExchangeHandle) => void>> = {
  reset: (exchange) => exchange.end('reset'),
  fin: (exchange) => exchange.end('fin'),
  stall: (exchange) => exchange.stall(),
  resume: (exchange) => exchange.resume(),
}

/** The faults of all labs; `frontDoors` is read at each. */
export function createFaults({
  contexts,
  frontDoors,
}: {
  readonly contexts: LabContexts
  readonly frontDoors: readonly FrontDoor[]
}): Faults {
  /** Those of the five transports: the POST of an event is tapped too, but breaks for nobody. */
  function exchangesOf(labId: string, transport: Transport | 'all'): readonly ExchangeHandle[] {
    return frontDoors
      .flatMap((door) => door.exchangesOf(labId, transport))
      .filter((exchange) => exchange.transport !== 'events')
  }

  function webSocketsOf(lab: Lab): OpenWebSockets | undefined {
    return contexts.find(lab.id)?.transports.get('ws')?.webSockets
  }

  function here(lab: Lab, fault: Fault): number {
    switch (fault.kind) {
      case 'restart':
        return exchangesOf(lab.id, 'all').length
      case 'ws-close':
        return webSocketsOf(lab)?.close(fault.code, fault.reason) ?? 0
      case 'ws-raw':
        return webSocketsOf(lab)?.writeRaw(Buffer.from(fault.bytes, 'base64')) ?? 0
      case 'reset':
      case 'fin':
      case 'stall':
      case 'resume': {
        const open = exchangesOf(lab.id, fault.transport)
        for (const exchange of open) CUT[fault.kind](exchange)
        return open.length
      }
    }
  }

  return {
    apply(lab, body) {
      const fault = readKind(FAULTS, body)
      if (isWrong(fault)) return refuse('bad-fault', fault.wrong)
      return whenKnown(lab.fault(fault), (met) => (typeof met === 'number' ? { affected: met } : met))
    },
    here,
    labEnded(labId) {
      for (const exchange of exchangesOf(labId, 'all')) exchange.resume()
    },
  }
}
