/**
 * A strip of time in a table's cell: bars and marks at their times, as wide as its cell. For the eye only: the cell says in
 * words what counts. Used by figures whose rows share one axis.
 */
import './time-strip.css'

export type StripMark = {
  readonly atMs: number
  readonly kind: 'published' | 'reached' | 'beat' | 'death' | 'cut' | 'noticed'
}

export interface StripBar {
  readonly fromMs: number
  readonly toMs: number
  /** `lives`: something is there. `unaware`: it is gone, and nobody knows. `travel`: on its way. */
  readonly kind: 'lives' | 'unaware' | 'travel'
}

interface Props {
  readonly spanMs: number
  readonly bars: readonly StripBar[]
  readonly marks: readonly StripMark[]
}

/** What lies beyond the span is left out; a bar that reaches beyond it is cut there. */
export function TimeStrip({ spanMs, bars, marks }: Props) {
  const share = (ms: number): number => (Math.min(Math.max(ms, 0), spanMs) / spanMs) * 100
  return (
    <span class="strip" aria-hidden="true">
      {bars
        .filter(({ fromMs, toMs }) => toMs > 0 && fromMs < spanMs)
        .map(({ fromMs, toMs, kind }, index) => (
          <span
            key={`${kind} ${index}`}
            class={`strip-bar strip-${kind}`}
            style={{ left: percent(share(fromMs)), width: percent(share(toMs) - share(fromMs)) }}
          />
        ))}
      {marks
        .filter(({ atMs }) => atMs >= 0 && atMs <= spanMs)
        .map(({ atMs, kind }, index) => (
          <span
            key={`${kind} ${index}`}
            class={`strip-mark strip-${kind}`}
            style={{ left: percent(share(atMs)) }}
          />
        ))}
    </span>
  )
}

/** Seconds under strips of the same span. */
export function StripAxis({ spanMs, unit }: { readonly spanMs: number; readonly unit: string }) {
  const step = [1, 2, 5, 10, 20].find((each) => spanMs / 1000 / each <= 6) ?? 60
  const seconds = Array.from({ length: Math.floor(spanMs / 1000 / step) + 1 }, (_, index) => index * step)
  return (
    <span class="strip-axis" aria-hidden="true">
      {seconds.map((second) => (
        <span key={second} style={{ left: percent((second / (spanMs / 1000)) * 100) }}>
          {second === 0 ? `0 ${unit}` : second}
        </span>
      ))}
    </span>
  )
}

function percent(share: number): string {
  return `${Math.round(share * 100) / 100}%`
}
