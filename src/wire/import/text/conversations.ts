/**
 * Texts that show both sides of a connection: Wireshark's Follow (hex dump, C arrays, raw, YAML) and what `curl --trace` writes.
 * Each reader gives `undefined` for a text of another kind.
 */
import { joinBytes } from '../../bytes/bytes.ts'
import { isDumpLine, isDumpRest, offsetOf } from '../dump-line.ts'
import { bytesFromDump } from '../dump.ts'
import { bytesFromBase64, bytesFromHex } from '../hex.ts'
import type { ImportNote } from '../imported.ts'
import type { PrintedConnection, PrintedPiece } from './pieces.ts'

/** Reads any of them. */
export function readConversation(text: string): PrintedConnection | undefined {
  const lines = text.split(/\r\n|\r|\n/)
  return (
    curlTrace(lines) ??
    followedArrays(text) ??
    followedYaml(lines) ??
    followedRaw(lines) ??
    followedDump(lines)
  )
}

// ---- curl --trace ----

/** `=> Send data, 37 bytes (0x25)`, perhaps with a time and the number of a transfer before it. */
const CURL_HEADING =
  /^(?:\d\d:\d\d:\d\d\.\d+ )?(?:\[[^\]]*\] )?(=>|<=|==) (Send|Recv|Info)(?: (header|data|SSL data))?\b/

/** The traces of `--trace` and `--trace-ascii`: headings that say which way, and a dump under each. */
function curlTrace(lines: readonly string[]): PrintedConnection | undefined {
  if (
    !lines.some(
      (line) => /^[<=]?=>? /.test(line.replace(/^[\d:.]+ (?:\[[^\]]*\] )?/, '')) && CURL_HEADING.test(line),
    )
  )
    return undefined
  const pieces: PrintedPiece[] = []
  let from: PrintedPiece['from'] | undefined
  let dump: string[] = []
  let length = 0
  let hasDots = false
  const end = (): void => {
    const bytes = from === undefined ? undefined : curlDump(dump, length)
    hasDots ||= bytes !== undefined && !dump.every(isDumpLine) && dump.some((line) => line.includes('.', 6))
    if (from !== undefined && bytes !== undefined && bytes.length > 0) pieces.push({ from, bytes })
    dump = []
  }
  for (const line of lines) {
    const [heading, arrow, , what] = CURL_HEADING.exec(line) ?? []
    if (heading === undefined) {
      if (/^[0-9a-f]{4,}: /i.test(line)) dump.push(line)
      continue
    }
    end()
    length = Number(/, (\d+) bytes/.exec(line)?.[1] ?? Number.NaN)
    from = what === undefined || what === 'SSL data' ? undefined : arrow === '=>' ? 'first' : 'second'
  }
  end()
  const notes: readonly ImportNote[] = hasDots ? [{ code: 'dots-for-bytes', count: 1 }] : []
  return pieces.length === 0 ? undefined : { pieces, client: 'first', notes }
}

/** Lines of hexadecimal, or of text with the line ends taken off, which the offsets count. */
function curlDump(lines: readonly string[], whole: number): Uint8Array | undefined {
  if (lines.every(isDumpLine)) {
    const read = bytesFromDump(lines)
    if (read.ok) return read.value
  }
  const texts = lines.map((line) => /^([0-9a-f]{4,}): (.*)$/i.exec(line))
  const encoder = new TextEncoder()
  const parts = texts.map((match, index) => {
    const bytes = encoder.encode(match?.[2] ?? '')
    const next = texts[index + 1]?.[1]
    const length =
      (next === undefined ? whole : Number.parseInt(next, 16)) - Number.parseInt(match?.[1] ?? '', 16)
    const hasEnd = Number.isNaN(length) || length === bytes.length + 2
    return hasEnd ? joinBytes([bytes, encoder.encode('\r\n')]) : bytes
  })
  return joinBytes(parts)
}

// ---- Wireshark's Follow ----

/** `char peer0_3[] = { 0x81, … };`, with comments that name the packet. */
function followedArrays(text: string): PrintedConnection | undefined {
  const pieces: PrintedPiece[] = []
  for (const [, peer, inside = ''] of text.matchAll(/\bpeer([01])_\d+\s*\[\]\s*=\s*\{([^}]*)\}/g)) {
    const read = bytesFromHex(inside.replace(/\/\*.*?\*\//g, ' '))
    if (!read.ok) return undefined
    pieces.push({ from: peer === '0' ? 'first' : 'second', bytes: read.value })
  }
  return pieces.length === 0 ? undefined : { pieces, notes: [] }
}

/** `- packet: 8`, `peer: 0`, and the bytes in base64; before version 3.5 `peer0_8: !!binary |`. */
function followedYaml(lines: readonly string[]): PrintedConnection | undefined {
  if (!lines.some((line) => YAML_BYTES.test(line))) return undefined
  const pieces: PrintedPiece[] = []
  let from: PrintedPiece['from'] = 'first'
  let letters: string[] | undefined
  const end = (): void => {
    const read = letters === undefined ? undefined : bytesFromBase64(letters.join(''))
    if (read?.ok === true) pieces.push({ from, bytes: read.value })
    letters = undefined
  }
  for (const line of lines) {
    const [, peer] = /^\s*(?:- )?peer: ([01])\s*$/.exec(line) ?? []
    const [isBytes, named] = YAML_BYTES.exec(line) ?? []
    if (letters !== undefined && !/^\s+[A-Za-z0-9+/=]+\s*$/.test(line)) end()
    const said = peer ?? named
    if (said !== undefined) from = said === '0' ? 'first' : 'second'
    if (isBytes !== undefined) letters = []
    else letters?.push(line.trim())
  }
  end()
  return pieces.length === 0 ? undefined : { pieces, notes: [] }
}

const YAML_BYTES = /^\s*(?:data|peer([01])_\d+): !!binary \|/

/**
 * tshark's `follow,tcp,raw`, and the same copied from Wireshark: a line of hexadecimal a packet, those of the second node behind a
 * tab or blanks. Without its heading both sides must be there.
 */
function followedRaw(lines: readonly string[]): PrintedConnection | undefined {
  const hasHeading = lines.some((line) => /^Follow: \w+,raw\s*$/.test(line))
  const isRaw = lines.every((line) => RAW_LINE.test(line) || line.trim() === '')
  if (
    !hasHeading &&
    !(isRaw && lines.some((line) => /^\s+\S/.test(line)) && lines.some((line) => /^\S/.test(line)))
  )
    return undefined
  const pieces: PrintedPiece[] = []
  for (const line of lines) {
    const [, tab, digits] = RAW_LINE.exec(line) ?? []
    if (digits === undefined) continue
    const read = bytesFromHex(digits)
    if (read.ok) pieces.push({ from: tab === undefined ? 'first' : 'second', bytes: read.value })
  }
  return pieces.length === 0 ? undefined : { pieces, notes: [] }
}

const RAW_LINE = /^(\t| {4})?((?:[0-9a-f]{2})+)\s*$/i

const FOLLOW_HEADING = /^(?:Follow: \w+,hex|Node [01]: |Filter: |=+)\s*/

/**
 * A hex dump of both sides: lines of eight digits of offset, the second side's set in, each side counting its own bytes. Where
 * there is no heading, both sides must be there.
 */
function followedDump(lines: readonly string[]): PrintedConnection | undefined {
  const dump = lines.map((line) => (isDumpLine(line) ? line : undefined))
  const hasHeading = lines.some((line) => /^Follow: \w+,hex\s*$/.test(line))
  const indents = new Set(dump.flatMap((line) => (line === undefined ? [] : [/^\s*/.exec(line)?.[0] ?? ''])))
  if (indents.size > 2 || (indents.size !== 2 && !hasHeading) || (indents.size === 2 && !indents.has('')))
    return undefined
  const others = lines.filter(
    (line, index) =>
      dump[index] === undefined && line.trim() !== '' && !FOLLOW_HEADING.test(line) && !isDumpRest(line),
  )
  const pieces: PrintedPiece[] = []
  const extents = { first: 0, second: 0 }
  let run: string[] = []
  let from: PrintedPiece['from'] = 'first'
  let isWrong = false
  const end = (): void => {
    const read = run.length === 0 ? undefined : bytesFromDump(run)
    run = []
    if (read === undefined) return
    if (!read.ok) {
      isWrong = true
      return
    }
    extents[from] += read.value.length
    pieces.push({ from, bytes: read.value })
  }
  let expected = 0
  for (const line of dump) {
    if (line === undefined) continue
    const side = /^\s/.test(line) ? 'second' : 'first'
    const offset = offsetOf(line)
    // A piece begins where the side changes, or where a line is not the next of the sixteen before.
    if (run.length > 0 && (side !== from || offset !== expected)) end()
    from = side
    run.push(line)
    expected = offset + 16
  }
  end()
  if (isWrong || pieces.length === 0) return undefined
  const notes: readonly ImportNote[] =
    others.length === 0 ? [] : [{ code: 'lines-passed-over', count: others.length }]
  return { pieces, notes }
}
