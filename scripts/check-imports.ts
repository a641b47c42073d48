/** Fails where a file imports what its folder may not, where the table allows what no file uses, and where imports go in a circle. */
import { readFileSync } from 'node:fs'
import { CIRCLES_LEFT, IMPORT_RULES, TEST_ALLOWANCES } from './import-rules.ts'
import { checkImports } from './imports.ts'

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
  'dependencies' | 'devDependencies',
  Record<string, string>
>
const declared = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)]
const { breaches, unused, circles } = checkImports('.', IMPORT_RULES, TEST_ALLOWANCES, declared)
for (const sentence of breaches) console.log(sentence)
for (const sentence of unused) console.log(`scripts/import-rules.ts: ${sentence}`)
const fresh = circles.filter((circle) => !circle.some((file) => CIRCLES_LEFT.includes(file)))
for (const circle of fresh) console.log(`in a circle: ${[...circle, circle[0]].join(' → ')}`)
const mended = CIRCLES_LEFT.filter((file) => !circles.flat().includes(file))
for (const file of mended) console.log(`scripts/import-rules.ts: ${file} is in no circle any more`)
if (breaches.length + unused.length + fresh.length + mended.length > 0) process.exit(1)
console.log('Every import is one its folder may make.')
