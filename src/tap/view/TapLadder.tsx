/** The ladder of a tapped run: a lane a path, those that the owner chose, else the newest streams. */
import { useMemo, useState } from 'preact/hooks'
import type { LadderState } from '../../bench/view/ladder/ladder-shapes.ts'
import { originOf } from '../../bench/view/moments.ts'
import { Ladder } from '../../bench/view/ladder/Ladder.tsx'
import { BENCH_WORDS } from '../../bench/view/words.ts'
import { Tick } from '../../ui/Tick.tsx'
import type { Language } from '../../words/languages.ts'
import { createTimeline, type TimelineFold } from '../../wire/trace/timeline/timeline.ts'
import { TRANSPORTS } from '../../wire/trace/transports.ts'
import type { ExchangeView, LaneSpec } from '../../wire/trace/views.ts'
import type { TappedRun } from '../model/tap-store.ts'
import { isPush, pathOf } from '../model/tapped-exchanges.ts'
import type { TapWords } from './words.ts'

interface Props {
  readonly run: TappedRun
  readonly version: number
  readonly exchanges: readonly ExchangeView[]
  readonly now: number
  readonly moment: number | undefined
  readonly words: TapWords
  readonly language: Language
  readonly onMoment: (moment: number) => void
}

const MOST_LANES = 3
const MOST_PATHS = 12
const LADDER_HEIGHT = 388

export function TapLadder(props: Props) {
  const { run, version, exchanges, now, moment, words, language, onMoment } = props
  const [chosen, setChosen] = useState<readonly string[] | undefined>(undefined)
  // In the order in which they first came: nothing changes its place while it is looked at.
  const named = exchanges.filter(({ target }) => target !== undefined)
  const all = [...new Set(named.map(pathOf))]
  const usual = [...new Set(named.filter((each) => isPush(each, now)).map(pathOf))].slice(-MOST_LANES)
  const drawn = (chosen ?? usual).filter((path) => all.includes(path))
  const paths = all.filter((path, index) => index >= all.length - MOST_PATHS || drawn.includes(path))
  const lanes = drawn.map((path) => laneOf(path, exchanges))
  const timeline = useTimeline(run, lanes, version)
  const viewState: LadderState = {
    words: BENCH_WORDS[language],
    version,
    events: run.events,
    timeline,
    shown: run.events.length,
    moment,
    selection: moment === undefined ? undefined : { moment },
    live: false,
    origin: originOf(timeline),
    select: (to) => onMoment(to.moment),
  }
  const toggle = (path: string, on: boolean): void =>
    setChosen(on ? [...drawn, path].slice(-MOST_LANES) : drawn.filter((each) => each !== path))
  return (
    <section class="tap-ladder" aria-label={words.lanes}>
      <p class="tap-row">
        <span>{words.lanesHelp}</span>
        {paths.map((path) => (
          <Tick key={path} label={path} checked={drawn.includes(path)} onChange={(on) => toggle(path, on)} />
        ))}
      </p>
      {lanes.length === 0 ? null : (
        <Ladder key={drawn.join(' ')} viewState={viewState} height={LADDER_HEIGHT} />
      )}
    </section>
  )
}

function laneOf(path: string, exchanges: readonly ExchangeView[]): LaneSpec {
  const last = exchanges.findLast((each) => pathOf(each) === path && each.transport !== 'http')
  return { run: path, path, transport: TRANSPORTS.find((each) => each === last?.transport) ?? 'short-poll' }
}

function useTimeline({ events, conversation }: TappedRun, lanes: readonly LaneSpec[], version: number) {
  const names = lanes.map(({ path, transport }) => `${path} ${transport}`).join('\n')
  const kept = useMemo<{
    fold: TimelineFold
    pushed: number
    said: { view: TappedRun['conversation'] }
  }>(() => {
    const said = { view: conversation }
    // Each drawing is of the conversation as it is by then.
    const current: TappedRun['conversation'] = {
      get connections() {
        return said.view.connections
      },
      get exchanges() {
        return said.view.exchanges
      },
      exchange: (id) => said.view.exchange(id),
      source: (id) => said.view.source(id),
      unit: (id) => said.view.unit(id),
    }
    return { fold: createTimeline(lanes, current), pushed: 0, said }
  }, [names, events])
  return useMemo(() => {
    kept.said.view = conversation
    for (; kept.pushed < events.length; kept.pushed++) {
      const event = events[kept.pushed]
      if (event !== undefined) kept.fold.push(event, kept.pushed)
    }
    return kept.fold.view
  }, [kept, version, conversation])
}
