/**
 * A ladder's key: each kind of mark that this drawing has, as it is drawn, and in words. Above the drawing, once and whole: a reader
 * looks for a mark in it before the story comes to that.
 */
import type { ComponentChildren } from 'preact'
import type { BenchWords } from '../words.ts'
import type { Timeline } from '../../../wire/trace/views.ts'
import { GOOD_ENDS } from './mark-shapes.ts'
import { isMeantFor } from './mark-times.ts'

type Kind = keyof BenchWords['ladder']['key']

interface Props {
  readonly timeline: Timeline
  readonly shown: number
  /** Whether time is left out. */
  readonly isFolded: boolean
  readonly words: BenchWords
}

export function LadderKey({ timeline, shown, isFolded, words }: Props) {
  const kinds = kindsOf(timeline, shown, words)
  return (
    <ul class="ladder-key">
      {(Object.keys(GLYPHS) as Kind[])
        .filter((kind) => kinds.has(kind) || (kind === 'fold' && isFolded))
        .map((kind) => (
          <li key={kind} data-kind={kind}>
            <svg class="ladder-key-glyph" width="20" height="14" viewBox="0 0 20 14" aria-hidden="true">
              {GLYPHS[kind]}
            </svg>
            {words.ladder.key[kind]}
          </li>
        ))}
    </ul>
  )
}

/** The kinds of marks among those shown, and of all bars. */
export function kindsOf(
  { lanes, published, faults }: Timeline,
  shown: number,
  words: BenchWords,
): ReadonlySet<Kind> {
  const isShown = ({ moment }: { readonly moment: number }): boolean => moment < shown
  const kinds = new Set<Kind>()
  if (published.some(isShown)) kinds.add('server')
  for (const lane of lanes) {
    for (const { moment, carries } of lane.arrows) {
      if (moment >= shown) continue
      kinds.add(
        carries.kind === 'response' && carries.events.length === 0 && lane.spec.path === undefined
          ? 'empty'
          : 'arrow',
      )
    }
    for (const delivery of lane.deliveries)
      if (isShown(delivery)) kinds.add(delivery.repeated ? 'again' : 'page')
    for (const { moment, event } of published)
      if (moment < shown && lane.counts.lost.includes(event.id)) kinds.add('lost')
    for (const { kind } of lane.holds) kinds.add(kind)
    for (const end of lane.ends) if (isShown(end)) kinds.add(GOOD_ENDS.has(end.how) ? 'end' : 'broken')
    if (lane.notes.some((note) => isShown(note) && words.run.marks(note.note).length > 0)) kinds.add('note')
    if (faults.some((mark) => isShown(mark) && isMeantFor(lane, mark.fault))) kinds.add('fault')
  }
  return kinds
}

/** In the order they are listed. */
const GLYPHS: Readonly<Record<Kind, ComponentChildren>> = {
  server: <path class="ladder-key-ink" d="M10 2l5 5l-5 5l-5 -5Z" />,
  page: <circle class="ladder-key-ring" cx="10" cy="7" r="4.2" />,
  again: <circle class="ladder-key-ring" cx="10" cy="7" r="3" />,
  lost: <path class="ladder-key-line" d="M10 2l5 5l-5 5l-5 -5ZM5 2l10 10m0 -10l-10 10" />,
  arrow: <path class="ladder-key-line" d="M1 4L17 10m-5.5 0.3l6 -0.2l-3.5 -4.6" />,
  empty: <path class="ladder-key-line" d="M1 4L17 10m-5.5 0.3l6 -0.2l-3.5 -4.6" stroke-dasharray="4 2.5" />,
  held: <rect class="ladder-key-bar" x="5" y="0" width="10" height="14" />,
  open: <rect class="ladder-key-bar" x="7.5" y="0" width="5" height="14" />,
  fold: <path class="ladder-key-line" d="M1 8l3 -4l6 7l6 -7l3 4" />,
  note: <path class="ladder-key-line" d="M4 0v14M4 7h9" />,
  end: <path class="ladder-key-strong" d="M3 7h14" />,
  broken: <path class="ladder-key-strong" d="M5 2l10 10m0 -10l-10 10" />,
  fault: <path class="ladder-key-fault" d="M11 0l-6 8h4l-2.5 6l7 -9h-4.5Z" />,
}
