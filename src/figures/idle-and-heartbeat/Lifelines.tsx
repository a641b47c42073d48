/**
 * Heartbeat against idle timeout: when connections lived and when a box on the way dropped them, one strip for each transport
 * under each of the scene's variants, as recorded; beneath them the reader's own run while there is one.
 */
import { TRACE_WORDS } from '../../words/trace-words.ts'
import { LIFELINE_WORDS } from './words.ts'
import type { Language } from '../../words/languages.ts'
import { StripAxis, TimeStrip, type StripMark } from '../../ui/TimeStrip.tsx'
import { TRANSPORT_GLYPHS } from '../../ui/transport-glyphs.ts'
import { FigureFrame } from '../../bench/view/figure-frame/FigureFrame.tsx'
import { StripKey } from '../../bench/view/figure-frame/StripKey.tsx'
import { useLiveView, type FedFigure } from '../../bench/view/figure-frame/use-live-view.ts'
import { livesOf, type LaneLives, type RunLives } from './facts.ts'
import '../../ui/hues.css'
import '../../ui/panes.css'
import '../../bench/view/figure-frame/strip-table.css'

export function Lifelines({ scene, language, recorded }: FedFigure<readonly RunLives[]>) {
  const words = LIFELINE_WORDS[language]
  const spanMs = Math.max(1000, ...recorded.map((run) => run.spanMs))
  const own = useLiveView(scene, (bench) => livesOf(bench.timeline, bench.settings.peek()))
  return (
    <FigureFrame
      class="strip-figure"
      title={words.title}
      signs={
        <StripKey
          kinds={[
            ['lives', words.key.lives],
            ['beat', words.key.beat],
            ['death', words.key.death],
          ]}
        />
      }
    >
      <table class="fault-table">
        <thead>
          <tr>
            <th scope="col">{words.columns.transport}</th>
            <th scope="col" class="fault-wide">
              {words.columns.time}
            </th>
            <th scope="col">{words.columns.drops}</th>
          </tr>
        </thead>
        {recorded.map((run) => (
          <RunRows
            key={run.heartbeatMs}
            run={run}
            spanMs={spanMs}
            language={language}
            whose={TRACE_WORDS[language].whose.recorded}
          />
        ))}
        {own === undefined ? null : (
          <RunRows run={own} spanMs={spanMs} language={language} whose={words.yours} live />
        )}
        <tfoot>
          <tr>
            <td />
            <td class="fault-wide">
              <StripAxis spanMs={spanMs} unit={words.seconds} />
            </td>
            <td />
          </tr>
        </tfoot>
      </table>
    </FigureFrame>
  )
}

interface RunRowsProps {
  readonly run: RunLives
  readonly spanMs: number
  readonly language: Language
  readonly whose: string
  readonly live?: boolean
}

/** A run that is longer than the axis shows its newest part. */
function RunRows({ run, spanMs, language, whose, live = false }: RunRowsProps) {
  const words = LIFELINE_WORDS[language]
  const fromMs = Math.max(0, run.spanMs - spanMs)
  return (
    <tbody>
      <tr class="fault-group">
        <th colSpan={3} scope="rowgroup">
          {run.idleTimeoutMs === 0
            ? words.noTimeout(run.heartbeatMs)
            : words.conditions(run.heartbeatMs, run.idleTimeoutMs)}
          <span class="fault-whose" data-live={live}>
            {whose}
          </span>
        </th>
      </tr>
      {run.lanes.map((lane) => (
        <tr key={lane.run} class={`hue-${lane.transport}`}>
          <th scope="row" class="fault-transport">
            <span class="glyph" aria-hidden="true">
              {TRANSPORT_GLYPHS[lane.transport]}
            </span>{' '}
            {TRACE_WORDS[language].transport[lane.transport]}
          </th>
          <td class="fault-wide">
            <TimeStrip
              spanMs={spanMs}
              bars={lane.lives.map((life) => ({
                fromMs: life.fromMs - fromMs,
                toMs: life.toMs - fromMs,
                kind: 'lives',
              }))}
              marks={marksOf(lane, fromMs)}
            />
            <span class="only-heard">{words.beats(lane.beatsMs.length)}</span>
          </td>
          <td>
            {lane.drops === 0 ? words.neverDropped : words.dropped(lane.drops)}
            {lane.told1006 === 0 ? null : <span class="fault-told">{words.told1006(lane.told1006)}</span>}
          </td>
        </tr>
      ))}
    </tbody>
  )
}

function marksOf({ lives, beatsMs }: LaneLives, fromMs: number): readonly StripMark[] {
  return [
    ...beatsMs.map((ms): StripMark => ({ atMs: ms - fromMs, kind: 'beat' })),
    ...lives.flatMap((life): StripMark[] =>
      life.end === 'dropped' ? [{ atMs: life.toMs - fromMs, kind: 'death' }] : [],
    ),
  ]
}
