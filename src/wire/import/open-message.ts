/** Opens HTTP in words: the line ends that a text box took are put back, and where both sides are there they are a conversation. */
import { bothSides } from './both-sides.ts'
import { guess } from './guess.ts'
import { noteOf, sizeFailure, type Imported } from './imported.ts'
import { bytesAlone, openSides, withNotes, type Opened } from './opened.ts'
import { hasOnlyLineFeeds, restoreLineEnds, withEmptyLine, withoutTakenOff } from './pasted-head.ts'

/** Opens the bytes of a text that begins with a start line. */
export function openMessage(bytes: Uint8Array): Imported<Opened> {
  const size = sizeFailure(bytes.length)
  if (size !== undefined) return size
  const whole = withEmptyLine(bytes)
  if (whole !== undefined) return withNotes(openMessage(whole), noteOf('line-ends-added'))
  const isPasted = hasOnlyLineFeeds(bytes)
  const restored = noteOf('line-ends-restored', isPasted ? 1 : 0)
  const sides = bothSides(bytes, true)
  if (sides !== undefined) {
    const read = sides.map(({ from, bytes: printed }) => {
      const plain = withoutTakenOff(printed)
      const own = plain ?? printed
      const ended = isPasted ? restoreLineEnds(own) : { bytes: own, isUnsure: false }
      return { from, ...ended, isPlain: plain !== undefined }
    })
    return openSides(read, [
      ...restored,
      ...noteOf('framing-taken-off', read.filter(({ isPlain }) => isPlain).length),
      ...noteOf('content-unsure', read.filter(({ isUnsure }) => isUnsure).length),
    ])
  }
  const plain = withoutTakenOff(bytes)
  if (plain !== undefined) return withNotes(openMessage(plain), noteOf('framing-taken-off'))
  if (!isPasted) return bytesAlone(bytes, 'text')
  const ended = restoreLineEnds(bytes)
  if (!ended.isUnsure && !ended.isShort) return bytesAlone(ended.bytes, 'text', restored)
  const said = guess(bytes)
  const reading = said.reading === 'response' ? 'pasted-response' : 'pasted-request'
  return { ok: true, value: { kind: 'bytes', from: 'text', bytes, guess: { ...said, reading } }, notes: [] }
}
