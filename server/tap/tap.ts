/** A tap with its inspector, in one process and for one owner. Nothing of it is part of the public server. */
import type { TapMessage, TapRequest } from '../../src/contract/tap.ts'
import type { Clock } from '../clock.ts'
import type { Site } from '../site/site.ts'
import { startInspector } from './inspector.ts'
import { TapLog } from './log.ts'
import type { TapOptions } from './options.ts'
import { TapRecorder } from './recorder.ts'
import { startRelay, type Relay } from './relay.ts'
import { WaysPast } from './ways-past.ts'

export interface Tap {
  /** To be used in place of the server's own. */
  readonly address: string
  /** With its key. */
  readonly inspector: string
  readonly close: () => void
}

/** Starts both; rejects with Node's error where one cannot listen. */
export async function startTap(tap: TapOptions, site: Site, clock: Clock): Promise<Tap> {
  const log = new TapLog(tap.keepBytes)
  const recorder = new TapRecorder(log, new WaysPast(log, tap.upstream), tap)
  const relay = await startRelay(tap, recorder, clock)
  const inspector = await startInspector({
    port: tap.inspectorPort,
    site,
    log,
    clock,
    tapped: {
      welcome: () => ({
        kind: 'welcome',
        address: relay.origin,
        upstream: tap.upstream.origin,
        now: clock.now(),
        keepBytes: tap.keepBytes,
        rewrites: tap.rewrite,
        plain: tap.plain,
      }),
      state: () => stateOf(relay, recorder),
      act: (request) => act(request, relay, recorder, clock),
    },
  }).catch((error: unknown) => {
    relay.close()
    throw error
  })
  return {
    address: relay.origin,
    inspector: inspector.url,
    close() {
      relay.close()
      inspector.close()
    },
  }
}

function stateOf(relay: Relay, { bodies }: TapRecorder): readonly TapMessage[] {
  return [
    { kind: 'state', refuses: relay.refuses, bodies },
    ...relay.conditions().map((each) => ({ kind: 'conditions' as const, ...each })),
  ]
}

async function act(
  request: Exclude<TapRequest, { readonly kind: 'hello' }>,
  relay: Relay,
  recorder: TapRecorder,
  clock: Clock,
): Promise<readonly TapMessage[]> {
  switch (request.kind) {
    case 'conditions':
      relay.setConditions(request.wire, request.connection)
      return stateOf(relay, recorder)
    case 'fault': {
      const { fault, connection } = request
      return [{ kind: 'fault', fault, affected: relay.fault(fault, connection), at: clock.now() }]
    }
    case 'refuse':
      try {
        await relay.refuse(request.on)
      } catch {
        return [{ kind: 'error', message: 'The port was taken meanwhile; start the tap again.' }]
      }
      return stateOf(relay, recorder)
    case 'bodies':
      recorder.bodies = request.on
      return stateOf(relay, recorder)
    case 'clear':
      recorder.log.clear()
      return []
  }
}
