/** Which requests are tapped: the five transports of a lab and the POST to its events. */
import { EXCHANGE_KINDS, type ExchangeKind } from '../../src/wire/trace/transports.ts'
import { labTarget } from '../http/target.ts'
import type { TappedTarget } from './tap.ts'

const KINDS: ReadonlySet<string> = new Set(EXCHANGE_KINDS)

/** The lab and call a request line names. `undefined` for all else: pages, `observe`, other calls of a lab. */
export function tappedTarget(method: string, target: string): TappedTarget | undefined {
  const named = labTarget(target)
  if (named === undefined || !KINDS.has(named.call)) return undefined
  if (named.call === 'events' && method !== 'POST') return undefined
  return { labId: named.labId, transport: named.call as ExchangeKind }
}
