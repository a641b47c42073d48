/**
 * Heartbeat against idle timeout: when connections lived and when a box on the way dropped them, one strip for each transport
 * under each of the scene's variants, as recorded; beneath them the reader's own run while there is one.
 */
import { BENCH_WORDS } from '../../words/bench-words.ts'
import { FAULT_FIGURE_WORDS } from '../../words/fault-figure-words.ts'
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
  const words = FAULT_FIGURE_WORDS[language]
  const spanMs = Math.max(1000, ...recorded.map((run) => run.spanMs))
  const own = useLiveView(scene, (bench) => livesOf(bench.timeline, bench.settings.peek()))
  return (
    <FigureFrame
      class="strip-figure"
      title={words.lives.title}
      signs={
        <StripKey
          kinds={[
            ['lives', words.lives.key.lives],
            ['beat', words.lives.key.beat],
            ['death', words.lives.key.death],
          ]}
        />
      }
    >
      <table class="fault-table">
        <thead>
          <tr>
            <th scope="col">{words.lives.columns.transport}</th>
            <th scope="col" class="fault-wide">
              {words.lives.columns.time}
            </th>
            <th scope="col">{words.lives.columns.drops}</th>
          </tr>
        </thead>
        {recorded.map((run) => (
          <RunRows
            key={run.heartbeatMs}
            run={run}
            spanMs={spanMs}
            language={language}
            whose={words.recorded}
          />
        ))}
        {own === undefined ? null : (
          <RunRows run={own} spanMs={spanMs} language={language} whose={words.lives.yours} live />
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
  const words = FAULT_FIGURE_WORDS[language]
  const fromMs = Math.max(0, run.spanMs - spanMs)
  return (
    <tbody>
      <tr class="fault-group">
        <th colSpan={3} scope="rowgroup">
          {run.idleTimeoutMs === 0
            ? words.lives.noTimeout(run.heartbeatMs)
            : words.lives.conditions(run.heartbeatMs, run.idleTimeoutMs)}
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
            {BENCH_WORDS[language].transport[lane.transport]}
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
            <span class="only-heard">{words.lives.beats(lane.beatsMs.length)}</span>
          </td>
          <td>
            {lane.drops === 0 ? words.lives.neverDropped : words.lives.dropped(lane.drops)}
            {lane.told1006 === 0 ? null : (
              <span class="fault-told">{words.lives.told1006(lane.told1006)}</span>
            )}
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
