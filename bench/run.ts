/**
 * `npm run bench`: measures long and short polling on this machine, bare `node:http` and this server in
 * turns, prints the table and writes `bench/results.json`. With `--write-readme` the README's table becomes
 * this one; its numbers come from nowhere else. `--rounds=N` (5) says how often.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { FULL_LOAD, measure, SUBJECTS, type Round, type Subject } from './load/measure.ts'
import { mediansOf, ratiosOf, tableOf, withTable, type Results } from './load/report.ts'

const { values } = parseArgs({
  options: { 'write-readme': { type: 'boolean', default: false }, rounds: { type: 'string', default: '5' } },
})
const rounds = Number(values.rounds)
if (!Number.isInteger(rounds) || rounds < 1 || rounds > 50) {
  console.error(`--rounds takes a whole number from 1 to 50, not ${values.rounds}.`)
  process.exit(1)
}

const measured: Record<Subject, Round[]> = { bare: [], idle: [], observed: [] }
for (let round = 0; round < rounds; round++) {
  // In turns and from a different one each time, so that a machine that slows down slows all of them.
  for (const subject of [...SUBJECTS.slice(round % 3), ...SUBJECTS.slice(0, round % 3)]) {
    const result = await measure(subject, FULL_LOAD)
    measured[subject].push(result)
    console.log(`round ${round + 1} ${subject} ${JSON.stringify(rounded(result))}`)
  }
}

const medians = {
  bare: mediansOf(measured.bare),
  idle: mediansOf(measured.idle),
  observed: mediansOf(measured.observed),
}
const observed = measured.observed.at(-1)?.observed
const results: Results = {
  measuredOn: {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    cpus: cpus().length,
    platform: `${process.platform}-${process.arch}`,
  },
  load: FULL_LOAD,
  rounds,
  medians,
  ratios: { idle: ratiosOf(medians.idle, medians.bare), observed: ratiosOf(medians.observed, medians.bare) },
  ...(observed ? { observed } : {}),
}
writeFileSync('bench/results.json', `${JSON.stringify(results, null, 2)}\n`)
const table = tableOf(results)
console.log(`\n${table}`)
if (values['write-readme']) {
  const { date, node, cpus: count, platform } = results.measuredOn
  const caption = `Measured ${date} on ${count} cores, Node ${node.slice(1)}, ${platform}; medians of ${rounds} rounds in turns.`
  writeFileSync('README.md', withTable(readFileSync('README.md', 'utf8'), `${table}\n\n${caption}`))
}

function rounded(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, part: unknown) =>
      typeof part === 'number' ? Math.round(part * 10) / 10 : part,
    ),
  )
}
