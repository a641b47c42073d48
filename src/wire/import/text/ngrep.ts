/**
 * The bytes of a packet as `ngrep` prints it: hexadecimal (`-x`); with `-W byline` line feeds as they are, and a dot for each other byte
 * that is no letter, carriage returns, too; by default lines that are set in, with dots for line feeds as well.
 */
import { latin1 } from '../../bytes/bytes.ts'
import { bytesFromHex } from '../hex.ts'

/** What is printed before a packet: with `-q` an empty line; when it came, perhaps, and its ends. */
export const NGREP_BEGINS =
  /^\n?T (?:[\d/]{10} [\d:.]{8,16} |\+\d+\.\d+ )?(?:\([^()\n]{1,32}\) )?(\S+:\d+) -> \S+:\d+ \[\w*\](?: #\d+)?\n/gm

/** Behind it a message begins, or there is hexadecimal. */
const MEANT =
  /^T [^\n]{0,200}\](?: #\d+)?\n(?: {2})?(?:(?:[A-Z]+ \S{1,8192} )?HTTP\/1\.[01]|(?:[0-9a-f]{2} ){2})/m

export const isNgrep = (text: string): boolean => MEANT.test(text)

/** Gives the bytes of one packet, out of what stands behind its ends. */
export function readNgrep(inside: string): Uint8Array {
  const hex = ngrepHex(inside)
  if (hex !== undefined) return hex
  const said = inside
    .replace(/(?<!\n\.)\n$|\n(?:#+\n|#*exit\n\d+ received, \d+ dropped\s*)$/, '')
    .replace(/(\n\.\n)\n$/, '$1')
  const isSetIn = /^(?: {2}[^\n]+(?:\n|$))+$/.test(said)
  const plain = isSetIn ? said.replace(/^ {2}/gm, '').replaceAll('\n', '').trimEnd() : said
  const ends = isSetIn ? '....' : '\n.\n'
  const headEnd = plain.indexOf(ends) + ends.length
  if (!/^(?:[A-Z]+ \S+ )?HTTP\/1\./.test(plain) || headEnd < ends.length) return encode(plain)
  const [head, content] = [plain.slice(0, headEnd), plain.slice(headEnd)]
  const lines = isSetIn ? head.replaceAll('..', '\r\n') : head.replace(/\.$/gm, '').replaceAll('\n', '\r\n')
  // What follows a 101 is no text.
  return encode(lines.startsWith('HTTP/1.1 101') ? lines : lines + content)
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

const HEX = /^ {2}((?:[0-9a-f]{2} ){1,8}) {0,4}((?:[0-9a-f]{2} ){0,8}) /

/** Tells whether a packet is printed so. */
export const isNgrepHex = (inside: string): boolean => ngrepHex(inside) !== undefined

function ngrepHex(inside: string): Uint8Array | undefined {
  const lines = inside.split('\n').filter((line) => line.startsWith('  '))
  const read = bytesFromHex(lines.map((line) => HEX.exec(line)?.slice(1).join('') ?? 'none').join(''))
  return read.ok ? read.value : undefined
}

const CR = 0x0d
const LF = 0x0a

/** What a side sent in a row, with carriage returns for the dots around chunks, as far as their sizes fit. */
export function withNgrepChunks(run: Uint8Array): Uint8Array {
  const text = latin1(run)
  const out = Uint8Array.from(run)
  const isLineEnd = (at: number): boolean =>
    text[at] === '.' && (text[at + 1] === '\n' || text[at + 1] === '.')
  for (let at = text.indexOf('HTTP/1.'); at >= 0; at = text.indexOf('HTTP/1.', at)) {
    const headEnd = text.indexOf('\r\n\r\n', at)
    if (headEnd < 0) break
    const isChunked = /\ntransfer-encoding:[^\n]*chunked/i.test(text.slice(at, headEnd))
    at = headEnd + 4
    while (isChunked) {
      const [line, digits = ''] = /^([0-9a-f]{1,8})(?:;[^\n.]*)?\.[\n.]/i.exec(text.slice(at, at + 256)) ?? []
      const end = at + (line?.length ?? 0) + Number.parseInt(digits, 16)
      if (line === undefined || (end < text.length && !isLineEnd(end))) break
      out.set([CR, LF], at + line.length - 2)
      if (end + 2 <= text.length) out.set([CR, LF], end)
      at = Math.min(text.length, end + 2)
      if (end === at - 2 && /^0+$/.test(digits)) break
    }
  }
  return out
}
