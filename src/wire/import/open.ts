/**
 * The one door for what a reader brings: a dropped file or pasted text. Tells saved runs, capture files, HARs, conversations and
 * dumps as tools print them, and plain bytes apart, and opens each. What it does not know it says it does not know.
 */
import { decodeTrace, MAX_TRACE_CHARACTERS } from '../trace/trace-codec.ts'
import type { Trace } from '../trace/trace.ts'
import { importCaptureFile, isCaptureFile, traceOfPackets } from './capture-file.ts'
import { traceOfConnections } from './connections-trace.ts'
import { guess, unknown, type Guess } from './guess.ts'
import { gunzip, isGzip } from './gunzip.ts'
import { importHar, looksLikeHar } from './har-file.ts'
import { bytesFromBase64, bytesFromHex, fromEscapes, swappedWords } from './hex.ts'
import { createNoteCounter, failure, sizeFailure, type Imported, type ImportNote } from './imported.ts'
import { looseText, textOfBytes, type Likeness } from './likeness.ts'
import type { CapturedPacket } from './packets.ts'
import { bothSides, sidesOfBlocks, sidesOfFrames } from './both-sides.ts'
import { hasOnlyLineFeeds, restoreLineEnds, withEmptyLine, withoutTakenOff } from './pasted-head.ts'
import { readAmongWords } from './text/among-words.ts'
import { isDissected, packetsIn } from './text/dissected.ts'
import { readDumpBlocks } from './text/dump-blocks.ts'
import { readFollowedText } from './text/followed-text.ts'
import { fromBase32, fromUuencoded } from './text/letters.ts'
import { readNumberList } from './text/number-list.ts'
import { ETHERNET, packetOf } from './text/packet-dumps.ts'
import { traceOfPrinted, type PrintedPiece } from './text/pieces.ts'
import { saidByLiterals, withShownEnds } from './text/shown-ends.ts'
import { readSides } from './text/sides.ts'
import { tidied } from './text/tidy.ts'
import { fromHeadOn, unwrapped, type Unwrapped } from './text/unwrapped.ts'
import { joinBytes, latin1 } from '../bytes/bytes.ts'

export type Opened =
  /** A saved run of ours, connections out of a capture file or out of a text that shows both sides, or what a HAR tells. */
  | {
      readonly kind: 'run'
      readonly from: 'saved-run' | 'capture-file' | 'har' | 'conversation'
      readonly trace: Trace
    }
  /** Bytes that stand alone; `readBytesAs` reads them, as what they look like or as the reader says. */
  | {
      readonly kind: 'bytes'
      readonly from: 'file' | 'hex' | 'base64' | 'text'
      readonly bytes: Uint8Array
      readonly guess: Guess
    }

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
 * Opens pasted text: a saved run, a HAR, what a tool printed, hex or a dump, base64, else the text's own bytes. What could be hex
 * and base64 both is taken for hex. Bytes of a capture file, or of packets, are opened as such.
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
  if (isSureStream(said) && !DATA_ADDRESS.test(text))
    return sizeFailure(own.length) ?? bytesAlone(own, 'text', [], said)
  const isLong = text.length > MAX_PRINTED
  if (!isLong && isDissected(text)) return openDissected(text, own)
  const printed = isLong ? undefined : readSides(text)
  if (printed !== undefined) return asRun('conversation', traceOfPrinted(printed))
  const literal = saidByLiterals(text) ?? readFollowedText(text)
  if (literal !== undefined && isMessage(literal)) return openText(literal)
  const inner = isLong ? undefined : unwrapped(text)
  if (inner !== undefined && (isMessage(inner.text) || readSides(inner.text) !== undefined))
    return withNotes(openText(inner.text), passedOver(inner))
  const headed = isLong ? undefined : fromHeadOn(text)
  if (headed !== undefined) return withNotes(openText(headed.text), passedOver(headed))
  // An address of data begins as a field of an event stream does.
  const isStream = said.reading === 'event-stream' && !DATA_ADDRESS.test(text)
  const isNamed = said.looksLike !== undefined && NAMED.has(said.looksLike)
  const read = isStream || isNamed ? undefined : openPrinted(text.length > MAX_PRINTED ? text : tidied(text))
  if (read !== undefined) return read
  return sizeFailure(own.length) ?? bytesAlone(own, 'text', [], said)
}

/** What dissected packets were dissected from, where it is there. */
function openDissected(text: string, own: Uint8Array): Imported<Opened> {
  const packets = packetsIn(text)
  return packets.length > 0 ? openPackets(packets, []) : bytesAlone(own, 'text', [], unknown('dissected'))
}

/** Whether a text is HTTP in words, or an event stream. */
function isMessage(text: string): boolean {
  const { sureness, because } = guess(new TextEncoder().encode(text))
  return sureness === 'sure' && (because === 'begins-with-start-line' || because === 'event-stream-fields')
}

/** Texts that are known for what they are, and hold no bytes in letters. */
const NAMED: ReadonlySet<Likeness> = new Set<Likeness>(['net-log', 'mitmproxy', 'pem', 'http2', 'command'])

const DATA_ADDRESS = /^\s*data:(?:[^,\s]{0,128};base64,|[a-z]+\/[\w.+-]+(?:;[^,\s]{0,128})?,\S*\s*$)/i

/** A text that a tool printed is no longer; hex alone may be. */
const MAX_PRINTED = 16 * 1024 * 1024

/** Bytes that a text shows in numbers or letters; `undefined` where it shows none. */
function openPrinted(text: string): Imported<Opened> | undefined {
  const isLong = text.length > MAX_PRINTED
  const list = isLong ? undefined : readNumberList(text)
  // Of several things in a list one may be known.
  const known =
    list?.ok === true && guess(list.value).sureness === 'unknown' ? readAmongWords(text) : undefined
  if (known !== undefined) return openFound(known)
  if (list !== undefined) return list.ok ? bytesOrCapture(list.value, 'hex', list.notes) : list
  const inPercent = DATA_ADDRESS.test(text) ? /^\s*data:[^,]*(?<!;base64),(\S*)/i.exec(text) : null
  const data = inPercent === null ? undefined : fromEscapes((inPercent[1] ?? '').replaceAll('%', '\\x'))
  if (data?.ok === true) return bytesAlone(data.value, 'text')
  const letters = isLong ? undefined : (fromUuencoded(text) ?? fromBase32(text))
  if (letters?.ok === true && isSomething(letters.value)) return bytesOrCapture(letters.value, 'base64', [])
  const hex = bytesFromHex(text)
  const swapped = hex.ok && !isLong && !isSomething(hex.value) ? swappedWords(text, isSomething) : undefined
  if (swapped !== undefined) return bytesOrCapture(swapped, 'hex', [{ code: 'words-swapped', count: 1 }])
  if (hex.ok) return (isLong ? undefined : openLines(text)) ?? bytesOrCapture(hex.value, 'hex', hex.notes)
  if (hex.code === 'empty' || hex.code === 'too-large') return hex
  const blocks = isLong ? undefined : readDumpBlocks(text)
  if (blocks !== undefined) return 'ok' in blocks ? blocks : openBlocks(blocks.blocks, blocks.notes)
  // A dump with a hole in it is meant as a dump.
  if (hex.code === 'wrong-dump-offset') return hex
  // A word of plain text can be base64 by accident; a length that is no multiple of four, a short one, or one with blanks in a line is taken for text.
  const isWhole =
    text.trim().length >= 8 && !/\S[ \t]+\S/.test(text) && text.replace(/\s+/g, '').length % 4 === 0
  const base64 = isWhole || DATA_ADDRESS.test(text) ? bytesFromBase64(text) : undefined
  if (base64?.ok === true) return bytesOrCapture(base64.value, 'base64', [])
  return openWithin(text) ?? openFound(readAmongWords(text))
}

/** Whether bytes are known for something; of what could be anything, that is all there is to tell by. */
const isSomething = (bytes: Uint8Array): boolean =>
  isCaptureFile(bytes) || isGzip(bytes) || packetOf(bytes) !== undefined || guess(bytes).sureness === 'sure'

function openFound(found: readonly Uint8Array[] | undefined): Imported<Opened> | undefined {
  return found && openBlocks(found, [{ code: 'found-among-words', count: found.length }])
}

/** What stands within fences or behind quote marks, where it is known for something. */
function openWithin(text: string): Imported<Opened> | undefined {
  const inner = text.length > MAX_PRINTED ? undefined : unwrapped(text)
  const read = inner && openPrinted(inner.text)
  const isKnown =
    read?.ok === true && !(read.value.kind === 'bytes' && read.value.guess.sureness === 'unknown')
  return inner === undefined || !isKnown ? undefined : withNotes(read, passedOver(inner))
}

const passedOver = ({ passedOver: count }: Unwrapped): readonly ImportNote[] =>
  count === 0 ? [] : [{ code: 'lines-passed-over', count }]

/** Dumps one after the other: of packets, of both sides, or of one thing in parts. */
function openBlocks(blocks: readonly Uint8Array[], notes: readonly ImportNote[]): Imported<Opened> {
  // What was put together of several, or unmasked, tshark prints behind the packet.
  const packets = blocks.flatMap((block) => packetOf(block) ?? [])
  const isOfPackets = blocks[0] !== undefined && packetOf(blocks[0]) !== undefined
  if (isOfPackets && packets.length * 2 >= blocks.length) return openPackets(packets, notes)
  const sides = sidesOfBlocks(blocks)
  if (sides !== undefined) return openSides(sides, notes)
  const joined: readonly ImportNote[] =
    blocks.length === 1 ? notes : [...notes, { code: 'dumps-joined', count: blocks.length }]
  return bytesOrCapture(joinBytes(blocks), 'hex', joined)
}

/** More lines than this are no list of frames. */
const MAX_LINES = 10_000

/** Lines of digits that are each frames, or a message, of one side: what somebody copied in the order in which it crossed. */
function openLines(text: string): Imported<Opened> | undefined {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '')
  if (lines.length < 2 || lines.length > MAX_LINES) return undefined
  const blocks: Uint8Array[] = []
  for (const line of lines) {
    const read = bytesFromHex(line)
    if (!read.ok || guess(read.value).sureness !== 'sure') return undefined
    blocks.push(read.value)
  }
  const sides = sidesOfBlocks(blocks)
  return sides && openSides(sides, [])
}

function openSides(pieces: readonly PrintedPiece[], notes: readonly ImportNote[]): Imported<Opened> {
  const told: readonly ImportNote[] = [...notes, { code: 'sides-told-apart', count: 1 }]
  return asRun('conversation', traceOfPrinted({ pieces, client: 'first', notes: told }))
}

function openPackets(packets: readonly CapturedPacket[], notes: readonly ImportNote[]): Imported<Opened> {
  const counter = createNoteCounter()
  for (const { code, count } of notes) counter.add(code, count)
  for (const { linkType } of packets) counter.add(linkType === ETHERNET ? 'ethernet-in-text' : 'ip-in-text')
  // Nothing is known of their times: a millisecond is put between two.
  const read = traceOfPackets(
    packets.map((packet, at) => ({ ...packet, at })),
    counter,
  )
  // A packet without payload is known for what it is all the same.
  if (!read.ok && read.code === 'no-payload')
    return asRun('capture-file', { ok: true, value: traceOfConnections([], counter), notes: counter.notes })
  return asRun('capture-file', read)
}

/** HTTP in words: the line ends that a text box took are put back, and where both sides are there they are a conversation. */
function openMessage(bytes: Uint8Array): Imported<Opened> {
  const size = sizeFailure(bytes.length)
  if (size !== undefined) return size
  const whole = withEmptyLine(bytes)
  if (whole !== undefined) return withNotes(openMessage(whole), [{ code: 'line-ends-added', count: 1 }])
  const isPasted = hasOnlyLineFeeds(bytes)
  const notes: ImportNote[] = isPasted ? [{ code: 'line-ends-restored', count: 1 }] : []
  const sides = bothSides(bytes, true)
  if (sides !== undefined) {
    const read = sides.map(({ from, bytes: printed }) => {
      const plain = withoutTakenOff(printed)
      const own = plain ?? printed
      return { from, ...(isPasted ? restoreLineEnds(own) : WHOLE), own, isPlain: plain !== undefined }
    })
    const takenOff = read.filter(({ isPlain }) => isPlain).length
    if (takenOff > 0) notes.push({ code: 'framing-taken-off', count: takenOff })
    const unsure = read.filter(({ isUnsure }) => isUnsure).length
    if (unsure > 0) notes.push({ code: 'content-unsure', count: unsure })
    const pieces = read.map(({ from, bytes: restored, own }) => ({ from, bytes: restored ?? own }))
    return openSides(pieces, notes)
  }
  const plain = withoutTakenOff(bytes)
  if (plain !== undefined) return withNotes(openMessage(plain), [{ code: 'framing-taken-off', count: 1 }])
  if (!isPasted) return bytesAlone(bytes, 'text')
  const restored = restoreLineEnds(bytes)
  if (!restored.isUnsure && !restored.isShort) return bytesAlone(restored.bytes, 'text', notes)
  const said = guess(bytes)
  const reading = said.reading === 'response' ? 'pasted-response' : 'pasted-request'
  return { ok: true, value: { kind: 'bytes', from: 'text', bytes, guess: { ...said, reading } }, notes: [] }
}

const WHOLE = { bytes: undefined, isUnsure: false }

function bytesOrCapture(
  bytes: Uint8Array,
  from: 'hex' | 'base64',
  notes: readonly ImportNote[],
): Imported<Opened> {
  if (isCaptureFile(bytes) || isGzip(bytes)) return withNotes(openFile(bytes), notes)
  const packet = packetOf(bytes)
  return packet === undefined ? bytesAlone(bytes, from, notes) : openPackets([packet], notes)
}

function bytesAlone(
  bytes: Uint8Array,
  from: Extract<Opened, { readonly kind: 'bytes' }>['from'],
  notes: readonly ImportNote[] = [],
  said = guess(bytes),
): Imported<Opened> {
  const sides =
    said.because === 'begins-with-start-line'
      ? bothSides(bytes, false)
      : said.because === 'frames-fit'
        ? sidesOfFrames(bytes)
        : undefined
  if (sides !== undefined) return openSides(sides, notes)
  return { ok: true, value: { kind: 'bytes', from, bytes, guess: said }, notes }
}

function asRun(from: 'capture-file' | 'har' | 'conversation', read: Imported<Trace>): Imported<Opened> {
  return read.ok ? { ...read, value: { kind: 'run', from, trace: read.value } } : read
}

function withNotes<T>(read: Imported<T>, notes: readonly ImportNote[]): Imported<T> {
  return read.ok ? { ...read, notes: [...notes, ...read.notes] } : read
}

function openRun(text: string): Imported<Opened> {
  if (text.length > MAX_TRACE_CHARACTERS)
    return failure('too-large', `a saved run has at most ${MAX_TRACE_CHARACTERS} characters`)
  const decoded = decodeTrace(text)
  if (!decoded.ok) return failure(decoded.code === 'too-large' ? 'too-large' : 'not-a-run', decoded.message)
  return { ok: true, value: { kind: 'run', from: 'saved-run', trace: decoded.trace }, notes: [] }
}
