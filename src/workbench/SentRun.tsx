/**
 * What came of a sending, from the trace of the reader's own lab: line by line what the other end did and what script was
 * told, and beside it the ladder of just that stretch, with the reader's own bytes marked. Both show the same moment.
 */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Says } from './words.ts'
import { createTimeline } from '../wire/trace/timeline/timeline.ts'
import type { BenchModel } from '../bench/model/bench-model.ts'
import type { LadderState } from '../bench/view/ladder/ladder-shapes.ts'
import { Ladder } from '../bench/view/ladder/Ladder.tsx'
import { SENDING_LATENCY_MS } from './live-scene.ts'
import { laneOf, stretchOfSending, whatCameBack, type Sending, type Told } from './what-came-back.ts'
import { BareButton, QuietButton } from '../ui/Button.tsx'

interface Props {
  readonly model: BenchModel
  readonly sending: Sending
  readonly says: Says
  readonly onShow: () => void
}

const LADDER_HEIGHT = 388

export function SentRun({ model, sending, says: { words, benchWords }, onShow }: Props) {
  const root = useRef<HTMLElement>(null)
  const version = model.version.value
  const [chosen, setChosen] = useState<number | undefined>(undefined)
  const ran = { events: model.events, conversation: model.conversation }
  const told = whatCameBack(sending, ran, benchWords)
  const lane = laneOf(sending, ran)
  const fold = useMemo(
    () =>
      lane === undefined ? undefined : { pushed: 0, timeline: createTimeline([lane], model.conversation) },
    [sending, lane?.run, lane?.transport],
  )
  const stretch = useMemo(() => {
    if (fold === undefined) return undefined
    for (; fold.pushed < ran.events.length; fold.pushed++) {
      const event = ran.events[fold.pushed]
      if (event !== undefined) fold.timeline.push(event, fold.pushed)
    }
    return stretchOfSending(fold.timeline.view, sending, ran)
  }, [fold, sending, version])

  useEffect(() => {
    setChosen(undefined)
    // What was asked for further up comes into sight, and no further than needed.
    root.current?.scrollIntoView({ block: 'nearest', behavior: 'instant' })
  }, [sending])

  const moment = chosen ?? stretch?.sent
  const viewState: LadderState | undefined =
    stretch === undefined
      ? undefined
      : {
          words:
            sending.target === 'server'
              ? { ...benchWords, ladder: { ...benchWords.ladder, browser: words.send.rawClient } }
              : benchWords,
          version,
          events: ran.events,
          timeline: stretch.timeline,
          shown: stretch.shown,
          moment,
          selection: moment === undefined ? undefined : { moment },
          live: false,
          origin: stretch.origin,
          select: (to) => setChosen(to.moment),
        }
  const origin = stretch?.origin ?? told[0]?.at ?? 0
  return (
    <section class="sent" ref={root} aria-label={words.send.cameBack}>
      <div class="sent-lines">
        <div class="pane-head">
          <h3>{words.send.cameBack}</h3>
        </div>
        {told.length === 0 ? <p class="workbench-quiet">{words.send.nothing}</p> : null}
        <div role="log">
          <ol class="told">
            {told.map((line) => (
              <ToldLine
                key={line.key}
                line={line}
                after={words.send.after(line.at - origin)}
                isChosen={line.moment === moment}
                onChoose={() => setChosen(line.moment)}
              />
            ))}
          </ol>
        </div>
        <p class="workbench-quiet">{words.send.help(SENDING_LATENCY_MS)}</p>
        <QuietButton onClick={onShow}>{words.send.show}</QuietButton>
      </div>
      <div class="sent-ladder">
        {viewState === undefined ? null : (
          <Ladder key={sending.from} viewState={viewState} height={LADDER_HEIGHT} />
        )}
      </div>
    </section>
  )
}

interface LineProps {
  readonly line: Told
  readonly after: string
  readonly isChosen: boolean
  readonly onChoose: () => void
}

const SIGNS: Readonly<Record<Told['who'], string>> = { server: '↓', client: '↑', script: '·' }

function ToldLine({ line: { who, text }, after, isChosen, onChoose }: LineProps) {
  return (
    <li data-who={who}>
      <BareButton class="told-line" aria-current={isChosen ? 'true' : undefined} onClick={onChoose}>
        <span class="told-at">{after}</span>
        <span aria-hidden="true">{SIGNS[who]}</span>
        <span>{text}</span>
      </BareButton>
    </li>
  )
}
