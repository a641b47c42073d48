import { expect, it } from 'vitest'
import { foldCapture } from '../../bench/build/captures.ts'
import { FakeBrowser } from '../../../tests/support/fake-browser.ts'
import * as live from './live-parts.ts'
import { Race } from './race-core.ts'
import { raceScene } from './scene.ts'
import { decodeSeenRace, encodeSeenRace, raceOf } from './seen-race.ts'

const { trace } = foldCapture(raceScene)
const { header } = trace
const store = live.createRaceStore(header, raceScene.lanes, trace.events)
const text = encodeSeenRace({ header, events: store.events }, store.race)

it('has the view of the recorded race, and its events without their bytes', () => {
  const seen = decodeSeenRace(text)
  expect(raceOf(seen)).toEqual(store.race)
  expect(seen.events).toEqual(
    store.events.map((event) => (event.kind === 'slice' ? { ...event, bytes: new Uint8Array() } : event)),
  )
})

it('shows a race before what reads it is here, and the same one with its bytes', async () => {
  let fetched = 0
  const race = new Race(
    raceScene,
    {
      seen: decodeSeenRace(text),
      whole: () => Promise.resolve({ createStore: live.createTraceStore, traces: { '': trace } }),
      live: () => {
        fetched++
        return Promise.resolve(live)
      },
    },
    { browser: () => new FakeBrowser() },
  )
  expect(race.view.value).toEqual(store.race)
  expect(race.bench.shown.value).toBe(store.events.length)
  expect(fetched).toBe(0)

  expect(await race.bench.read()).toBe(true)
  expect(fetched).toBe(1)
  expect(race.view.value).toEqual(store.race)
  expect(race.bench.conversation.exchanges.length).toBeGreaterThan(0)
  expect(await race.bench.prepare()).toBe(true)
  expect(race.bench.trace().events).toHaveLength(store.events.length)
  race.dispose()
})
