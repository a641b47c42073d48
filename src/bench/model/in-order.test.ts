import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { momentOf, type TraceEvent } from '../../wire/trace/trace.ts'
import { createInOrder, HOLD_MS } from './in-order.ts'

const server = (at: number): TraceEvent => ({ kind: 'exchange-closed', exchange: String(at), at })
const page = (at: number): TraceEvent => ({ kind: 'run-stopped', run: String(at), at })
const times = (events: readonly TraceEvent[]) => events.map(momentOf)

describe('in order', () => {
  it('puts a slice that is told late before the delivery it caused', () => {
    const inOrder = createInOrder()
    inOrder.fromPage(page(100))
    expect(inOrder.take(110)).toEqual([])
    inOrder.fromServer([server(95), server(120)])
    expect(times(inOrder.take(130))).toEqual([95, 100, 120])
    expect(inOrder.waiting).toBe(false)
  })

  it('lets a moment of the page through when the server has said nothing for long', () => {
    const inOrder = createInOrder()
    inOrder.fromPage(page(100))
    expect(inOrder.take(99 + HOLD_MS)).toEqual([])
    expect(times(inOrder.take(100 + HOLD_MS))).toEqual([100])
  })

  it('gives the rest at the end', () => {
    const inOrder = createInOrder()
    inOrder.fromPage(page(100))
    inOrder.fromServer([server(90)])
    expect(times(inOrder.rest())).toEqual([90, 100])
    expect(inOrder.rest()).toEqual([])
  })

  it('loses nothing, doubles nothing, and never turns one side around', () => {
    const step = fc.record({
      fromServer: fc.boolean(),
      at: fc.integer({ min: 0, max: 1000 }),
      take: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const inOrder = createInOrder()
        const given = { server: [] as TraceEvent[], page: [] as TraceEvent[] }
        const taken: TraceEvent[] = []
        for (const { fromServer, at, take } of steps) {
          const event = fromServer ? server(at) : page(at)
          if (fromServer) inOrder.fromServer([event])
          else inOrder.fromPage(event)
          given[fromServer ? 'server' : 'page'].push(event)
          if (take) taken.push(...inOrder.take(at))
        }
        taken.push(...inOrder.rest())
        expect(taken.filter(({ kind }) => kind === 'exchange-closed')).toEqual(given.server)
        expect(taken.filter(({ kind }) => kind === 'run-stopped')).toEqual(given.page)
      }),
    )
  })

  it('is in order of time when both sides are, and the server is late by less than the hold', () => {
    const moments = fc.array(
      fc.record({ at: fc.integer({ max: 5000, min: 0 }), lateMs: fc.integer({ min: 0, max: HOLD_MS - 1 }) }),
    )
    fc.assert(
      fc.property(moments, moments, (onServer, onPage) => {
        const inOrder = createInOrder()
        let before = 0
        const told = onServer
          .toSorted((a, b) => a.at - b.at)
          // One socket: what is told later arrives later.
          .map(({ at, lateMs }) => ({ event: server(at), comes: (before = Math.max(before, at + lateMs)) }))
          .concat(onPage.map(({ at }) => ({ event: page(at), comes: at })))
          .toSorted((a, b) => a.comes - b.comes)
        fc.pre(told.every(({ event, comes }) => comes - momentOf(event) < HOLD_MS))
        const taken: TraceEvent[] = []
        for (const { event, comes } of told) {
          if (event.kind === 'run-stopped') inOrder.fromPage(event)
          else inOrder.fromServer([event])
          // Before this is handed in nothing later than `comes` can be due.
          taken.push(...inOrder.take(comes))
        }
        taken.push(...inOrder.rest())
        const pageTimes = taken.filter(({ kind }) => kind === 'run-stopped').map(momentOf)
        expect(pageTimes).toEqual(pageTimes.toSorted((a, b) => a - b))
        taken.forEach((event, i) => {
          if (event.kind !== 'exchange-closed') return
          // No moment of the page that is later than this slice stands before it.
          expect(taken.slice(0, i).every((earlier) => momentOf(earlier) <= momentOf(event))).toBe(true)
        })
      }),
    )
  })
})
