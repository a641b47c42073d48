/**
 * Tells the two sides of a connection apart where a text or a file has both, one after the other: as Wireshark's Follow saves and
 * shows them, or somebody copies them. Requests and masked frames are the client's.
 */
import { latin1 } from '../bytes/bytes.ts'
import { isSoundHeader } from '../websocket/frame-chain.ts'
import { scanFrame } from '../websocket/frame.ts'
import { guess } from './guess.ts'
import { directionOf } from './read-as.ts'
import type { PrintedPiece } from './text/pieces.ts'

/** Where a message may begin that stands right behind another's content. */
const START =
  /(?:(?:GET|HEAD|POST|PUT|DELETE|PATCH|OPTIONS|CONNECT) \S{1,8192} HTTP\/1\.[01]\r?\n|HTTP\/1\.[01] \d{3}[ \r\n])/g
const NEXT_HEAD = new RegExp(String.raw`\n(?=${START.source})`, 'g')
const HEAD_END = /\n\r?\n/g

/**
 * Cuts messages, the first of which begins the bytes, and, behind a 101, frames; `undefined` where only messages of one side are there. `isText`: what
 * no text can carry is damaged, and left out.
 */
export function bothSides(bytes: Uint8Array, isText: boolean): readonly PrintedPiece[] | undefined {
  const text = latin1(bytes)
  const pieces: PrintedPiece[] = []
  let [emptyLine, nextHead] = [0, 0]
  for (let at = 0; at < bytes.length;) {
    const isAnswer = text.startsWith('HTTP/1.', at)
    // Each is looked for once, however many heads are before it.
    if (emptyLine <= at) emptyLine = endOf(HEAD_END, text, at) ?? bytes.length
    if (isText && nextHead <= at) nextHead = endOf(NEXT_HEAD, text, at) ?? bytes.length
    // No header line begins as a head does: whoever copied this one left its empty line out.
    const headEnd = isText ? Math.min(emptyLine, nextHead) : emptyLine
    const from = isAnswer ? 'second' : 'first'
    if (isAnswer && text.startsWith('101', at + 9)) {
      pieces.push({ from, bytes: bytes.subarray(at, headEnd) })
      at = takeFrames(bytes, headEnd, pieces)
      const isFollowed = at > headEnd
      if (at < bytes.length && !isText) pieces.push({ from, bytes: bytes.subarray(at) })
      // Behind a 101 stand frames, also where nothing of the other side is there.
      if (isFollowed) return pieces
      break
    }
    START.lastIndex = headEnd
    const next = START.exec(text)?.index ?? bytes.length
    pieces.push({ from, bytes: bytes.subarray(at, next) })
    at = next
  }
  return hasBoth(pieces) ? pieces : undefined
}

/** Blocks of which each is known to be of one side or the other; `undefined` where that is not so, or one side has none. */
export function sidesOfBlocks(blocks: readonly Uint8Array[]): readonly PrintedPiece[] | undefined {
  const pieces: PrintedPiece[] = []
  for (const bytes of blocks) {
    const { reading, sureness, because } = guess(bytes)
    if (sureness !== 'sure' || because === 'event-stream-fields') return undefined
    pieces.push({ from: directionOf(reading) === 'client-to-server' ? 'first' : 'second', bytes })
  }
  return hasBoth(pieces) ? pieces : undefined
}

const hasBoth = (pieces: readonly PrintedPiece[]): boolean =>
  pieces.some(({ from }) => from === 'first') && pieces.some(({ from }) => from === 'second')

function endOf(pattern: RegExp, text: string, from: number): number | undefined {
  pattern.lastIndex = from
  const found = pattern.exec(text)
  return found === null ? undefined : found.index + found[0].length
}

/** Frames of both sides, one after the other to the last byte; `undefined` where that is not so. No side masks now and then. */
export function sidesOfFrames(bytes: Uint8Array): readonly PrintedPiece[] | undefined {
  const pieces: PrintedPiece[] = []
  return takeFrames(bytes, 0, pieces) === bytes.length && hasBoth(pieces) ? pieces : undefined
}

/** Takes whole frames by their masks; gives where they end. */
function takeFrames(bytes: Uint8Array, start: number, pieces: PrintedPiece[]): number {
  let at = start
  while (at < bytes.length && isSoundHeader(bytes, at, {})) {
    const frame = scanFrame(bytes, at)
    if (frame === undefined || frame === 'broken') break
    const from = frame.maskingKey === undefined ? 'second' : 'first'
    pieces.push({ from, bytes: bytes.subarray(at, frame.payload.end) })
    at = frame.payload.end
  }
  return at
}
