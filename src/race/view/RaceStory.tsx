/**
 * What a staged race came to, lane by lane: a list as the stories of the figures are, the quickest first, one open. Opening a lane
 * lights the event that it brought latest, in every ladder.
 */
import type { RaceRow } from '../../wire/race/race-view.ts'
import { RACE_PRESET_WORDS } from './preset-words.ts'
import { totalBytes } from '../model/race-numbers.ts'
import type { RaceViewState } from './race-view-state.ts'
import { FigureSteps } from '../../bench/view/story/FigureSteps.tsx'

export function RaceStory({ viewState }: { readonly viewState: RaceViewState }) {
  const { view, words, says } = viewState
  const story = RACE_PRESET_WORDS[viewState.language].story
  const rows = [...view.rows].sort((a, b) => medianOf(a) - medianOf(b))
  const steps = rows.map((row) => {
    const { summary } = row.delays
    const text = [
      summary === undefined
        ? story.nothing
        : story.came(row.delivered, view.published, {
            median: words.duration(summary.median),
            latest: words.duration(summary.greatest),
          }),
      story.cost(row.requests, says.rows.bytesText(totalBytes(row))),
      ...(row.lost > 0 ? [story.lost(row.lost)] : []),
      ...(row.repeated > 0 ? [story.repeated(row.repeated)] : []),
    ].join(story.between)
    return {
      name: row.transport,
      title: words.transport[row.transport],
      at: summary && words.duration(summary.median),
      text,
    }
  })
  return (
    <FigureSteps
      figure="race"
      class="race-story"
      label={story.label}
      language={viewState.language}
      steps={steps}
      ready
      onStep={(name) => {
        const row = rows.find(({ transport }) => transport === name)
        const latest = row && latestOf(row)
        if (latest !== undefined) viewState.choose(latest)
      }}
    />
  )
}

/** A lane that nothing came on is the slowest. */
function medianOf({ delays }: RaceRow): number {
  return delays.summary?.median ?? Infinity
}

/** The id of the event that came latest, of those the row remembers one by one. */
function latestOf({ delays: { recent } }: RaceRow): number | undefined {
  return recent.reduce<(typeof recent)[number] | undefined>(
    (latest, each) => (latest === undefined || each.delayMs > latest.delayMs ? each : latest),
    undefined,
  )?.event
}
