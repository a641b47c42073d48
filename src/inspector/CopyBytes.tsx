/** Copies a unit's bytes as a hex dump, and says whether it could. */
import { useState } from 'preact/hooks'
import type { InspectorWords } from './words.ts'
import { hexDump } from './byte-text.ts'
import { copyText } from '../ui/copy-text.ts'
import { QuietButton } from '../ui/Button.tsx'

interface Props {
  readonly bytes: () => Uint8Array
  readonly from: number
  readonly words: InspectorWords
}

export function CopyBytes({ bytes, from, words }: Props) {
  const [outcome, setOutcome] = useState<'copied' | 'failed' | undefined>(undefined)
  const copy = async (): Promise<void> =>
    setOutcome((await copyText(hexDump(bytes(), from))) ? 'copied' : 'failed')
  const text = { copied: words.copied, failed: words.copyFailed }
  return (
    <QuietButton onClick={() => void copy()} onBlur={() => setOutcome(undefined)}>
      <span aria-live="polite">{outcome === undefined ? words.copy : text[outcome]}</span>
    </QuietButton>
  )
}
