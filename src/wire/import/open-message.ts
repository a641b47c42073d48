/** Opens HTTP in words: the line ends that a text box took are put back, and where both sides are there they are a conversation. */
import { bothSides } from './both-sides.ts'
import { guess } from './guess.ts'
import { noteOf, sizeFailure, type Imported } from './imported.ts'
import { bytesAlone, openSides, withNotes, type Opened } from './opened.ts'
import { withoutLastWords } from './text/last-words.ts'
import { hasLostLineEnds, restoreLineEnds, withEmptyLine, withoutTakenOff } from './pasted-head.ts'

/** Opens the bytes of a text that begins with a start line. */
export function openMessage(bytes: Uint8Array): Imported<Opened> {
  const size = sizeFailure(bytes.length)
  if (size !== undefined) return size
  const said = withoutLastWords(bytes)
  if (said !== undefined)
    return withNotes(openMessage(said.bytes), noteOf('lines-passed-over', said.passedOver))
  const whole = withEmptyLine(bytes)
  if (whole !== undefined) return withNotes(openMessage(whole), noteOf('line-ends-added'))
  const sides = bothSides(bytes, true)
  if (sides !== undefined) {
    const read = sides.map(({ from, bytes: printed }) => {
      const ended = withEmptyLine(printed)
      const plain = withoutTakenOff(printed)
      const own = plain ?? ended ?? printed
      const isPasted = hasLostLineEnds(own)
      const restored = isPasted ? restoreLineEnds(own) : { bytes: own, isUnsure: false }
      return { from, ...restored, isPasted, isPlain: plain !== undefined, isEnded: ended !== undefined }
    })
    return openSides(read, [
      ...noteOf('line-ends-restored', read.some(({ isPasted }) => isPasted) ? 1 : 0),
      ...noteOf('line-ends-added', read.some(({ isEnded }) => isEnded) ? 1 : 0),
      ...noteOf('framing-taken-off', read.filter(({ isPlain }) => isPlain).length),
      ...noteOf('content-unsure', read.filter(({ isUnsure }) => isUnsure).length),
    ])
  }
  const plain = withoutTakenOff(bytes)
  if (plain !== undefined) return withNotes(openMessage(plain), noteOf('framing-taken-off'))
  if (!hasLostLineEnds(bytes)) return bytesAlone(bytes, 'text')
  const ended = restoreLineEnds(bytes)
  if (!ended.isUnsure && !ended.isShort) return bytesAlone(ended.bytes, 'text', noteOf('line-ends-restored'))
  const guessed = guess(bytes)
  const reading = guessed.reading === 'response' ? 'pasted-response' : 'pasted-request'
  return {
    ok: true,
    value: { kind: 'bytes', from: 'text', bytes, guess: { ...guessed, reading } },
    notes: [],
  }
}
