/** Fails where a file imports what its folder may not, where the table allows what no file uses, and where imports go in a circle. */
import { readFileSync } from 'node:fs'
import { IMPORT_RULES, TEST_ALLOWANCES } from './import-rules.ts'
import { checkImports } from './imports.ts'

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
  'dependencies' | 'devDependencies',
  Record<string, string>
>
const declared = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)]
const { breaches, unused, circles } = checkImports('.', IMPORT_RULES, TEST_ALLOWANCES, declared)
for (const sentence of breaches) console.log(sentence)
for (const sentence of unused) console.log(`scripts/import-rules.ts: ${sentence}`)
for (const circle of circles) console.log(`in a circle: ${[...circle, circle[0]].join(' → ')}`)
if (breaches.length + unused.length + circles.length > 0) process.exit(1)
console.log('Every import is one its folder may make.')
