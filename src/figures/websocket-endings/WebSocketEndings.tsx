/**
 * How a WebSocket can end: the reader picks a cause, it is done to the run of the bench above, and its row fills with what
 * crossed, what the server was told and what the script was told. Until Start the rows are the recorded run's.
 */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Language } from '../../words/languages.ts'
import { TEN_ENDS_WORDS, type TenEndsWords } from '../../words/ten-ends-words.ts'
import type { BenchModel } from '../../bench/model/bench-model.ts'
import type { Scene } from '../../bench/model/scenes.ts'
import { socketLane } from '../../bench/model/socket-lane.ts'
import { tryCause } from './try-cause.ts'
import { useBenchModel } from '../../bench/view/use-bench-model.ts'
import { ScriptCell, ServerCell, WireCell } from './EndCells.tsx'
import { BREAKS, CAUSE_NAMES, endsOf, GOODBYES, latestByCause, type CauseName, type End } from './facts.ts'
import '../../ui/panes.css'
import '../../bench/view/controls/run-controls.css'
import './websocket-endings.css'

export interface WebSocketEndingsProps {
  /** Its bench stands on the same page. */
  readonly scene: Scene
  readonly language: Language
}

const ABNORMAL = 1006

export function WebSocketEndings({ scene, language }: WebSocketEndingsProps) {
  const model = useBenchModel(scene)
  const words = TEN_ENDS_WORDS[language]
  const [ready, setReady] = useState(false)
  const [trying, setTrying] = useState<CauseName>()
  const abort = useRef<AbortController>()
  useEffect(() => {
    setReady(true)
    return () => abort.current?.abort()
  }, [])

  void model.version.value
  const recorded = model.isRecorded.value
  const lane = socketLane(model)
  const ends = latestByCause(lane === undefined ? [] : endsOf(lane, model.timeline, model.conversation))
  const tried = BREAKS.flatMap((name) => ends.get(name) ?? [])
  const left = CAUSE_NAMES.filter((name) => recorded || !ends.has(name))

  const tryThem = async (names: readonly CauseName[]): Promise<void> => {
    const own = new AbortController()
    abort.current?.abort()
    abort.current = own
    model.paused.value = false
    if (model.state.peek().kind !== 'running') await model.start()
    for (const name of names) {
      if (own.signal.aborted || model.state.peek().kind !== 'running') break
      setTrying(name)
      await tryCause(model, name, own.signal)
    }
    if (abort.current === own) setTrying(undefined)
  }
  const stop = (): void => {
    abort.current?.abort()
    setTrying(undefined)
  }
  const row = (name: CauseName) => (
    <Row
      key={name}
      name={name}
      end={ends.get(name)}
      words={words}
      ready={ready}
      trying={trying}
      onTry={() => void tryThem([name])}
      onShow={() => show(model, ends.get(name), scene.name)}
    />
  )
  return (
    <div class="ends">
      <p class="ends-head">
        <span class="ends-title">{words.title}</span>
        <span class="ends-state" data-live={!recorded}>
          {recorded ? words.recorded : words.live}
        </span>
        <span class="ends-tools needs-script">
          {trying === undefined ? (
            <button
              type="button"
              class="quiet-button"
              disabled={!ready || left.length === 0}
              onClick={() => void tryThem(left)}
            >
              {words.tryAll}
            </button>
          ) : (
            <button type="button" class="quiet-button" onClick={stop}>
              {words.stopTrying}
            </button>
          )}
        </span>
      </p>
      <table class="ends-table">
        <thead>
          <tr>
            {(['cause', 'wire', 'server', 'script', 'after'] as const).map((column) => (
              <th key={column} scope="col">
                {words.columns[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr class="ends-group">
            <th colSpan={5} scope="rowgroup">
              {words.goodbyes}
            </th>
          </tr>
          {GOODBYES.map(row)}
        </tbody>
        <tbody>
          <tr class="ends-group">
            <th colSpan={5} scope="rowgroup">
              {words.breaks}
            </th>
          </tr>
          {BREAKS.map(row)}
        </tbody>
      </table>
      <p class="ends-tally">
        {words.tally(
          tried.length,
          BREAKS.length,
          tried.filter(({ script }) => script.code === ABNORMAL).length,
        )}
      </p>
      <p class="only-heard" role="status">
        {trying === undefined ? '' : words.tryingNow(words.causes[trying].name)}
      </p>
    </div>
  )
}

/** The moment goes into the bench, and the bench into sight. */
function show(model: BenchModel, end: End | undefined, scene: string): void {
  if (end === undefined) return
  if (model.state.peek().kind === 'running') model.paused.value = true
  model.selection.value = { moment: end.moment }
  document.querySelector(`.bench[data-scene="${scene}"]`)?.scrollIntoView({ block: 'start' })
}

interface RowProps {
  readonly name: CauseName
  readonly end: End | undefined
  readonly words: TenEndsWords
  readonly ready: boolean
  readonly trying: CauseName | undefined
  readonly onTry: () => void
  readonly onShow: () => void
}

function Row({ name, end, words, ready, trying, onTry, onShow }: RowProps) {
  const cause = words.causes[name]
  const { columns } = words
  const isTrying = trying === name
  const none = <span class="ends-quiet">{isTrying ? words.trying : words.notTried}</span>
  return (
    <tr data-cause={name} data-trying={isTrying} data-tried={end !== undefined}>
      <th scope="row">
        <div class="ends-try">
          <span class="ends-cause">{cause.name}</span>
          <span class="ends-more">{cause.done}</span>
          <button
            type="button"
            class="quiet-button needs-script"
            disabled={!ready || trying !== undefined}
            aria-label={words.tryIt(cause.name)}
            onClick={onTry}
          >
            {isTrying ? words.trying : words.tryShort}
          </button>
        </div>
      </th>
      {end === undefined ? (
        <td colSpan={4} class="ends-none">
          {none}
        </td>
      ) : (
        <>
          <td data-label={columns.wire}>
            <WireCell end={end} words={words} />
          </td>
          <td data-label={columns.server}>
            <ServerCell end={end} words={words} />
          </td>
          <td data-label={columns.script}>
            <ScriptCell end={end} words={words} />
          </td>
          <td data-label={columns.after}>
            <span class="ends-after">{words.at(end.afterMs)}</span>
            <button
              type="button"
              class="quiet-button needs-script"
              disabled={!ready}
              aria-label={words.showLong(cause.name)}
              onClick={onShow}
            >
              {words.show}
            </button>
          </td>
        </>
      )}
    </tr>
  )
}
