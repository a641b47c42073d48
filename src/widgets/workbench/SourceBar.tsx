/** Which run is on the table: a choice of recorded ones, a live one, or what was brought; and whose bytes these are. */
import { useState } from 'preact/hooks'
import type { BenchWords } from '../../i18n/bench-words.ts'
import type { WorkbenchWords } from '../../i18n/workbench-words.ts'
import { useMounted } from '../../ui/use-mounted.ts'
import { fetchCapture, OFFERED_CAPTURES, type Source } from './sources.ts'
import type { OwnLab } from './use-own-lab.ts'
import { fieldFragment } from './workbench-link.ts'

interface Props {
  readonly source: Source
  readonly own: OwnLab
  readonly events: number
  readonly words: WorkbenchWords
  readonly benchWords: BenchWords
  readonly onOpen: (source: Source) => void
}

const LIVE = ':live'
const OTHER = ':other'

export function SourceBar({ source, own, events, words, benchWords, onOpen }: Props) {
  const mounted = useMounted()
  const [failed, setFailed] = useState('')
  const { model } = own
  const running = model.state.value.kind === 'running'
  const choose = async (value: string): Promise<void> => {
    setFailed('')
    if (value === LIVE) {
      onOpen({ kind: 'live' })
      if (model.state.peek().kind !== 'running') await model.start()
      return
    }
    const trace = await fetchCapture(value)
    if (trace === undefined) return setFailed(words.failed('no-capture'))
    history.replaceState(null, '', `#${fieldFragment({ capture: value })}`)
    onOpen({ kind: 'capture', name: value, trace })
  }
  const value = source.kind === 'capture' ? source.name : source.kind === 'live' ? LIVE : OTHER
  return (
    <div class="workbench-bar">
      <h2 class="workbench-what">{words.what(source, benchWords)}</h2>
      <label class="workbench-choice needs-script">
        {words.choose}{' '}
        <select
          value={value}
          disabled={!mounted}
          onChange={(event) => void choose(event.currentTarget.value)}
        >
          {value === OTHER ? <option value={OTHER}>{words.brought}</option> : null}
          <option value={LIVE}>{words.live}</option>
          <optgroup label={words.recorded}>
            {OFFERED_CAPTURES.map(({ name, scene, variant }) => (
              <option key={name} value={name}>
                {benchWords.scene[scene]}
                {variant === undefined ? '' : ` · ${benchWords.run.variants[variant] ?? variant}`}
              </option>
            ))}
          </optgroup>
        </select>
      </label>
      {source.kind !== 'live' ? (
        <p class="workbench-whose">{words.whose(source, events)}</p>
      ) : (
        <div class="workbench-live">
          <p role="status">{stateText(own, words, benchWords)}</p>
          {running ? (
            <>
              <button type="button" class="quiet-button" onClick={() => model.stop()}>
                {benchWords.bench.stop}
              </button>
              <button
                type="button"
                class="quiet-button"
                onClick={() => model.publish('goal', { by: 'reader' })}
              >
                {words.publish}
              </button>
              <button
                type="button"
                class="quiet-button"
                onClick={() => model.send(new TextEncoder().encode('Hello'))}
              >
                {words.sendBinary}
              </button>
            </>
          ) : (
            <button type="button" class="quiet-button" onClick={() => void restart(own)}>
              {benchWords.bench.startAgain}
            </button>
          )}
        </div>
      )}
      {failed === '' ? null : (
        <p class="unit-wrong" role="alert">
          {failed}
        </p>
      )}
      <p class="workbench-noscript pane-part">{words.needsScript}</p>
    </div>
  )
}

function stateText({ model }: OwnLab, words: WorkbenchWords, { bench }: BenchWords): string {
  const state = model.state.value
  switch (state.kind) {
    case 'running':
      return words.liveNow
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

/** A run that waits for the server gives up waiting, and tries now. */
function restart({ model }: OwnLab): Promise<void> {
  model.stop()
  return model.start()
}
