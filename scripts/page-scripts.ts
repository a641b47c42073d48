/** `node scripts/page-scripts.ts [folder]`: the script of each built page: how many files, and their bytes compressed as the server sends them. */
import { globSync, readFileSync } from 'node:fs'
import { brotliCompressSync, constants } from 'node:zlib'
import { pageScripts } from '../src/build/page-scripts.ts'

const site = process.argv[2] ?? 'dist/site'
const read = (address: string): string => readFileSync(`${site}${address}`, 'utf8')
const weights = new Map<string, number>()

console.log('page'.padEnd(32), 'files', '    bytes', '   + files', '   bytes on demand')
for (const page of globSync('**/*.html', { cwd: site }).sort()) {
  const { first, later } = pageScripts(read(`/${page}`), read)
  console.log(page.padEnd(32), cells(first, 5, 9), cells(later, 10, 10))
}

function cells(addresses: readonly string[], ...[files, bytes]: [number, number]): string {
  const sum = addresses.reduce((total, address) => total + weight(address), 0)
  return `${String(addresses.length).padStart(files)} ${String(sum).padStart(bytes)}`
}

function weight(address: string): number {
  const known = weights.get(address)
  if (known !== undefined) return known
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5 }
  const { length } = brotliCompressSync(read(address), { params })
  weights.set(address, length)
  return length
}
