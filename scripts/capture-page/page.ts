/**
 * What `npm run capture` puts into a page: the bench's own model, driven by a score instead of a hand. The same
 * code, bundled by the same Vite with the same marks, as the site's pages run.
 */
import { createBench } from '../../src/bench/model/bench.ts'
import type { CaptureOf } from '../../src/bench/model/figure.ts'
import { createRace } from '../../src/race/model/race.ts'
import type { Act, Player } from '../../src/bench/model/score.ts'
import { encodeTrace } from '../../src/wire/trace/trace-codec.ts'

/** Longer than the bench listens after Stop for how the connections end. */
const AFTER_STOP_MS = 2500

/** What figures do themselves, by the paths of their files. */
const PLAYERS = import.meta.glob<Player<unknown>>('../../src/figures/*/act.ts', {
  eager: true,
  import: 'player',
})

/** Plays a score on a live bench and gives the trace as text. Called from the script, by this name. */
async function playScore({ figure, scene, variant, score }: CaptureOf): Promise<string> {
  // A race's trace tells its conditions and keeps no statements; else it is a bench.
  const bench = figure === 'race' ? createRace(scene, undefined).bench : createBench(scene, undefined)
  if (variant !== undefined) bench.chooseVariant(variant)
  await bench.start()
  if (bench.state.value.kind !== 'running')
    throw new Error(`the bench is ${JSON.stringify(bench.state.value)}`)
  const playOwn = PLAYERS[`../../src/figures/${figure}/act.ts`]?.(bench, new AbortController().signal)
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

  function perform(act: Act): void {
    if ('publishJson' in act) return bench.publish('note', JSON.parse(act.publishJson) as unknown)
    if ('fault' in act) return bench.fault(act.fault)
    if ('send' in act) return bench.send(act.send)
    if ('sendBinary' in act) return bench.send(Uint8Array.from(atob(act.sendBinary), (c) => c.charCodeAt(0)))
    if ('own' in act) {
      if (playOwn === undefined) throw new Error(`src/figures/${figure}/act.ts has no player`)
      return playOwn(act.own)
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
