/** What libraries and sniffers log of both sides: websocket-client's trace, Apache HttpClient's wire log, `ngrep -W byline`. */
import { joinBytes } from '../../bytes/bytes.ts'
import { fromEscapes } from '../hex.ts'
import { connectionOf, type PrintedConnection, type PrintedPiece } from './pieces.ts'

/** Reads any of them; `undefined` for another text. */
export function readWireLog(text: string): PrintedConnection | undefined {
  return ofTrace(text) ?? ofWire(text) ?? ofNgrep(text)
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)
const withReturns = (lines: string): string => lines.replace(/\r?\n/g, '\r\n')

const DASHES = '-'.repeat(20)

/** `--- request header ---`, the head, a line of dashes; then `++Sent raw: b'\x81…'`. */
function ofTrace(text: string): PrintedConnection | undefined {
  const heads: PrintedPiece[] = []
  for (const { 0: heading, 1: what, index } of text.matchAll(/^--- (request|response) header ---\n/gm)) {
    const start = index + heading.length
    const end = text.indexOf(`\n${DASHES}`, start)
    if (end < 0) break
    const head = withReturns(text.slice(start, end).trimEnd())
    heads.push({ from: what === 'request' ? 'first' : 'second', bytes: encode(`${head}\r\n\r\n`) })
  }
  const frames = Array.from(text.matchAll(/^\+\+(Sent|Rcv) raw: b(["'])(.*)\2$/gm)).flatMap(
    ([, what, , literal = '']): PrintedPiece[] => {
      const read = fromEscapes(literal)
      return read.ok ? [{ from: what === 'Sent' ? 'first' : 'second', bytes: read.value }] : []
    },
  )
  return connectionOf([...heads, ...frames])
}

/** `http-outgoing-0 >> "Host: a[\r][\n]"`. */
function ofWire(text: string): PrintedConnection | undefined {
  if (!text.includes('[\\r][\\n]"')) return undefined
  const pieces = text.split('\n').flatMap((line): PrintedPiece[] => {
    const [, arrow, said = ''] = (line.length > MAX_LINE ? null : WIRE_LINE.exec(line)) ?? []
    if (arrow === undefined) return []
    const plain = said.replace(/\[\\([rnt])\]/g, (_, letter: string) => CONTROLS[letter] ?? '')
    const parts = plain.split(/\[0x([0-9a-f]{1,2})\]/i)
    const bytes = parts.map((part, at) =>
      at % 2 === 0 ? encode(part) : Uint8Array.of(Number.parseInt(part, 16)),
    )
    return [{ from: arrow === '>>' ? 'first' : 'second', bytes: joinBytes(bytes) }]
  })
  return connectionOf(pieces)
}

const WIRE_LINE = /^.{0,200}?(>>|<<) "(.*)"$/
const MAX_LINE = 64 * 1024
const CONTROLS: Readonly<Record<string, string>> = { r: '\r', n: '\n', t: '\t' }

/** `T 127.0.0.1:5000 -> 127.0.0.1:80 [AP]`, then the bytes, a dot for each that is no letter: carriage returns, too. */
const NGREP = /^T (\S+:\d+) -> \S+:\d+ \[\w+\](?: #\d+)?\n/gm

function ofNgrep(text: string): PrintedConnection | undefined {
  const headings = [...text.matchAll(NGREP)]
  if (
    !headings.some(({ 0: { length }, index }) =>
      /^[^\n]* ?HTTP\/1\.[^\n]*\.\n/.test(text.slice(index + length)),
    )
  )
    return undefined
  const pieces = headings.map(({ 0: heading, 1: sender, index }, at): PrintedPiece => {
    const inside = text.slice(index + heading.length, headings[at + 1]?.index).replace(/\n(?:#+\n)?$/, '')
    const [head = '', content = ''] = inside.split(/(?<=\n\.\n)([^]*)/)
    const plain = head.replace(/\.$/gm, '').replace(/\n/g, '\r\n')
    const isHead = content !== '' || head.endsWith('\n.\n')
    return {
      from: sender === headings[0]?.[1] ? 'first' : 'second',
      bytes: encode(isHead ? plain + content.replace(/^\n$/, '') : inside),
    }
  })
  return connectionOf(pieces, [{ code: 'dots-for-bytes', count: 1 }])
}
