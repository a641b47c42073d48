/** What can be wrong with one capture, as sentences: `check-captures.ts` gathers them, the test breaks captures on purpose. */
import { DIRECTIONS, type ByteRange } from '../src/wire/bytes/bytes.ts'
import { dissectionText } from '../src/wire/export/text.ts'
import type { Field, Unit } from '../src/wire/field/field.ts'
import { conversationOf } from '../src/wire/trace/conversation.ts'
import { leaves } from '../src/wire/trace/queries/fields.ts'
import { decodeTrace } from '../src/wire/trace/trace-codec.ts'
import type { Trace } from '../src/wire/trace/trace.ts'
import type { ExchangeView, Side } from '../src/wire/trace/views.ts'

/** Gives a sentence for each thing wrong; none where all is well. `hashNow` gives a source file's hash of today. */
export function captureProblems(
  text: string,
  golden: string | undefined,
  hashNow: (file: string) => string | undefined,
): readonly string[] {
  const decoded = decodeTrace(text)
  if (!decoded.ok) return [`does not decode: ${decoded.message}`]
  const { trace } = decoded
  return [...goldenProblems(trace, golden), ...sourceProblems(trace, hashNow), ...tilingProblems(trace)]
}

function goldenProblems(trace: Trace, golden: string | undefined): readonly string[] {
  if (golden === undefined) return ['has no golden dissection beside it']
  const now = dissectionText(trace).split('\n')
  const then = golden.split('\n')
  const line = now.findIndex((text, i) => text !== then[i])
  if (line < 0 && now.length === then.length) return []
  const at = line < 0 ? now.length : line
  return [
    `its golden text differs in line ${at + 1}: ${now[at] ?? '(nothing)'} | was ${then[at] ?? '(nothing)'}`,
  ]
}

function sourceProblems(trace: Trace, hashNow: (file: string) => string | undefined): readonly string[] {
  return trace.events.flatMap((event) => {
    if (event.kind !== 'run-started') return []
    const { file, hash } = event.source
    return hashNow(file) === hash ? [] : [`ran ${file} as it was (${hash}), which has changed since`]
  })
}

function tilingProblems(trace: Trace): readonly string[] {
  return conversationOf(trace.events).exchanges.flatMap((exchange) =>
    DIRECTIONS.flatMap((direction) =>
      sideProblems(exchange.sides[direction]).map((p) => `${nameOf(exchange)} ${direction}: ${p}`),
    ),
  )
}

function nameOf({ id, transport }: ExchangeView): string {
  return `exchange ${id} (${transport})`
}

function sideProblems(side: Side): readonly string[] {
  const onWire = side.units.filter(({ source }) => source === side.source.id)
  return [
    ...side.missing.map(({ start, end }) => `bytes ${start} to ${end} were never got`),
    ...gaps(
      onWire.map(({ range }) => range),
      { start: 0, end: side.source.bytes.length },
      'no unit has',
    ),
    ...side.units.flatMap(unitProblems),
  ]
}

function unitProblems(unit: Unit): readonly string[] {
  const own = leaves(unit.fields).filter(({ source }) => source === unit.source)
  return [
    ...gaps(own.flatMap(bytesOwned), unit.range, `in its ${unit.kind} no field has`),
    ...bitGaps(own).map((at) => `in its ${unit.kind} some bits of byte ${at} have no field, or two`),
  ]
}

/** Of the fields that share a byte the one with its first bit stands for it. */
function bytesOwned({ range, bits }: Field): readonly ByteRange[] {
  return bits === undefined || bits.start === 0 ? [range] : []
}

/** The bytes that fields share and do not cover bit for bit, in order. */
function bitGaps(fields: readonly Field[]): readonly number[] {
  const next = new Map<number, number>()
  const broken = new Set<number>()
  for (const { range, bits } of fields) {
    if (bits === undefined) continue
    if (bits.start !== (next.get(range.start) ?? 0)) broken.add(range.start)
    next.set(range.start, bits.end)
  }
  for (const [at, end] of next) if (end !== 8) broken.add(at)
  return [...broken]
}

/** Where ranges, in order, leave out a byte of the whole, have one twice, or reach beyond it. */
function gaps(ranges: readonly ByteRange[], whole: ByteRange, words: string): readonly string[] {
  const problems: string[] = []
  let at = whole.start
  for (const { start, end } of ranges) {
    if (start > at) problems.push(`${words} bytes ${at} to ${start}`)
    if (start < at) problems.push(`bytes ${start} to ${at} have two owners`)
    at = end
  }
  if (at < whole.end) problems.push(`${words} bytes ${at} to ${whole.end}`)
  if (at > whole.end) problems.push(`bytes ${whole.end} to ${at} are explained and not there`)
  return problems
}
