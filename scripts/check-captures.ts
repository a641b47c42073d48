/**
 * `npm run check` asks here whether the captures still hold: each decodes, each of its bytes has a field, its golden
 * text is what today's dissectors say, and the code it ran is today's code.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { CAPTURES } from '../src/figures/lookup.ts'
import { captureProblems } from './capture-problems.ts'
import { sourceHash } from '../src/build/transport-marks.ts'

const FOLDER = fileURLToPath(new URL('../content/captures/', import.meta.url))
const TRANSPORTS = fileURLToPath(new URL('../src/transports/shown/', import.meta.url))

const scored = new Set(CAPTURES.map(({ name }) => name))
const kept = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.slice(0, -'.json'.length))

const problems = [
  ...[...scored].filter((name) => !kept.includes(name)).map((name) => `${name}: not recorded yet`),
  ...kept.filter((name) => !scored.has(name)).map((name) => `${name}: no score records it`),
  ...kept.flatMap((name) =>
    captureProblems(read(`${name}.json`), golden(name), hashNow).map((p) => `${name}: ${p}`),
  ),
]

for (const problem of problems) console.error(`content/captures/${problem}`)
if (problems.length > 0) {
  console.error('`npm run capture <name>` records one again.')
  process.exit(1)
}
console.log(`${kept.length} captures hold.`)

function read(file: string): string {
  return readFileSync(`${FOLDER}${file}`, 'utf8')
}

function golden(name: string): string | undefined {
  return existsSync(`${FOLDER}${name}.txt`) ? read(`${name}.txt`) : undefined
}

function hashNow(file: string): string | undefined {
  const path = `${TRANSPORTS}${file}`
  return /^[a-z0-9-]+\.ts$/.test(file) && existsSync(path)
    ? sourceHash(readFileSync(path, 'utf8'))
    : undefined
}
