/**
 * `npm run soak`: eight minutes of a hundred visitors on a server of its own on this machine; `-- --seconds=N` for another
 * time. Ends by itself, with 1 where something is left over or memory has grown by more than a fifth.
 */
import { parseArgs } from 'node:util'
import { inWords, leftOver, soak } from './soak.ts'

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '480' } } })
const seconds = Number(values.seconds)
if (!(seconds >= 5 && seconds <= 3_600)) {
  console.error(`--seconds takes a number from 5 to 3600, not ${values.seconds}.`)
  process.exit(1)
}
const { warmed, end, visits, calls, labs } = await soak(seconds, console.log)
const ratio = end.memoryBytes / warmed.memoryBytes
console.log(`${visits} visits, ${calls} calls, ${labs} labs.`)
console.log(`Warmed: ${inWords(warmed)}. At the end: ${inWords(end)}; ${ratio.toFixed(2)} times as much.`)
console.log(`Left over: ${JSON.stringify(leftOver(end))}`)
const isClean = Object.values(leftOver(end)).every((left) => left === 0)
process.exit(isClean && ratio <= 1.2 ? 0 : 1)
