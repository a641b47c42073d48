/** The bench of shared labs: from a hundred readers to a thousand, or to as many as are asked for. */
import type { Load } from '../fan-out/measure.ts'
import { noNchan } from '../fan-out/nchan.ts'
import { benchGroups, type Benched } from '../fan-out/rounds.ts'
import { manyGroups, WATCHING } from './subjects.ts'

const LOAD: Load = {
  steps: [
    { readers: 100, warmUpEvents: 60, events: 40 },
    { readers: 1_000, warmUpEvents: 30, events: 20 },
  ],
  everyMs: 150,
  settleMs: 700,
  sampleEvery: 20,
}

/** Runs the bench; `readers` adds a last step of so many. */
export function benchMany(rounds: number, readers?: number): Promise<Benched> {
  const without = noNchan()
  if (without !== undefined) console.log(without)
  const more = readers === undefined ? [] : [{ readers, warmUpEvents: 2, events: 5 }]
  return benchGroups('many', manyGroups(), { ...LOAD, steps: [...LOAD.steps, ...more] }, rounds)
}

/** From a hundred who watch one lab by its link to a thousand. */
export const benchWatch = (rounds: number): Promise<Benched> => benchGroups('watch', [WATCHING], LOAD, rounds)
