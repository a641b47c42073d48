/**
 * A proxy's buffer before and after: five events of one stream, when each was published and when it reached the page, with
 * nothing on the way and with the box. Both as recorded; a live run of the scene's bench takes the place of its own kind.
 */
import { TRACE_WORDS } from '../../words/trace-words.ts'
import { BUFFER_WORDS, type BufferWords } from './words.ts'
import { StripAxis, TimeStrip } from '../../ui/TimeStrip.tsx'
import { FigureFrame } from '../../bench/view/figure-frame/FigureFrame.tsx'
import { StripKey } from '../../bench/view/figure-frame/StripKey.tsx'
import { useLiveView, type FedFigure } from '../../bench/view/figure-frame/use-live-view.ts'
import { arrivalsOf, COMPARED_EVENTS, type Arrival } from './facts.ts'
import '../../ui/hues.css'
import '../../bench/view/figure-frame/strip-table.css'

const RUN = 'iframe-stream'

/** Without the box, and with it; how many bytes it waits for. */
interface Recorded {
  readonly before: readonly Arrival[]
  readonly after: readonly Arrival[]
  readonly bufferBytes: number
}

export function BufferCompare({ scene, language, recorded }: FedFigure<Recorded>) {
  const words = BUFFER_WORDS[language]
  // Events under another buffer must not stand under this one's name.
  const own = useLiveView(scene, (bench, since) => ({
    bytes: bench.settings.peek().wire?.bufferBytes ?? 0,
    arrivals: arrivalsOf(bench.timeline, RUN, since),
  }))
  const isBefore = own !== undefined && own.bytes === 0
  const isAfter = own !== undefined && own.bytes > 0
  const sides = [
    {
      name: words.before,
      live: isBefore,
      arrivals: isBefore ? own.arrivals : recorded.before,
    },
    {
      name: words.after(TRACE_WORDS[language].bytes(isAfter ? own.bytes : recorded.bufferBytes)),
      live: isAfter,
      arrivals: isAfter ? own.arrivals : recorded.after,
    },
  ]
  const spanMs = Math.max(2000, ...sides.flatMap(({ arrivals }) => arrivals.map(lastMs)))
  const { key } = words
  return (
    <FigureFrame
      class={`strip-figure hue-${RUN}`}
      title={words.title}
      signs={
        <StripKey
          kinds={[
            ['published', key.published],
            ['reached', key.reached],
          ]}
        />
      }
    >
      <table class="fault-table buffer-table">
        <thead>
          <tr>
            <th scope="col">{words.event}</th>
            {sides.map(({ name, live }) => (
              <th key={name} scope="col">
                {name}
                <span class="fault-whose" data-live={live}>
                  {TRACE_WORDS[language].whose[live ? 'live' : 'recorded']}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: COMPARED_EVENTS }, (_, index) => (
            <tr key={index}>
              <th scope="row">{words.eventName(index + 1)}</th>
              {sides.map(({ name, arrivals }) => (
                <td key={name}>
                  <ArrivalStrip
                    arrival={arrivals[index]}
                    spanMs={spanMs}
                    words={words}
                    isFirst={index === 0}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td />
            {sides.map(({ name }) => (
              <td key={name}>
                <StripAxis spanMs={spanMs} unit={words.seconds} />
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </FigureFrame>
  )
}

interface ArrivalStripProps {
  readonly arrival: Arrival | undefined
  readonly spanMs: number
  readonly words: BufferWords
  readonly isFirst: boolean
}

function ArrivalStrip({ arrival, spanMs, words, isFirst }: ArrivalStripProps) {
  if (arrival === undefined) return <span class="fault-none">{isFirst ? words.noEvents : ''}</span>
  const { publishedMs, reachedMs } = arrival
  return (
    <>
      <TimeStrip
        spanMs={spanMs}
        bars={[{ fromMs: publishedMs, toMs: reachedMs ?? spanMs, kind: 'travel' }]}
        marks={[
          { atMs: publishedMs, kind: 'published' },
          ...(reachedMs === undefined ? [] : [{ atMs: reachedMs, kind: 'reached' as const }]),
        ]}
      />
      <span class="fault-saw">
        {reachedMs === undefined ? words.held : words.late(reachedMs - publishedMs)}
      </span>
    </>
  )
}

/** Whole half seconds, so that the axis stands still while a live event is on its way. */
function lastMs({ publishedMs, reachedMs }: Arrival): number {
  return Math.ceil((reachedMs ?? publishedMs) / 500) * 500
}
