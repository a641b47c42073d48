/** What came of a fault: who was open and ended, who came back, after how long, with which cursor, how many at once. Pure. */
import { headOf, headerIn } from '../../wire/trace/queries/heads.ts'
import type { ExchangeView } from '../../wire/trace/views.ts'
import type { TappedRun } from './tap-store.ts'
import { isPush, pathOf } from './tapped-exchanges.ts'

export interface Comeback {
  readonly path: string
  readonly ended: number
  /** How many asked again, and after how many milliseconds the first did. */
  readonly back: number
  readonly afterMs?: number
  /** What the first said of where it was: `Last-Event-ID`, or a parameter of its query. */
  readonly cursor?: string
  /** Of those that came back, how many within a quarter of a second. */
  readonly atOnce: number
}

const AT_ONCE_MS = 250
/** What ends so soon behind a fault ended by it. */
const ENDED_MS = 1_500

/** By path, of the last fault that breaks connections; nothing where there was none. */
export function comebacksOf({ events, conversation }: TappedRun): readonly Comeback[] {
  const fault = events.findLast(
    (event) =>
      event.kind === 'fault' && (event.fault === 'reset' || event.fault === 'fin' || event.fault === 'stall'),
  )
  if (fault === undefined || fault.kind !== 'fault') return []
  const { at } = fault
  const met = (each: ExchangeView): boolean =>
    each.openedAt <= at &&
    (each.closedAt === undefined || (each.closedAt >= at - 50 && each.closedAt - at <= ENDED_MS))
  const lost = conversation.exchanges.filter(
    (each) => isPush(each, at) && met(each) && (fault.fault === 'stall' || each.closedAt !== undefined),
  )
  return [...new Set(lost.map(pathOf))].map((path) => {
    const back = conversation.exchanges.filter((each) => each.openedAt > at && pathOf(each) === path)
    const [first] = back
    const cursor = first && cursorOf(first)
    return {
      path,
      ended: lost.filter((each) => pathOf(each) === path).length,
      back: back.length,
      ...(first === undefined ? {} : { afterMs: first.openedAt - at }),
      ...(cursor === undefined ? {} : { cursor }),
      atOnce: mostAtOnce(back),
    }
  })
}

/** The most that opened within a quarter of a second; they are in the order in which they opened. */
function mostAtOnce(exchanges: readonly ExchangeView[]): number {
  let first = 0
  let most = 0
  exchanges.forEach(({ openedAt }, index) => {
    while (openedAt - (exchanges[first]?.openedAt ?? 0) > AT_ONCE_MS) first++
    most = Math.max(most, index - first + 1)
  })
  return most
}

function cursorOf({ sides, target = '' }: ExchangeView): string | undefined {
  const head = headOf(sides['client-to-server'])
  const last = head && headerIn(head, 'last-event-id')?.text
  if (last !== undefined) return `Last-Event-ID: ${last}`
  return /[?&]((?:after|since|cursor|offset|last[-_]?(?:event[-_]?)?id|seq|from)=[^&]*)/i.exec(target)?.[1]
}
