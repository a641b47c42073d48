/**
 * A reset beside a stall: for each transport what its page saw of the cut, and how long it did not know. The recorded run
 * first, then the reader's own, as soon as it was cut.
 */
import { TRACE_WORDS } from '../../words/trace-words.ts'
import { TWO_CUTS_WORDS, type TwoCutsWords } from './words.ts'
import type { Language } from '../../words/languages.ts'
import { StripAxis, TimeStrip } from '../../ui/TimeStrip.tsx'
import { TRANSPORT_GLYPHS } from '../../ui/transport-glyphs.ts'
import { FigureFrame } from '../../bench/view/figure-frame/FigureFrame.tsx'
import { StripKey } from '../../bench/view/figure-frame/StripKey.tsx'
import { useLiveView, type FedFigure } from '../../bench/view/figure-frame/use-live-view.ts'
import { CUTS, cutNoticesOf, type CutLane, type CutNotices, type Notice } from './facts.ts'
import '../../ui/hues.css'
import '../../ui/panes.css'
import '../../bench/view/figure-frame/strip-table.css'

/** A run that was not cut yet leaves the recorded one on show. */
export function TwoCuts({ scene, language, recorded }: FedFigure<readonly CutNotices[]>) {
  const words = TWO_CUTS_WORDS[language]
  const own = useLiveView(scene, (bench) => cutNoticesOf(bench.timeline))
  const live = own !== undefined && own.length > 0
  const notices = live ? own : recorded
  const spanMs = Math.max(
    1000,
    ...notices.flatMap(({ lanes }) => lanes.map(({ notice }) => Math.ceil(unawareMs(notice) / 1000) * 1000)),
  )
  const { key } = words
  return (
    <FigureFrame
      class="strip-figure"
      title={words.title}
      says={TRACE_WORDS[language].whose}
      live={live}
      signs={
        <StripKey
          kinds={[
            ['unaware', key.unaware],
            ['noticed', key.noticed],
          ]}
        />
      }
    >
      <table class="fault-table">
        <thead>
          <tr>
            <th scope="col">{words.columns.transport}</th>
            <th scope="col" class="fault-wide">
              {words.columns.notice}
            </th>
            <th scope="col">{words.columns.late}</th>
          </tr>
        </thead>
        {CUTS.map((cut) => {
          const found = notices.find((each) => each.cut === cut)
          return (
            <tbody key={cut}>
              <tr class="fault-group">
                <th colSpan={3} scope="rowgroup">
                  {words.cut[cut]}
                  {found === undefined ? <span class="fault-whose">{words.notTried}</span> : null}
                </th>
              </tr>
              {found?.lanes.map((lane) => (
                <LaneRow key={lane.run} lane={lane} spanMs={spanMs} language={language} />
              ))}
            </tbody>
          )
        })}
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

interface LaneRowProps {
  readonly lane: CutLane
  readonly spanMs: number
  readonly language: Language
}

function LaneRow({ lane, spanMs, language }: LaneRowProps) {
  const words = TWO_CUTS_WORDS[language]
  const ms = unawareMs(lane.notice)
  const isTold = lane.notice.kind === 'note'
  return (
    <tr class={`hue-${lane.transport}`}>
      <th scope="row" class="fault-transport">
        <span class="glyph" aria-hidden="true">
          {TRANSPORT_GLYPHS[lane.transport]}
        </span>{' '}
        {TRACE_WORDS[language].transport[lane.transport]}
      </th>
      <td class="fault-wide">
        <TimeStrip
          spanMs={spanMs}
          bars={lane.notice.kind === 'browser-asked-again' ? [] : [{ fromMs: 0, toMs: ms, kind: 'unaware' }]}
          marks={[{ atMs: 0, kind: 'cut' }, ...(isTold ? [{ atMs: ms, kind: 'noticed' as const }] : [])]}
        />
        <span class="fault-saw">
          {isTold ? <strong>{words.after(ms)}</strong> : null} {sawText(lane.notice, words, language)}
        </span>
      </td>
      <td>{lane.lateMs === undefined ? words.notYet : words.late(lane.lateMs)}</td>
    </tr>
  )
}

function unawareMs(notice: Notice): number {
  return notice.kind === 'none-yet' ? notice.forMs : notice.afterMs
}

function sawText(notice: Notice, words: TwoCutsWords, language: Language): string {
  if (notice.kind === 'browser-asked-again') return words.browserAskedAgain(notice.afterMs)
  if (notice.kind === 'none-yet') return words.noneYet
  return TRACE_WORDS[language].run.note(notice.note)
}
