/** A capture as text: what crossed, field by field, with a sentence under each. For a page that is read without script. */
import { annotatedText } from '../../wire/export/text.ts'
import { decodeTrace } from '../../wire/trace/trace-codec.ts'
import { sentenceAlone } from '../../words/field-sentences/alone.ts'
import type { Language } from '../../words/languages.ts'

/** Throws where the capture cannot be read. */
export function annotatedCapture(json: string, language: Language): string {
  const decoded = decodeTrace(json)
  if (!decoded.ok) throw new Error(`a capture cannot be read: ${decoded.message}`)
  return annotatedText(decoded.trace, (field, bytes) => sentenceAlone(language, field, bytes))
}
