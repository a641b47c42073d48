/**
 * A simulated reconnection storm: six ways to wait in one table, the tries of the chosen one as a histogram against what the
 * server can take. Nothing here crosses a wire, and the figure says so. Used by `src/figures/reconnection-storm/ReconnectionStorm.astro`.
 */
import { useId, useMemo, useRef, useState } from 'preact/hooks'
import { FigureFrame } from '../../bench/view/figure-frame/FigureFrame.tsx'
import { FigureSteps, type FigureStep } from '../../bench/view/story/FigureSteps.tsx'
import { FoldedTable } from '../../bench/view/figure-frame/FoldedTable.tsx'
import type { Language } from '../../words/languages.ts'
import { STORM_WORDS, type StormWords } from './words.ts'
import {
  simulateStorm,
  soonestBackMs,
  STORM_ENDS_MS,
  STORM_STRATEGIES,
  triesIn,
  type Storm as StormRun,
  type StormStrategy,
} from './simulation.ts'
import { useBoxWidth } from '../../ui/use-box-width.ts'
import { useMounted } from '../../ui/use-mounted.ts'
import { Slider } from '../../bench/view/controls/Slider.tsx'
import { layOutStorm, shownMs } from './storm-layout.ts'
import { USUAL_STORM } from './usual-storm.ts'
import { StormDrawing } from './StormDrawing.tsx'
import { playSpeed, usePlay } from './use-play.ts'
import { Button, QuietButton } from '../../ui/Button.tsx'
import { ColumnHeads } from '../../ui/ColumnHeads.tsx'
import '../../ui/panes.css'
import '../../bench/view/controls/run-controls.css'
import './storm.css'

const FIRST_WIDTH = 640
const MOST_WIDTH = 760
const HEIGHT = 270

export function Storm({ language }: { readonly language: Language }) {
  const words = STORM_WORDS[language]
  const { columns } = words
  const name = useId()
  const [strategy, setStrategy] = useState<StormStrategy>('event-source')
  const [settings, setSettings] = useState(USUAL_STORM)
  const ready = useMounted()
  const frame = useRef<HTMLDivElement>(null)
  const width = Math.min(useBoxWidth(frame, FIRST_WIDTH).width, MOST_WIDTH)

  const storms = useMemo(
    () => STORM_STRATEGIES.map((each) => simulateStorm({ ...settings, strategy: each })),
    [settings],
  )
  const storm = storms.find((each) => each.settings.strategy === strategy) ?? storms[0]
  if (storm === undefined) return null
  const speed = playSpeed(shownMs(storm))
  return (
    <FigureFrame
      class="storm"
      title={words.title(settings.clients)}
      says={{ recorded: words.simulated, live: words.simulated }}
      box={frame}
    >
      <div class="storm-controls needs-script">
        <Slider
          label={words.clients}
          value={settings.clients}
          min={50}
          max={1000}
          step={50}
          text={words.clientsValue(settings.clients)}
          ready={ready}
          onChange={(clients) => setSettings({ ...settings, clients })}
        />
        <Slider
          label={words.capacity}
          value={settings.capacityPerSecond}
          min={20}
          max={500}
          step={20}
          text={words.capacityValue(settings.capacityPerSecond)}
          ready={ready}
          onChange={(capacityPerSecond) => setSettings({ ...settings, capacityPerSecond })}
        />
        <Slider
          label={words.down}
          value={settings.downMs}
          min={100}
          max={5000}
          step={100}
          text={words.downValue(settings.downMs)}
          ready={ready}
          onChange={(downMs) => setSettings({ ...settings, downMs })}
        />
        <Button
          class="button-quiet"
          disabled={!ready}
          onClick={() => setSettings({ ...settings, seed: settings.seed + 1 })}
        >
          {words.seed(settings.seed)}
        </Button>
      </div>
      <table class="storm-table">
        <caption>{words.tableCaption}</caption>
        <ColumnHeads
          columns={[columns.strategy, columns.back, columns.tries, columns.wasted, columns.peak]}
        />
        <tbody>
          {storms.map((each) => (
            <tr key={each.settings.strategy} data-chosen={each === storm}>
              <th scope="row">
                <label>
                  <input
                    type="radio"
                    name={name}
                    checked={each === storm}
                    disabled={!ready}
                    onChange={() => setStrategy(each.settings.strategy)}
                  />
                  <span>
                    {words.strategies[each.settings.strategy]}
                    <span class="storm-waits">{words.waits[each.settings.strategy]}</span>
                  </span>
                </label>
              </th>
              <td>{outcomeOf(each, words)}</td>
              <td data-label={words.columns.tries}>{each.attempts}</td>
              <td data-label={words.columns.wasted}>{each.wasted}</td>
              <td data-label={words.columns.peak}>{each.peak}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="storm-foot">{words.tableFoot(soonestBackMs(storm.settings))}</p>
      <FigureSteps
        figure="reconnection-storm"
        listed
        language={language}
        steps={STORY.flatMap((name) => {
          const each = storms.find(({ settings: { strategy: own } }) => own === name)
          return each === undefined ? [] : [stepOf(each, words)]
        })}
        ready={ready}
        shown={strategy}
        onStep={(step) => setStrategy(step as StormStrategy)}
      />
      <Histogram storm={storm} width={width} words={words} ready={ready} speed={speed} />
      <p class="pane-part">{words.needsScript}</p>
      <SecondsTable storm={storm} words={words} />
    </FigureFrame>
  )
}

/** One way to wait after another: the waves, what does not help, what does. */
const STORY: readonly StormStrategy[] = [
  'event-source',
  'fixed',
  'exponential',
  'full-jitter',
  'this-site',
  'own-retry',
]

function stepOf(storm: StormRun, words: StormWords): FigureStep {
  const { settings, peak, wasted, back } = storm
  const name = settings.strategy
  const outcome = words.outcome(outcomeOf(storm, words), back.kind === 'all')
  return {
    name,
    title: words.strategies[name],
    at: outcomeOf(storm, words),
    text: words.steps[name]({ clients: settings.clients, peak, wasted, outcome }),
  }
}

interface HistogramProps {
  readonly storm: StormRun
  readonly width: number
  readonly words: StormWords
  readonly ready: boolean
  readonly speed: number
}

/** Apart, so that a play redraws nothing else. */
function Histogram({ storm, width, words, ready, speed }: HistogramProps) {
  const { untilMs, isPlaying, play, showAll } = usePlay(shownMs(storm))
  const label = words.drawing(words.strategies[storm.settings.strategy], outcomeOf(storm, words), storm.peak)
  const backSoFar = storm.bins.reduce((sum, bin) => sum + (bin.fromMs < untilMs ? bin.accepted : 0), 0)
  return (
    <>
      <div class="storm-bar">
        <span class="storm-key">
          {(['accepted', 'refused', 'unanswered'] as const).map((kind) => (
            <span key={kind} class={`storm-key-${kind}`}>
              {words[kind]}
            </span>
          ))}
        </span>
        <span class="storm-now-text">
          {isPlaying ? words.soFar(untilMs, backSoFar, storm.settings.clients) : ''}
        </span>
        <QuietButton class="needs-script" disabled={!ready} onClick={isPlaying ? showAll : play}>
          {isPlaying ? words.showAll : words.play(speed)}
        </QuietButton>
      </div>
      <StormDrawing
        storm={storm}
        layout={layOutStorm(storm, untilMs, width, HEIGHT)}
        words={words}
        label={label}
      />
    </>
  )
}

/** Second by second, what the histogram shows. */
function SecondsTable({ storm, words }: { readonly storm: StormRun; readonly words: StormWords }) {
  const seconds = new Map<number, { accepted: number; refused: number; unanswered: number }>()
  for (const bin of storm.bins) {
    if (triesIn(bin) === 0) continue
    const second = Math.floor(bin.fromMs / 1000)
    const sum = seconds.get(second) ?? { accepted: 0, refused: 0, unanswered: 0 }
    seconds.set(second, {
      accepted: sum.accepted + bin.accepted,
      refused: sum.refused + bin.refused,
      unanswered: sum.unanswered + bin.unanswered,
    })
  }
  return (
    <FoldedTable
      summary={words.asTable}
      columns={[words.second, words.accepted, words.refused, words.unanswered]}
      rows={[...seconds].map(([second, { accepted, refused, unanswered }]) => [
        second,
        accepted,
        refused,
        unanswered,
      ])}
    />
  )
}

function outcomeOf({ back }: StormRun, words: StormWords): string {
  return back.kind === 'all' ? words.back(back.atMs) : words.missing(back.missing, STORM_ENDS_MS)
}
