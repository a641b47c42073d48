/** Which requests are tapped: the five transports of a lab and the POST to its events, by the literal path. */
import { EXCHANGE_KINDS, type ExchangeKind } from '../../src/wire/trace/transports.ts'
import type { TappedTarget } from './tap.ts'

const TARGET = new RegExp(`^/labs/([A-Za-z0-9_-]{22,128})/(${EXCHANGE_KINDS.join('|')})(?:\\?|$)`)

/**
 * The lab and call a request line names. `undefined` for all else: pages, `observe`, other calls of a lab, and paths
 * that only decoding would make equal.
 */
export function tappedTarget(method: string, target: string): TappedTarget | undefined {
  const [, labId, transport] = TARGET.exec(target) ?? []
  if (labId === undefined || transport === undefined) return undefined
  if (transport === 'events' && method !== 'POST') return undefined
  return { labId, transport: transport as ExchangeKind }
}
