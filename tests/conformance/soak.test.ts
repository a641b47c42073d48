/** Half a minute of the soak that `npm run soak` does for eight: all leave, and so does all that was kept for them. */
import { expect, it } from 'vitest'
import { inWords, leftOver, soak } from '../soak/soak.ts'

it('a hundred visitors who come and go for thirty seconds leave nothing behind', async () => {
  const { warmed, end, visits, calls } = await soak(30)
  console.log(`Soak, ${visits} visits: ${inWords(warmed)}; at the end ${inWords(end)}.`)
  expect([visits > 500, calls > 100]).toEqual([true, true])
  expect(leftOver(end)).toEqual({ countedBytes: 0, connections: 0, labs: 0, timers: 0 })
  expect(end.memoryBytes / warmed.memoryBytes).toBeLessThan(1.2)
  // Alone it takes a hundred seconds, of which most are others' time-outs; beside the checks, twice that.
}, 300_000)
