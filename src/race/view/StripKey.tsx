/** What the marks of the delay strips mean, each drawn as it is there. */
import type { ComponentChildren } from 'preact'
import type { RaceWords } from './words.ts'
import './strip-key.css'

export function StripKey({ words }: { readonly words: RaceWords['rows'] }) {
  const signs: readonly (readonly [string, ComponentChildren])[] = [
    [words.key.event, <path class="race-dots" d="M6 8h0" />],
    [words.median, <path class="race-quantiles" d="M6 1v14" />],
    [words.key.p95, <path class="race-quantiles" d="M6 5v6" />],
    [words.key.theory, <rect class="race-theory" x="1" y="2" width="10" height="12" />],
  ]
  return (
    <p class="race-strip-key">
      {signs.map(([text, sign]) => (
        <span key={text}>
          <svg viewBox="0 0 12 16">{sign}</svg> {text}
        </span>
      ))}
    </p>
  )
}
