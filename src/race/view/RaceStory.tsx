/**
 * What a staged race came to, lane by lane: a list as the stories of the figures are, the quickest first, one open. Opening a lane
 * lights the event that it brought latest, in every ladder.
 */
import { useState } from 'preact/hooks'
import type { RaceRow } from '../../wire/race/race-view.ts'
import { RACE_PRESET_WORDS } from './preset-words.ts'
import { totalBytes } from '../model/race-numbers.ts'
import type { RaceFrame } from './race-frame.ts'
import '../../bench/view/story/story.css'

export function RaceStory({ frame }: { readonly frame: RaceFrame }) {
  const { view, words, says } = frame
  const story = RACE_PRESET_WORDS[frame.language].story
  const rows = [...view.rows].sort((a, b) => medianOf(a) - medianOf(b))
  const [open, setOpen] = useState(0)
  const go = (index: number): void => {
    const to = Math.min(rows.length - 1, Math.max(0, index))
    setOpen(to)
    const latest = rows[to] && latestOf(rows[to])
    if (latest !== undefined) frame.choose(latest)
  }
  return (
    <div
      class="story race-story"
      role="group"
      tabIndex={0}
      aria-label={story.label}
      onKeyDown={(event) => {
        const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
        const onButton = event.target instanceof Element && event.target.closest('.story-bar') !== null
        if (by === undefined || onButton || event.altKey || event.ctrlKey || event.metaKey) return
        event.preventDefault()
        go(open + by)
      }}
    >
      <div class="story-bar">
        <span class="story-count">{words.story.count(open + 1, rows.length)}</span>
        {([-1, 1] as const).map((by) => {
          const label = by === 1 ? words.story.next : words.story.previous
          return (
            <button
              key={by}
              type="button"
              class="button button-quiet"
              disabled={rows[open + by] === undefined}
              aria-label={label}
              title={label}
              onClick={() => go(open + by)}
            >
              {by === 1 ? '→' : '←'}
            </button>
          )
        })}
      </div>
      <ol class="story-stops">
        {rows.map((row, index) => {
          const { summary } = row.delays
          return (
            <li
              key={row.run}
              class="story-stop"
              data-stop={row.transport}
              data-state={index === open ? 'open' : 'there'}
              data-open={index === open}
              aria-current={index === open ? 'step' : undefined}
            >
              <button
                type="button"
                class="story-title"
                aria-expanded={index === open}
                onClick={() => go(index)}
              >
                <span>{words.transport[row.transport]}</span>
                {summary === undefined ? null : (
                  <span class="story-at">{words.duration(summary.median)}</span>
                )}
              </button>
              <p class="story-text">
                {[
                  summary === undefined
                    ? story.nothing
                    : story.came(row.delivered, view.published, {
                        median: words.duration(summary.median),
                        latest: words.duration(summary.greatest),
                      }),
                  story.cost(row.requests, says.rows.bytesText(totalBytes(row))),
                  ...(row.lost > 0 ? [story.lost(row.lost)] : []),
                  ...(row.repeated > 0 ? [story.repeated(row.repeated)] : []),
                ].join(story.between)}
              </p>
            </li>
          )
        })}
      </ol>
      <p class="only-heard" aria-live="polite">
        {rows[open] && words.story.heard(open + 1, rows.length, words.transport[rows[open].transport])}
      </p>
    </div>
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
