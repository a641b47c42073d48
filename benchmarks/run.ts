/**
 * `npm run bench`: measures this server on this machine, beside others that do the same work, in turns; prints the tables
 * and writes `benchmarks/results.json`. `npm run bench load`, `fan-out`, `many`, `watch`, `wire`, `race`, `frames` or `tap` runs one of them. With
 * `-- --write` the tables of docs/benchmarks.md become these; their numbers come from nowhere else. `--rounds=N` says how often,
 * `--readers=10000` adds as many to `many`. Ends with 1 where a gate on a ratio is passed.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { benchFanOut } from './fan-out/rounds.ts'
import { benchFrames } from './frames/rounds.ts'
import { benchLoad } from './load/rounds.ts'
import { benchMany, benchWatch } from './many/rounds.ts'
import { benchRace } from './race/rounds.ts'
import { benchTap } from './tap/rounds.ts'
import { benchWire } from './wire/rounds.ts'
import { caption, measuredHere, withTable, writeSection } from './results-file.ts'

const BENCHES = {
  load: { run: benchLoad, rounds: 5 },
  // Nine servers, each with a thousand readers and then with five: three rounds take seven minutes.
  'fan-out': { run: benchFanOut, rounds: 3 },
  // Five minutes each.
  many: { run: (each: number) => benchMany(each, readers), rounds: 3 },
  // A minute each.
  watch: { run: benchWatch, rounds: 3 },
  wire: { run: benchWire, rounds: 5 },
  // A minute and a half each.
  race: { run: benchRace, rounds: 3 },
  frames: { run: benchFrames, rounds: 3 },
  // Half a minute a subject.
  tap: { run: benchTap, rounds: 5 },
} as const
type BenchName = keyof typeof BENCHES

const PAGE = 'docs/benchmarks.md'

const { values, positionals } = parseArgs({
  options: {
    write: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    readers: { type: 'string' },
  },
  allowPositionals: true,
})
const names: readonly string[] = positionals.length > 0 ? positionals : Object.keys(BENCHES)
const rounds = values.rounds === undefined ? undefined : Number(values.rounds)
const readers = values.readers === undefined ? undefined : Number(values.readers)
const unknown = names.find((name) => !isBench(name))
if (unknown !== undefined)
  fail(`There is no bench "${unknown}"; there are ${Object.keys(BENCHES).join(' and ')}.`)
if (rounds !== undefined && (!Number.isInteger(rounds) || rounds < 1 || rounds > 50)) {
  fail(`--rounds takes a whole number from 1 to 50, not ${values.rounds}.`)
}

if (readers !== undefined && (!Number.isInteger(readers) || readers < 1_001 || readers > 20_000)) {
  fail(`--readers takes a whole number from 1001 to 20000, not ${values.readers}.`)
}

for (const name of names.filter(isBench)) {
  const bench = BENCHES[name]
  const { results, table, ...more } = await bench.run(rounds ?? bench.rounds).catch((error: unknown) => {
    return fail(error instanceof Error ? error.message : String(error))
  })
  const measuredOn = measuredHere()
  writeSection('benchmarks/results.json', name, { measuredOn, ...results })
  console.log(`\n${table}\n`)
  for (const each of 'over' in more ? more.over : []) {
    console.log(each)
    process.exitCode = 1
  }
  if (values.write) {
    const text = `${table}\n\n${caption(measuredOn, results.rounds)}`
    writeFileSync(PAGE, withTable(readFileSync(PAGE, 'utf8'), name, text))
  }
}

function isBench(name: string): name is BenchName {
  return Object.hasOwn(BENCHES, name)
}

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}
