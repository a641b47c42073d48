/**
 * How tools print both sides of a connection, a row a tool: what begins a piece and says whose it is, and how its bytes are written, in
 * that or behind it. What fits no row has a reader of its own beside this file.
 */
import { joinBytes, latin1 } from '../../bytes/bytes.ts'
import { isDumpLine } from '../dump-line.ts'
import { bytesFromDump } from '../dump.ts'
import { bytesFromBase64, bytesFromHex, fromEscapes } from '../hex.ts'
import { noteOf, type Imported, type ImportNote } from '../imported.ts'
import type { End } from '../tcp-connections.ts'
import { isNgrep, isNgrepHex, NGREP_BEGINS, readNgrep, withNgrepChunks } from './ngrep.ts'
import { inRuns, type PrintedConnection, type PrintedPiece } from './pieces.ts'

type Match = readonly (string | undefined)[]

interface PrintedForm {
  /** What begins a piece. */
  readonly begins: RegExp
  /** Whose it is; `undefined` for what is nobody's. */
  readonly from: (match: Match, first: Match) => End | undefined
  /** Its bytes, out of what begins it and what stands between that and the next. */
  readonly read: (match: Match, inside: string) => Uint8Array | undefined
  /** Where what begins a piece may stand in any text: whether this is the tool's. */
  readonly isMeant?: (text: string, begins: readonly Match[]) => boolean
  /** Whether a dot in it may be any byte. */
  readonly hasDots?: (inside: string, match: Match) => boolean
  /** A piece is a packet, or a read. Else what stands in a row is one piece: the tool prints it in lines. */
  readonly arePackets?: true
  /** Only the bytes tell who is the client; else it is the first side. */
  readonly isClientUnknown?: true
  readonly notes?: readonly ImportNote[]
  /** What is made of all that a side sent in a row. */
  readonly whole?: (run: Uint8Array) => Uint8Array
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)
const valueOf = (read: Imported<Uint8Array>): Uint8Array | undefined => (read.ok ? read.value : undefined)
const whose = (isFirst: boolean): End => (isFirst ? 'first' : 'second')

const RAW_LINE = /^(\t| {4})?((?:[0-9a-f]{2})+)[ \t]*$/gim

const FORMS: readonly PrintedForm[] = [
  // `curl --trace` and `--trace-ascii`: `=> Send data, 37 bytes (0x25)`, perhaps with a time and the number of a transfer before it.
  {
    begins:
      /^(?:\d\d:\d\d:\d\d\.\d+ )?(?:\[[^\]\n]*\] )?(=>|<=|==) (?:Send|Recv|Info)(?: (header|data|SSL data))?\b(?:.*, (\d+) bytes)?/gm,
    from: ([, arrow, what]) =>
      what === undefined || what === 'SSL data' ? undefined : whose(arrow === '=>'),
    read: ([, , , length], inside) => curlDump(curlLines(inside), Number(length)),
    hasDots: (inside) =>
      hasNoHex(curlLines(inside)) && curlLines(inside).some((line) => line.includes('.', 6)),
    arePackets: true,
  },
  // Wireshark's Follow as arrays of C: `char peer0_3[] = { 0x81, … };`, with comments that name the packet.
  {
    begins: /\bpeer([01])_\d+\s*\[\]\s*=\s*\{([^}]*)\}/g,
    from: ([, peer]) => whose(peer === '0'),
    read: arrayBytes,
    isMeant: (_, begins) => begins.every((match) => arrayBytes(match) !== undefined),
    arePackets: true,
    isClientUnknown: true,
  },
  // The same as YAML: `- packet: 8`, `peer: 0`, and the bytes in base64; before version 3.5 `peer0_8: !!binary |`.
  {
    begins:
      /^(?:[ \t]*(?:- )?peer: ([01])[ \t]*\n(?:[ \t]*\w+: [^!\n]*\n){0,8})?[ \t]*(?:data|peer([01])_\d+): !!binary \|[ \t]*\n/gm,
    from: ([, peer, older]) => whose((peer ?? older) !== '1'),
    read: (_, inside) =>
      valueOf(bytesFromBase64(/^(?:[ \t]+[\w+/=]+[ \t]*(?:\n|$))*/.exec(inside)?.[0] ?? '')),
    arePackets: true,
    isClientUnknown: true,
  },
  // The same raw, and tshark's `follow,tcp,raw`: a line of hexadecimal a packet, those of the second node behind a tab or blanks.
  {
    begins: RAW_LINE,
    from: ([, tab]) => whose(tab === undefined),
    read: ([, , digits = '']) => valueOf(bytesFromHex(digits)),
    isMeant: (text, begins) =>
      /^Follow: \w+,raw\s*$/m.test(text) ||
      (new Set(begins.map(([, tab]) => tab === undefined)).size === 2 &&
        text.replace(RAW_LINE, '').trim() === ''),
    arePackets: true,
    isClientUnknown: true,
  },
  // `socat -v` and `-x`, also right behind a text without a line end.
  {
    begins: /([<>]) \d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d(?:\.\d+)? {1,2}length=(\d+) from=\d+ to=\d+\n/g,
    from: ([, arrow]) => whose(arrow === '>'),
    read: ([, , length], inside) => hexOfSocat(inside, Number(length)) ?? textOfSocat(inside, Number(length)),
    hasDots: (inside, [, , length]) =>
      inside.includes('.') && hexOfSocat(inside, Number(length)) === undefined,
  },
  // `nc -o`: `> 00000000 47 45 54 # GET`.
  {
    begins: /^([<>]) [0-9a-f]{8} ((?:[0-9a-f]{2} )+) *#/gm,
    from: ([, arrow]) => whose(arrow === '>'),
    read: ([, , digits = '']) => valueOf(bytesFromHex(digits)),
  },
  // `wget -d`.
  {
    begins: /^---(request|response) begin---\n/gm,
    from: ([, what]) => whose(what === 'request'),
    read: ([, what], inside) => headUpTo(inside, `---${what} end---`),
    // Line ends that it does not print.
    notes: noteOf('line-ends-added'),
  },
  // websocket-client's trace: `--- request header ---`, the head, a line of dashes; then `++Sent raw: b'\x81…'`.
  {
    begins: /^--- (request|response) header ---\n|^\+\+(Sent|Rcv) raw: b(["'])(.*)\3$/gm,
    from: ([, what, way]) => whose(what === 'request' || way === 'Sent'),
    read: ([, what, , , literal = ''], inside) =>
      what === undefined ? valueOf(fromEscapes(literal)) : headUpTo(inside, '-'.repeat(20)),
  },
  // Apache HttpClient's wire log: `http-outgoing-0 >> "Host: a[\r][\n]"`.
  {
    begins: /^.{0,200}?(>>|<<) "(.{0,65536})"$/gm,
    from: ([, arrow]) => whose(arrow === '>>'),
    read: ([, , said = '']) => wireBytes(said),
    isMeant: (text) => text.includes('[\\r][\\n]"'),
  },
  // `wget -S`: the lines of a head set in, and no empty line.
  {
    begins: /^ {2}(HTTP\/1\.[01] \d{3}.*(?:\n {2}[\w-]+: .*)*)$/gm,
    from: () => 'second',
    read: ([, head = '']) => encode(`${head.replace(/\n {2}/g, '\r\n')}\r\n\r\n`),
    isMeant: (text) => /^HTTP request sent, /m.test(text),
    notes: noteOf('line-ends-added'),
  },
  // `ngrep`.
  {
    begins: NGREP_BEGINS,
    from: ([, sender], [, first]) => whose(sender === first),
    read: (_, inside) => readNgrep(inside),
    isMeant: isNgrep,
    hasDots: (inside) => !isNgrepHex(inside),
    whole: withNgrepChunks,
    isClientUnknown: true,
  },
]

/** Reads a text, its lines ending with a line feed, by the first row that it fits; `undefined` where it fits none. */
export function readPrintedForm(text: string): PrintedConnection | undefined {
  for (const form of FORMS) {
    const read = readAs(text, form)
    if (read !== undefined) return read
  }
  return undefined
}

function readAs(text: string, form: PrintedForm): PrintedConnection | undefined {
  const begins = [...text.matchAll(form.begins)]
  const [first] = begins
  if (first === undefined || form.isMeant?.(text, begins) === false) return undefined
  let [hasDots, isSwitched, unsure] = [false, false, 0]
  const pieces = begins.flatMap((match, index): readonly PrintedPiece[] => {
    const from = form.from(match, first)
    if (from === undefined) return []
    const inside = text.slice(match.index + match[0].length, begins[index + 1]?.index)
    const bytes = form.read(match, inside)
    if (bytes === undefined || bytes.length === 0) return []
    const isDotted = form.hasDots?.(inside, match) === true
    hasDots ||= isDotted
    // Dots are no frames.
    if (isDotted && isSwitched) {
      unsure++
      return []
    }
    isSwitched ||= latin1(bytes, 0, 12) === 'HTTP/1.1 101'
    return [{ from, bytes }]
  })
  if (pieces.length === 0) return undefined
  const notes = [
    ...noteOf('dots-for-bytes', hasDots ? 1 : 0),
    ...noteOf('content-unsure', unsure),
    ...(form.notes ?? []),
  ]
  const { whole = (run) => run } = form
  const runs = inRuns(pieces).map(({ from, bytes }) => ({ from, bytes: whole(bytes) }))
  return {
    pieces: form.arePackets === true ? pieces : runs,
    ...(form.isClientUnknown === true ? {} : { client: 'first' }),
    notes,
  }
}

// ---- how some of them write bytes ----

function arrayBytes([, , inside = '']: Match): Uint8Array | undefined {
  return valueOf(bytesFromHex(inside.replace(/\/\*.*?\*\//g, ' ')))
}

const curlLines = (inside: string): readonly string[] => inside.match(/^[0-9a-f]{4,}: .*$/gim) ?? []
const hasNoHex = (lines: readonly string[]): boolean => !lines.every(isDumpLine)

/** Lines of hexadecimal, or of text with the line ends taken off, which the offsets count. */
function curlDump(lines: readonly string[], whole: number): Uint8Array | undefined {
  const hex = hasNoHex(lines) ? undefined : valueOf(bytesFromDump(lines))
  if (hex !== undefined) return hex
  const texts = lines.map((line) => line.split(/: ([^]*)/))
  const parts = texts.flatMap(([offset = '', text = ''], index) => {
    const next = texts[index + 1]?.[0]
    const length = (next === undefined ? whole : Number.parseInt(next, 16)) - Number.parseInt(offset, 16)
    const bytes = encode(text)
    const hasEnd = Number.isNaN(length) || length === bytes.length + 2
    return hasEnd ? [bytes, encode('\r\n')] : [bytes]
  })
  return joinBytes(parts)
}

/** The digits of each line, up to the column with the text, which stands behind two blanks; `undefined` where they are not so many. */
function hexOfSocat(inside: string, length: number): Uint8Array | undefined {
  const digits = inside.match(/^(?: [0-9a-f]{2})+(?= {2}|\s*$)/gm) ?? []
  const bytes = valueOf(bytesFromHex(digits.join('')))
  return bytes?.length === length ? bytes : undefined
}

/** What cannot be seen stands as an escape; line feeds stand for themselves. */
function textOfSocat(inside: string, length: number): Uint8Array | undefined {
  return valueOf(fromEscapes(inside.replace(/(?:^|\n)--\s*$/, '\n')))?.subarray(0, length)
}

/** A head that is printed up to a line, its line ends put back. */
function headUpTo(inside: string, end: string): Uint8Array | undefined {
  const at = inside.indexOf(`\n${end}`)
  return at < 0 ? undefined : encode(`${inside.slice(0, at).trimEnd().replaceAll('\n', '\r\n')}\r\n\r\n`)
}

const CONTROLS: Readonly<Record<string, string>> = { r: '\r', n: '\n', t: '\t' }

/** Control characters stand in brackets, and so do bytes that are no letter. */
function wireBytes(said: string): Uint8Array {
  const plain = said.replace(/\[\\([rnt])\]/g, (_, letter: string) => CONTROLS[letter] ?? '')
  const parts = plain.split(/\[0x([0-9a-f]{1,2})\]/i)
  return joinBytes(
    parts.map((part, at) => (at % 2 === 0 ? encode(part) : Uint8Array.of(Number.parseInt(part, 16)))),
  )
}
