/**
 * Where islands meet: several roots on one page (a bench, its goals, its histogram) share the one `BenchModel`
 * of their scene. Module state, since separate islands have nothing else in common.
 */
import { signal, type ReadonlySignal } from '@preact/signals'
import type { BenchModel } from './bench-model.ts'

interface Meeting {
  readonly bench: BenchModel
  present: number
}

const meetings = new Map<string, Meeting>()
const open = signal<ReadonlyMap<string, BenchModel>>(new Map())

/** The benches of this page by scene; changes when one opens or closes. Read it to wait for a bench to come. */
export const openBenches: ReadonlySignal<ReadonlyMap<string, BenchModel>> = open

/** Gives the page's bench of a scene, if one is open. */
export function findBench(scene: string): BenchModel | undefined {
  return meetings.get(scene)?.bench
}

/**
 * Gives the page's bench of a scene, made by `make` for the first who asks. Call `leave` once, when done with it: with the
 * last who leaves, it is disposed of. Only for the browser: a build makes its benches itself and keeps none.
 */
export function meetBench(
  scene: string,
  make: () => BenchModel,
): { readonly bench: BenchModel; leave(): void } {
  const meeting = meetings.get(scene) ?? { bench: make(), present: 0 }
  meetings.set(scene, meeting)
  meeting.present++
  tellOpen()
  let here = true
  return {
    bench: meeting.bench,
    leave() {
      if (!here) return
      here = false
      meeting.present--
      if (meeting.present > 0) return
      meetings.delete(scene)
      tellOpen()
      meeting.bench.dispose()
    },
  }
}

function tellOpen(): void {
  const now = new Map([...meetings].map(([scene, { bench }]) => [scene, bench]))
  const before = open.peek()
  const same = now.size === before.size && [...now].every(([scene, bench]) => before.get(scene) === bench)
  if (!same) open.value = now
}
