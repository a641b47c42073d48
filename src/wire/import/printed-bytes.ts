/** Bytes that a text shows in numbers or letters, in whichever of all the ways in which they are written. */
import { sidesOfBlocks } from './both-sides.ts'
import { isCaptureFile } from './capture-file.ts'
import { guess } from './guess.ts'
import { isGzip } from './gunzip.ts'
import { bytesFromBase64, bytesFromHex, fromEscapes, swappedWords } from './hex.ts'
import { noteOf, type Imported } from './imported.ts'
import type { BytesFrom } from './opened.ts'
import { readAmongWords } from './text/among-words.ts'
import { readDumpBlocks } from './text/dump-blocks.ts'
import { fromBase32, fromUuencoded } from './text/letters.ts'
import { readNumberList } from './text/number-list.ts'
import { packetOf } from './text/packet-dumps.ts'

export interface PrintedBytes {
  readonly from: BytesFrom
  /** At least one: dumps, or lines, one after the other. */
  readonly blocks: readonly Uint8Array[]
}

/** A text that a tool printed is no longer; hex and base64 alone may be. */
export const MAX_PRINTED = 16 * 1024 * 1024

/** The text where a tool may have printed it; nothing of one that is longer. */
export const asPrinted = (text: string): string => (text.length > MAX_PRINTED ? '' : text)

/** An address of data begins as a field of an event stream does. */
export const DATA_ADDRESS = /^\s*data:(?:[^,\s]{0,128};base64,|[a-z]+\/[\w.+-]+(?:;[^,\s]{0,128})?,\S*\s*$)/i

/** Reads them; `undefined` where a text shows none. What could be hex and base64 both is taken for hex. */
export function printedBytes(text: string): Imported<PrintedBytes> | undefined {
  const printed = asPrinted(text)
  const list = readNumberList(printed)
  // Of several things in a list one may be known.
  const isUnknown = list?.ok === true && guess(list.value).sureness === 'unknown'
  const known = isUnknown ? bytesAmongWords(text) : undefined
  if (list !== undefined) return known ?? inOne('hex', list)
  const isAddress = DATA_ADDRESS.test(text)
  const [, inPercent] = (isAddress ? /^\s*data:[^,]*(?<!;base64),(\S*)/i.exec(text) : null) ?? []
  const data = inPercent === undefined ? undefined : fromEscapes(inPercent.replaceAll('%', '\\x'))
  if (data?.ok === true) return inOne('text', data)
  const letters = fromUuencoded(printed) ?? fromBase32(printed)
  if (letters?.ok === true && isSomething(letters.value)) return inOne('base64', letters)
  const hex = bytesFromHex(text)
  if (hex.ok) {
    const swapped = isSomething(hex.value) ? undefined : swappedWords(printed, isSomething)
    return swapped === undefined ? (linesOfBoth(printed) ?? inOne('hex', hex)) : inOne('hex', swapped)
  }
  if (hex.code === 'empty' || hex.code === 'too-large') return hex
  const dumps = readDumpBlocks(printed)
  // A dump with a hole in it is meant as a dump.
  if (dumps !== undefined) return dumps.ok ? { ...dumps, value: { from: 'hex', blocks: dumps.value } } : dumps
  if (hex.code === 'wrong-dump-offset') return hex
  // A word of plain text can be base64 by accident; a length that is no multiple of four, a short one, or one with blanks in a line is taken for text.
  const isWhole =
    text.trim().length >= 8 && !/\S[ \t]+\S/.test(text) && text.replace(/\s+/g, '').length % 4 === 0
  const base64 = isWhole || isAddress ? bytesFromBase64(text) : undefined
  return base64?.ok === true ? inOne('base64', base64) : undefined
}

/** The bytes that stand in lines of something else. */
export function bytesAmongWords(text: string): Imported<PrintedBytes> | undefined {
  const blocks = readAmongWords(text)
  const notes = noteOf('found-among-words', blocks?.length)
  return blocks && { ok: true, value: { from: 'hex', blocks }, notes }
}

const inOne = (from: BytesFrom, read: Imported<Uint8Array>): Imported<PrintedBytes> =>
  read.ok ? { ...read, value: { from, blocks: [read.value] } } : read

/** Whether bytes are known for something; of what could be anything, that is all there is to tell by. */
const isSomething = (bytes: Uint8Array): boolean =>
  isCaptureFile(bytes) || isGzip(bytes) || packetOf(bytes) !== undefined || guess(bytes).sureness === 'sure'

/** More lines than this are no list of frames. */
const MAX_LINES = 10_000

/** Lines of digits that are each frames, or a message, of one side: what somebody copied in the order in which it crossed. */
function linesOfBoth(text: string): Imported<PrintedBytes> | undefined {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '')
  if (lines.length < 2 || lines.length > MAX_LINES) return undefined
  const blocks: Uint8Array[] = []
  for (const line of lines) {
    const read = bytesFromHex(line)
    if (!read.ok || guess(read.value).sureness !== 'sure') return undefined
    blocks.push(read.value)
  }
  const areBoth = sidesOfBlocks(blocks) !== undefined
  return areBoth ? { ok: true, value: { from: 'hex', blocks }, notes: [] } : undefined
}
