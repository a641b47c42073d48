/**
 * What a staged race came to, lane by lane: a list as the stories of the figures are, the quickest first, one open. Opening a lane
 * lights the event that it brought latest, in every ladder.
 */
import type { RaceRow } from '../../wire/race/race-view.ts'
import { RACE_PRESET_WORDS } from './preset-words.ts'
import { totalBytes } from '../model/race-numbers.ts'
import type { RaceFrame } from './race-frame.ts'
import { StopList } from '../../bench/view/story/StopList.tsx'
import { useWalk } from '../../bench/view/story/use-walk.ts'

export function RaceStory({ frame }: { readonly frame: RaceFrame }) {
  const { view, words, says } = frame
  const story = RACE_PRESET_WORDS[frame.language].story
  const rows = [...view.rows].sort((a, b) => medianOf(a) - medianOf(b))
  const stops = rows.map((row) => {
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
      body: <p>{text}</p>,
    }
  })
  const walked = stops.map(({ name, text }) => ({ name, characters: text.length }))
  const walk = useWalk('race', walked, (index) => {
    const latest = rows[index] && latestOf(rows[index])
    if (latest !== undefined) frame.choose(latest)
  })
  const here = stops[walk.open]
  return (
    <StopList
      words={words.story}
      label={story.label}
      class="race-story"
      stops={stops}
      walk={walk}
      ready
      heard={here && `${words.story.heard(walk.open + 1, stops.length, here.title)} ${here.text}`}
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
