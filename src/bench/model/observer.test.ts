import { describe, expect, it } from 'vitest'
import { FakeBrowser } from '../../../tests/support/fake-browser.ts'
import type { TraceEvent } from '../../wire/trace/trace.ts'
import { observe } from './observer.ts'
import { createServerClock } from '../../transports/server-clock.ts'

function anObserver() {
  const browser = new FakeBrowser()
  const uncertainties: number[] = []
  const clock = createServerClock(browser, (uncertaintyMs) => uncertainties.push(uncertaintyMs))
  const told: string[] = []
  const heard: TraceEvent[] = []
  const observer = observe(browser, '/labs/x', clock, {
    ready: () => told.push('ready'),
    heard: (events) => heard.push(...events),
    refused: (code) => told.push(`refused ${code}`),
    lost: () => told.push('lost'),
  })
  const [socket] = browser.sockets
  if (socket === undefined) throw new Error('no socket was opened')
  const syncs = () => socket.sent.filter(({ kind }) => kind === 'sync').length
  return { browser, clock, uncertainties, told, heard, observer, socket, syncs }
}

describe('an observer', () => {
  it('asks the time five times at once, is ready then, and asks every ten seconds after', async () => {
    const { browser, told, socket, syncs } = anObserver()
    expect(socket.path).toBe('/labs/x/observe')
    expect(syncs()).toBe(0)
    socket.shakeHands(browser.now)
    expect(syncs()).toBe(5)
    expect(told).toEqual(['ready'])
    await browser.pass(9999)
    expect(syncs()).toBe(5)
    await browser.pass(1)
    expect(syncs()).toBe(6)
    await browser.pass(10_000)
    expect(syncs()).toBe(7)
    expect(told).toEqual(['ready'])
  })

  it("puts what the page times on the server's clock, and says how far off it can be", async () => {
    const { browser, clock, uncertainties, socket } = anObserver()
    socket.say({ kind: 'welcome', lab: 'x', now: 0 })
    const t0 = browser.now()
    await browser.pass(40)
    socket.say({ kind: 'sync', t0, now: t0 + 20 + 5000 })
    expect(clock.now() - browser.now()).toBe(5000)
    expect(uncertainties).toEqual([20])
  })

  it('says that times are off by more where another instance has some of the connections', async () => {
    const { browser, uncertainties, socket } = anObserver()
    socket.say({ kind: 'connection', connection: 'ca-1', state: 'open', at: 1, withinMs: 3 })
    socket.say({ kind: 'connection', connection: 'cb-1', state: 'open', at: 2 })
    const t0 = browser.now()
    await browser.pass(40)
    socket.say({ kind: 'sync', t0, now: t0 })
    socket.say({ kind: 'connection', connection: 'cc-1', state: 'open', at: 3, withinMs: 5 })
    expect(uncertainties).toEqual([23, 25])
  })

  it('hears the wire, passes over what it cannot read, and says what was refused', () => {
    const { heard, socket, told } = anObserver()
    for (const nonsense of ['', '{', 'null', '3', '{}', '{"kind":"weather"}', '{"kind":"connection"}'])
      socket.sayText(nonsense)
    socket.sayText(new ArrayBuffer(3))
    socket.say({ kind: 'connection', connection: 'c', state: 'open', at: 5 })
    socket.say({ kind: 'replayed' })
    socket.say({ kind: 'error', error: { code: 'too-many-events', message: 'm' } })
    expect(heard).toEqual([{ kind: 'connection-opened', connection: 'c', at: 5 }])
    expect(told).toEqual(['refused too-many-events'])
  })

  it('is lost once when the socket closes, and does nothing afterwards', () => {
    const { browser, observer, socket, told } = anObserver()
    socket.shakeHands(browser.now)
    socket.closeFromServer()
    observer.publish('note', 1)
    observer.close()
    expect(told).toEqual(['ready', 'lost'])
    expect(browser.timers).toBe(0)
    expect(socket.sent.filter(({ kind }) => kind === 'publish')).toEqual([])
  })

  it('is lost when the server never speaks', async () => {
    const { browser, socket, told } = anObserver()
    await browser.pass(10_000)
    expect(told).toEqual(['lost'])
    expect(socket.closedHere).toBe(true)
  })

  it('is lost when the server is not heard any more, though its connection does not tell; any word counts', async () => {
    const { browser, socket, told, syncs } = anObserver()
    socket.shakeHands(browser.now)
    socket.isSilent = true
    await browser.pass(20_000)
    expect(syncs()).toBe(7)
    socket.say({ kind: 'connection', connection: 'c', state: 'open', at: 5 })
    await browser.pass(29_999)
    expect(told).toEqual(['ready'])
    await browser.pass(1)
    expect(told).toEqual(['ready', 'lost'])
    expect(socket.closedHere).toBe(true)
    expect(browser.timers).toBe(0)
  })

  it('is not lost when it is closed here', () => {
    const { browser, observer, told } = anObserver()
    observer.close()
    expect(told).toEqual([])
    expect(browser.timers).toBe(0)
  })
})
