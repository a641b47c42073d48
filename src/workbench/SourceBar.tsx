/** Which run is on the table: a choice of recorded ones, a live one, or what was brought; and whose bytes these are. */
import { useState } from 'preact/hooks'
import type { Says } from './words.ts'
import type { BenchModel } from '../bench/model/bench-model.ts'
import { lossText } from '../bench/view/loss-text.ts'
import { LIVE_TRANSPORTS, SENDING_LATENCY_MS } from './live-scene.ts'
import { fetchCapture, type OfferedCapture, type Source } from './sources.ts'
import { modelOf, type OwnLab } from './use-own-lab.ts'
import { fieldFragment } from '../inspector/field-link.ts'
import { QuietButton } from '../ui/Button.tsx'

interface Props {
  readonly captures: readonly OfferedCapture[]
  readonly source: Source
  readonly own: OwnLab
  readonly events: number
  readonly says: Says
  /** Something is asked for; tells later whether it is still what was asked for last. */
  readonly onAsk: () => () => boolean
  readonly onOpen: (source: Source) => void
}

const LIVE = ':live:'
const OTHER = ':other'

export function SourceBar({ captures, source, own, events, says, onAsk, onOpen }: Props) {
  const { words, benchWords } = says
  const [failed, setFailed] = useState('')
  const model = modelOf(source, own)
  const choose = async (value: string): Promise<void> => {
    setFailed('')
    const transport = LIVE_TRANSPORTS.find((each) => `${LIVE}${each}` === value)
    if (transport !== undefined) {
      own.live.chooseVariant(transport)
      onOpen({ kind: 'live', transport })
      await own.live.start()
      return
    }
    const isNewest = onAsk()
    const trace = await fetchCapture(value, captures)
    if (!isNewest()) return
    if (trace === undefined) return setFailed(words.failed('no-capture'))
    history.replaceState(null, '', `#${fieldFragment({ capture: value })}`)
    onOpen({ kind: 'capture', name: value, trace })
  }
  const value =
    source.kind === 'capture' ? source.name : source.kind === 'live' ? `${LIVE}${source.transport}` : OTHER
  const titleOf = (capture: string): string => captures.find(({ name }) => name === capture)?.title ?? capture
  return (
    <div class="workbench-bar">
      <h2 class="workbench-what">
        {source.kind === 'capture' ? titleOf(source.name) : words.what(source, benchWords)}
      </h2>
      <label class="workbench-choice needs-script">
        {words.choose}{' '}
        <select value={value} onChange={(event) => void choose(event.currentTarget.value)}>
          {value === OTHER ? (
            <option value={OTHER}>
              {source.kind === 'sent' || source.kind === 'tapped'
                ? words.what(source, benchWords)
                : words.brought}
            </option>
          ) : null}
          <optgroup label={words.live}>
            {LIVE_TRANSPORTS.map((transport) => (
              <option key={transport} value={`${LIVE}${transport}`}>
                {words.what({ kind: 'live', transport }, benchWords)}
              </option>
            ))}
          </optgroup>
          <optgroup label={words.recorded}>
            {captures.map(({ name, title }) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </optgroup>
        </select>
      </label>
      {model === undefined ? (
        <p class="workbench-whose">{words.whose(source, events)}</p>
      ) : (
        <LiveControls source={source} model={model} says={says} />
      )}
      <p class="unit-wrong" role="alert">
        {failed}
      </p>
      <p class="workbench-noscript pane-part">{words.needsScript}</p>
    </div>
  )
}

interface LiveProps {
  readonly source: Source
  readonly model: BenchModel
  readonly says: Says
}

/** Starts and stops a live run, and gives it something to carry. */
function LiveControls({ source, model, says }: LiveProps) {
  const { words, benchWords } = says
  const running = model.state.value.kind === 'running'
  const lost = lossText(model.state.value, benchWords)
  const isSocket = source.kind === 'sent' || (source.kind === 'live' && source.transport === 'ws')
  return (
    <div class="workbench-live">
      <p role="status">
        {stateText(source, model, says)} {lost}
      </p>
      {running ? (
        <>
          <QuietButton onClick={() => model.stop()}>{benchWords.bench.stop}</QuietButton>
          <QuietButton onClick={() => model.publish('goal', { by: 'reader' })}>{words.publish}</QuietButton>
          {!isSocket ? null : (
            <QuietButton onClick={() => model.send(new TextEncoder().encode('Hello'))}>
              {words.sendBinary}
            </QuietButton>
          )}
        </>
      ) : (
        <QuietButton onClick={() => void model.start()}>{benchWords.bench.startAgain}</QuietButton>
      )}
    </div>
  )
}

function stateText(source: Source, model: BenchModel, { words, benchWords }: Says): string {
  const { bench, transport } = benchWords
  const state = model.state.value
  switch (state.kind) {
    case 'running':
      return source.kind === 'live'
        ? words.liveNow(transport[source.transport])
        : words.sentNow(SENDING_LATENCY_MS)
    case 'refused':
      return bench.refused(state.message)
    case 'stopped':
      return model.events.length === 0 ? '' : bench.because[state.because ?? 'reader']
    case 'recorded':
    case 'starting':
    case 'server-gone':
      return bench.heard[state.kind]
  }
}
