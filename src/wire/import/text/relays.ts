/** What relays and clients log of both sides: `socat -v` and `-x`, `nc -o`, `wget -d`. Each reader gives `undefined` for a text of another kind. */
import { bytesFromHex, fromEscapes } from '../hex.ts'
import { connectionOf, type PrintedConnection, type PrintedPiece } from './pieces.ts'

/** Reads any of them. */
export function readRelayed(text: string): PrintedConnection | undefined {
  return relayedBySocat(text) ?? hexOfNetcat(text) ?? wgetDebug(text)
}

const sideOf = (arrow: string | undefined): PrintedPiece['from'] => (arrow === '<' ? 'second' : 'first')

/** `> 2026/11/29 10:00:00.000123  length=41 from=0 to=40`, also right behind a text without a line end. */
const SOCAT = /([<>]) \d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d(?:\.\d+)? {1,2}length=(\d+) from=\d+ to=\d+\n/g

function relayedBySocat(text: string): PrintedConnection | undefined {
  const headings = [...text.matchAll(SOCAT)]
  let hasDots = false
  const pieces = headings.map(({ 0: heading, 1: arrow, 2: length, index }, at): PrintedPiece => {
    const inside = text.slice(index + heading.length, headings[at + 1]?.index).replace(/(?:^|\n)--\s*$/, '\n')
    const hex = hexOfSocat(inside)
    const isHex = hex?.length === Number(length)
    hasDots ||= !isHex && inside.includes('.')
    return { from: sideOf(arrow), bytes: isHex ? hex : textOfSocat(inside, Number(length)) }
  })
  return connectionOf(pieces, hasDots ? [{ code: 'dots-for-bytes', count: 1 }] : [])
}

/** The digits of each line, up to the column with the text, which stands behind two blanks. */
function hexOfSocat(inside: string): Uint8Array | undefined {
  const digits = inside.split('\n').map((line) => /^(?: [0-9a-f]{2})+(?= {2}|\s*$)/.exec(line)?.[0] ?? '')
  const read = bytesFromHex(digits.join(''))
  return read.ok ? read.value : undefined
}

/** What cannot be seen stands as an escape; line feeds stand for themselves. */
function textOfSocat(inside: string, length: number): Uint8Array {
  const read = fromEscapes(inside)
  return read.ok ? read.value.subarray(0, length) : new Uint8Array()
}

/** `> 00000000 47 45 54 # GET`. */
const NETCAT = /^([<>]) [0-9a-f]{8} ((?:[0-9a-f]{2} )+) *#/gm

function hexOfNetcat(text: string): PrintedConnection | undefined {
  const pieces = Array.from(text.matchAll(NETCAT), ([, arrow, digits = '']): PrintedPiece => {
    const read = bytesFromHex(digits)
    return { from: sideOf(arrow), bytes: read.ok ? read.value : new Uint8Array() }
  })
  return connectionOf(pieces)
}

function wgetDebug(text: string): PrintedConnection | undefined {
  const encoder = new TextEncoder()
  const pieces: PrintedPiece[] = []
  for (const { 0: heading, 1: what, index } of text.matchAll(/^---(request|response) begin---\n/gm)) {
    const end = text.indexOf(`\n---${what} end---`, index)
    if (end < 0) break
    const head = text
      .slice(index + heading.length, end)
      .trimEnd()
      .replace(/\r?\n/g, '\r\n')
    pieces.push({ from: what === 'request' ? 'first' : 'second', bytes: encoder.encode(`${head}\r\n\r\n`) })
  }
  return connectionOf(pieces, [{ code: 'line-ends-added', count: 1 }])
}
