/** Fails where a file imports what its folder may not, where the table allows what no file uses, and where imports go in a circle. */
import { readFileSync } from 'node:fs'
import { IMPORT_RULES, TEST_ALLOWANCES } from './import-rules.ts'
import { checkImports } from './imports.ts'

/** The site's own, and those of the applications that are installed to be tried behind a tap. */
const declared = ['package.json', 'tests/applications/apps/package.json'].flatMap((file) => {
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Partial<Record<string, Record<string, string>>>
  return Object.keys({ ...manifest['dependencies'], ...manifest['devDependencies'] })
})
const { breaches, unused, circles } = checkImports('.', IMPORT_RULES, TEST_ALLOWANCES, declared)
for (const sentence of breaches) console.log(sentence)
for (const sentence of unused) console.log(`scripts/import-rules.ts: ${sentence}`)
for (const circle of circles) console.log(`in a circle: ${[...circle, circle[0]].join(' → ')}`)
if (breaches.length + unused.length + circles.length > 0) process.exit(1)
console.log('Every import is one its folder may make.')
