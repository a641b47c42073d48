/** Copies a unit's bytes as a hex dump, and says whether it could. */
import { useState } from 'preact/hooks'
import type { InspectorWords } from './words.ts'
import { hexDump } from './byte-text.ts'
import { QuietButton } from '../ui/Button.tsx'

interface Props {
  readonly bytes: () => Uint8Array
  readonly from: number
  readonly words: InspectorWords
}

export function CopyBytes({ bytes, from, words }: Props) {
  const [outcome, setOutcome] = useState<'copied' | 'failed' | undefined>(undefined)
  const copy = async (): Promise<void> => {
    try {
      // Absent where a page is served over plain HTTP to another machine; the bytes can still be selected.
      await navigator.clipboard.writeText(hexDump(bytes(), from))
      setOutcome('copied')
    } catch {
      setOutcome('failed')
    }
  }
  const text = { copied: words.copied, failed: words.copyFailed }
  return (
    <QuietButton onClick={() => void copy()} onBlur={() => setOutcome(undefined)}>
      <span aria-live="polite">{outcome === undefined ? words.copy : text[outcome]}</span>
    </QuietButton>
  )
}
