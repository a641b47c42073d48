/**
 * What `npm run capture` puts into a page: the bench's own model, driven by a score instead of a hand. The same
 * code, bundled by the same Vite with the same marks, as the site's pages run.
 */
import { createBench } from '../../src/bench/model/bench.ts'
import { createRace } from '../../src/race/model/race.ts'
import { SCENES } from '../../src/bench/model/scenes.ts'
import { sendStream } from '../../src/bench/model/send-stream.ts'
import { sevenConnections } from '../../src/figures/seventh-connection/seven-connections.ts'
import { tryStreamEnd } from '../../src/figures/stream-ends/try-stream-end.ts'
import { streamBytes } from '../../src/figures/event-stream-editor/stream-text.ts'
import { encodeTrace } from '../../src/wire/trace/trace-codec.ts'
import { foreignDocument } from '../../src/figures/cross-origin/foreign-page.ts'
import { tryCrossOrigin } from '../../src/figures/cross-origin/try-cross-origin.ts'
import type { CauseName } from '../../src/figures/websocket-endings/facts.ts'
import { tryCause } from '../../src/figures/websocket-endings/try-cause.ts'
import type { Act, Score } from '../capture-scores.ts'

/** Longer than the bench listens after Stop for how the connections end. */
const AFTER_STOP_MS = 2500

/** Plays a score on a live bench and gives the trace as text. Called from the script, by this name. */
async function playScore(score: Score): Promise<string> {
  const scene = SCENES[score.scene]
  // A race's trace tells its conditions and keeps no statements; else it is a bench.
  const bench = score.scene === 'race' ? createRace(scene, undefined).bench : createBench(scene, undefined)
  if (score.variant !== undefined) bench.chooseVariant(score.variant)
  await bench.start()
  if (bench.state.value.kind !== 'running')
    throw new Error(`the bench is ${JSON.stringify(bench.state.value)}`)
  const connections = sevenConnections(bench)
  const played = new AbortController()
  const startedAt = performance.now()
  for (const act of score.acts) {
    await until(startedAt + act.atMs)
    perform(act)
  }
  await until(startedAt + score.durationMs)
  bench.stop()
  await until(performance.now() + AFTER_STOP_MS)
  const text = encodeTrace(bench.trace())
  bench.dispose()
  return text

  async function tryCauses(causes: readonly CauseName[]): Promise<void> {
    for (const cause of causes) await tryCause(bench, cause, played.signal)
  }

  function perform(act: Act): void {
    if ('publishJson' in act) return bench.publish('note', JSON.parse(act.publishJson) as unknown)
    if ('fault' in act) return bench.fault(act.fault)
    if ('send' in act) return bench.send(act.send)
    if ('sendBinary' in act) return bench.send(Uint8Array.from(atob(act.sendBinary), (c) => c.charCodeAt(0)))
    if ('stream' in act) {
      const { text, pieces, ends } = act.stream
      return void sendStream(bench, 'stream.1', { bytes: streamBytes(text), pieces, ends })
    }
    if ('tryEnd' in act) return void tryStreamEnd(bench, act.tryEnd, played.signal)
    if ('foreign' in act) {
      return void tryCrossOrigin(
        bench,
        act.foreign,
        document.body,
        (frame) => (frame.srcdoc = foreignDocument()),
      )
    }
    if ('causes' in act) return void tryCauses(act.causes)
    if ('connections' in act) {
      if (act.connections === 'open') return connections.open()
      if (act.connections === 'ask') return connections.ask()
      return connections.close(act.connections.close)
    }
    const { publish, apartMs } = act
    const [first] = publish
    if (publish.length === 1 && first !== undefined) bench.publish(first.type, first.data)
    else bench.publishSeveral(publish, apartMs ?? scene.several?.apartMs ?? 0)
  }
}

function until(at: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, at - performance.now())))
}

Object.assign(globalThis, { playScore })
