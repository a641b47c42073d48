/**
 * Builds the site into `dist/`, unless `dist/` was built from the very files that are there now.
 * `npm start` and `npm test` run it; `npm run build` forces it (`--force`).
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { writeCopies } from '../server/site/copies.ts'

/** Everything the built site can depend on. Tests and papers are not in it. */
const SOURCES = [
  'src/**/*',
  'content/**/*',
  'public/**/*',
  'astro.config.mjs',
  'tsconfig.json',
  'package-lock.json',
  // What makes the compressed copies.
  'server/site/*.ts',
]

/** Kept outside `dist/`, which is served as it is. */
const STAMP = '.cache/built-from'

const hash = hashOfSources()
if (!process.argv.includes('--force') && existsSync('dist/site/index.html') && stamp() === hash) {
  console.log('The site is built already from these sources.')
} else {
  rmSync(STAMP, { force: true })
  const built = spawnSync(process.execPath, ['node_modules/astro/bin/astro.mjs', 'build'], {
    stdio: 'inherit',
  })
  if (built.status !== 0) process.exit(built.status ?? 1)
  await writeCopies('dist/site', 'dist/copies')
  mkdirSync('.cache', { recursive: true })
  writeFileSync(STAMP, hash)
}

function stamp(): string | undefined {
  return existsSync(STAMP) ? readFileSync(STAMP, 'utf8') : undefined
}

function hashOfSources(): string {
  // Where the site says where it is.
  const sum = createHash('sha256').update(`${process.env['PUBLIC_URL'] ?? ''}\0`)
  for (const file of globSync(SOURCES).sort()) {
    if (!statSync(file).isFile() || /\.test\.tsx?$/.test(file)) continue
    const content = readFileSync(file)
    sum.update(`${file}\0${content.length}\0`).update(content)
  }
  return sum.digest('hex')
}
