/**
 * The one door for what a reader brings: a dropped file or pasted text. Tells saved runs, capture files, HARs, conversations and
 * dumps as tools print them, and plain bytes apart, and opens each. What it does not know it says it does not know.
 */
import { joinBytes, latin1 } from '../bytes/bytes.ts'
import { decodeTrace, MAX_TRACE_CHARACTERS } from '../trace/trace-codec.ts'
import { sidesOfBlocks } from './both-sides.ts'
import { importCaptureFile, isCaptureFile } from './capture-file.ts'
import { guess, unknown, type Guess } from './guess.ts'
import { gunzip, isGzip } from './gunzip.ts'
import { importHar, looksLikeHar } from './har-file.ts'
import { failure, noteOf, sizeFailure, type Imported, type ImportNote } from './imported.ts'
import { looseText, textOfBytes, type Likeness } from './likeness.ts'
import { openMessage } from './open-message.ts'
import { asRun, bytesAlone, openPackets, openSegments, openSides, withNotes, type Opened } from './opened.ts'
import {
  asPrinted,
  bytesAmongWords,
  DATA_ADDRESS,
  MAX_PRINTED,
  printedBytes,
  type PrintedBytes,
} from './printed-bytes.ts'
import { isDissected, packetsIn } from './text/dissected.ts'
import { payloadsIn, segmentsIn } from './text/dissected-segments.ts'
import { readFollowedText } from './text/followed-text.ts'
import { withoutLastWords } from './text/last-words.ts'
import { packetOf } from './text/packet-dumps.ts'
import { traceOfPrinted } from './text/pieces.ts'
import { saidByLiterals, withShownEnds } from './text/shown-ends.ts'
import { withMixedEscapes } from './text/plain-signs.ts'
import { readSides } from './text/sides.ts'
import { tidied } from './text/tidy.ts'
import { fromHeadOn, unwrapped, type Unwrapped } from './text/unwrapped.ts'

export type { Opened }

/** Opens a file of at most 64 MiB. One that is text is opened as if it were pasted. Never throws. */
export function openFile(bytes: Uint8Array): Imported<Opened> {
  const size = sizeFailure(bytes.length)
  if (size !== undefined) return size
  if (isCaptureFile(bytes)) return asRun('capture-file', importCaptureFile(bytes))
  if (isGzip(bytes)) return openPacked(bytes)
  const said = guess(bytes)
  // However long it is, nothing of it is looked at here.
  if (isSureStream(said) && !DATA_ADDRESS.test(latin1(bytes, 0, 256)))
    return bytesAlone(bytes, 'text', [], said)
  const text = textOfBytes(bytes)
  return text === undefined ? (openLoose(bytes) ?? bytesAlone(bytes, 'file', [], said)) : openText(text)
}

/** A text that is not quite one: what a tool printed, and nothing else, is read out of it. */
function openLoose(bytes: Uint8Array): Imported<Opened> | undefined {
  const text = bytes.length > MAX_PRINTED ? undefined : looseText(bytes)
  const read = text === undefined ? undefined : openText(text)
  return read?.ok === true && read.value.kind === 'bytes' && read.value.from === 'text' ? undefined : read
}

const isSureStream = ({ sureness, reading }: Guess): boolean =>
  sureness === 'sure' && reading === 'event-stream'

/** What no file inside is, stays packed. */
function openPacked(bytes: Uint8Array): Imported<Opened> {
  const unpacked = gunzip(bytes)
  if (!unpacked.ok) return unpacked.code === 'too-large' ? unpacked : bytesAlone(bytes, 'file')
  if (isGzip(unpacked.value)) return bytesAlone(unpacked.value, 'file', unpacked.notes)
  return withNotes(openFile(unpacked.value), unpacked.notes)
}

/**
 * Opens pasted text: a saved run, a HAR, what a tool printed, hex or a dump, base64, else the text's own bytes. Bytes of a capture
 * file, or of packets, are opened as such.
 */
export function openText(pasted: string): Imported<Opened> {
  const text = withShownEnds(pasted.replace(/^\ufeff/, '')).replace(
    /^(?:[ \t]*\r?\n)+(?=HTTP\/\d\.\d \d{3})/,
    '',
  )
  if (text.trimStart().startsWith('{"format"')) return openRun(text)
  if (looksLikeHar(text)) return asRun('har', importHar(text))
  const own = new TextEncoder().encode(text)
  const said = guess(own)
  if (said.because === 'begins-with-start-line') return openMessage(own)
  const asItIs = (): Imported<Opened> => sizeFailure(own.length) ?? bytesAlone(own, 'text', [], said)
  // An address of data begins as a field of an event stream does.
  const isStream = said.reading === 'event-stream' && !DATA_ADDRESS.test(text)
  const stream = withoutLastWords(own, true)
  if (stream !== undefined && guess(stream.bytes).reading === 'event-stream')
    return withNotes(openText(new TextDecoder().decode(stream.bytes)), passedOver(stream))
  if (isStream && said.sureness === 'sure') return asItIs()
  const printed = asPrinted(text)
  if (isDissected(printed)) return openDissected(text, own)
  const sides = readSides(printed)
  if (sides !== undefined) return asRun('conversation', traceOfPrinted(sides))
  const literal = saidByLiterals(text) ?? readFollowedText(text)
  if (literal !== undefined && isReadable(literal)) return openText(literal)
  const inner = unwrapped(printed)
  if (inner !== undefined && isReadable(inner.text)) return withNotes(openText(inner.text), passedOver(inner))
  const headed = fromHeadOn(printed)
  if (headed !== undefined) return withNotes(openText(headed.text), passedOver(headed))
  const isNamed = said.looksLike !== undefined && NAMED.has(said.looksLike)
  const read = isStream || isNamed ? undefined : openPrinted(printed === '' ? text : tidied(printed))
  return read ?? asItIs()
}

/** What dissected packets were dissected from, where it is there. */
function openDissected(text: string, own: Uint8Array): Imported<Opened> {
  const packets = packetsIn(text)
  if (packets.length > 0) return openPackets(packets, [])
  const segments = segmentsIn(text)
  if (segments.length > 0) return openSegments(segments)
  const blocks = payloadsIn(text)
  if (blocks.length > 0) return openBlocks({ ok: true, value: { from: 'hex', blocks }, notes: [] })
  return bytesAlone(own, 'text', [], unknown('dissected'))
}

/** Whether a text is HTTP in words, or an event stream. */
function isMessage(text: string): boolean {
  const { sureness, because } = guess(new TextEncoder().encode(text))
  return sureness === 'sure' && (because === 'begins-with-start-line' || because === 'event-stream-fields')
}

/** Whether a text is more than bytes in numbers or letters. */
const isReadable = (text: string): boolean =>
  isMessage(text) || looksLikeHar(text) || isDissected(text) || readSides(text) !== undefined

/** Texts that are known for what they are, and hold no bytes in letters. */
const NAMED: ReadonlySet<Likeness> = new Set<Likeness>(['net-log', 'mitmproxy', 'pem', 'http2', 'command'])

/** Bytes that a text shows. Where single escapes and doubled ones are mixed, what is known for what it is tells which backslashes are meant. */
function openPrinted(text: string): Imported<Opened> | undefined {
  const read = openAsPrinted(text)
  const even = isSure(read) ? undefined : withMixedEscapes(text)
  const evenly = even === undefined ? undefined : openAsPrinted(even)
  return isSure(evenly) ? evenly : read
}

const isSure = (read: Imported<Opened> | undefined): boolean =>
  read?.ok === true && (read.value.kind === 'run' || read.value.guess.sureness === 'sure')

/** No text is wrapped more often. */
const MAX_WRAPPED = 8

/** Bytes that a text shows, or what stands in it within fences or behind quote marks, in numbers or letters; then among words. */
function openAsPrinted(text: string, depth = 0): Imported<Opened> | undefined {
  const read = printedBytes(text)
  if (read !== undefined) return openBlocks(read)
  const inner = depth < MAX_WRAPPED ? unwrapped(asPrinted(text)) : undefined
  const within = inner && openAsPrinted(inner.text, depth + 1)
  const isKnown =
    within?.ok === true && !(within.value.kind === 'bytes' && within.value.guess.sureness === 'unknown')
  if (inner !== undefined && isKnown) return withNotes(within, passedOver(inner))
  const found = bytesAmongWords(text)
  return found && openBlocks(found)
}

const passedOver = ({ passedOver: count }: Pick<Unwrapped, 'passedOver'>): readonly ImportNote[] =>
  noteOf('lines-passed-over', count)

/** Dumps one after the other: of packets, of both sides, or of one thing in parts. */
function openBlocks(read: Imported<PrintedBytes>): Imported<Opened> {
  if (!read.ok) return read
  const { from, blocks } = read.value
  // What was put together of several, or unmasked, tshark prints behind the packet.
  const packets = blocks.flatMap((block) => packetOf(block) ?? [])
  const isOfPackets = blocks[0] !== undefined && packetOf(blocks[0]) !== undefined
  if (isOfPackets && packets.length * 2 >= blocks.length) return openPackets(packets, read.notes)
  const sides = sidesOfBlocks(blocks)
  if (sides !== undefined) return openSides(sides, read.notes)
  const notes = [...read.notes, ...noteOf('dumps-joined', blocks.length === 1 ? 0 : blocks.length)]
  const bytes = joinBytes(blocks)
  if (isCaptureFile(bytes) || isGzip(bytes)) return withNotes(openFile(bytes), notes)
  const packet = packetOf(bytes)
  return packet === undefined ? bytesAlone(bytes, from, notes) : openPackets([packet], notes)
}

function openRun(text: string): Imported<Opened> {
  if (text.length > MAX_TRACE_CHARACTERS)
    return failure('too-large', `a saved run has at most ${MAX_TRACE_CHARACTERS} characters`)
  const decoded = decodeTrace(text)
  if (!decoded.ok) return failure(decoded.code === 'too-large' ? 'too-large' : 'not-a-run', decoded.message)
  return asRun('saved-run', { ok: true, value: decoded.trace, notes: [] })
}
