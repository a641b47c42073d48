/**
 * Bytes of the reader's own, written by the server to the reader's own browser, and what followed in the trace. Acts on the run of
 * the scene's bench on the same page.
 */
import { useId, useState } from 'preact/hooks'
import { useFigureBench, type BenchFigure } from '../../bench/view/figure-frame/use-figure-bench.ts'
import { FigureSteps } from '../../bench/view/story/FigureSteps.tsx'
import { FigureFrame } from '../../bench/view/figure-frame/FigureFrame.tsx'
import { TRACE_WORDS } from '../../words/trace-words.ts'
import { SEND_RAW_WORDS } from './words.ts'
import type { FaultRequest } from '../../contract/faults.ts'
import type { BenchModel } from '../../bench/model/bench-model.ts'
import { rawFrameHex, RAW_FRAME_NAMES, readHex, type RawFrameName } from './raw-frames.ts'
import { socketLane } from '../../bench/model/socket-lane.ts'
import { toBase64 } from '../../wire/bytes/base64.ts'
import { whatFollowed } from './facts.ts'
import { clauses } from '../../words/punctuation.ts'
import { Button } from '../../ui/Button.tsx'
import '../../ui/panes.css'
import '../../bench/view/controls/run-controls.css'
import './send-raw.css'

const MOST_BYTES = 1024
/** RFC 6455 5.5: 125 bytes, two of which are the code. */
const LONGEST_REASON_BYTES = 123
const CODES = [1000, 1001, 1008, 1011, 1013, 3000, 4000] as const

export function SendRaw({ scene, language }: BenchFigure) {
  const { model, ready, live } = useFigureBench(scene)
  const words = SEND_RAW_WORDS[language]
  const id = useId()
  const [name, setName] = useState<RawFrameName>('hello')
  const [text, setText] = useState(rawFrameHex('hello'))
  const [code, setCode] = useState<number>(CODES[0])
  const [reason, setReason] = useState('')
  /** Where in the trace the last sending began; of the run that was on then. */
  const [sent, setSent] = useState<{ readonly from: number; readonly lab: string }>()

  const begin = (preset: RawFrameName): void => {
    setName(preset)
    setText(rawFrameHex(preset))
  }
  const bytes = readHex(text)
  const wrong =
    bytes === undefined ? words.bad : bytes.length > MOST_BYTES ? words.tooLong(MOST_BYTES) : undefined
  const reasonIsLong = new TextEncoder().encode(reason).length > LONGEST_REASON_BYTES
  const doFault = async (fault: FaultRequest): Promise<void> => {
    model.paused.value = false
    if (model.state.peek().kind !== 'running') await model.start()
    await opened(model)
    setSent({ from: model.events.length, lab: model.header.peek().lab })
    model.fault(fault)
  }
  const isThisRun = sent !== undefined && live && sent.lab === model.header.value.lab
  const lane = socketLane(model)
  const followed = isThisRun && lane !== undefined ? whatFollowed(lane, sent.from) : []
  const say = TRACE_WORDS[language].run
  const nameOf = (event: number): string => TRACE_WORDS[language].eventWithId(event)
  return (
    <FigureFrame class="raw" title={words.title} as="region">
      <p class="pane-part">{words.needsScript}</p>
      <FigureSteps
        figure="send-raw"
        language={language}
        steps={STEPS.map((step) => ({
          name: step,
          title: words.presets[step],
          text: words.steps[step],
          more: <code class="raw-hex">{rawFrameHex(step)}</code>,
        }))}
        ready={ready}
        shown={name}
        onStep={(step) => begin(step as RawFrameName)}
      />
      <div class="raw-forms needs-script">
        <form
          class="raw-form"
          onSubmit={(event) => {
            event.preventDefault()
            if (bytes !== undefined && wrong === undefined)
              void doFault({ kind: 'ws-raw', bytes: toBase64(bytes) })
          }}
        >
          <label for={`${id}preset`}>{words.preset}</label>
          <select
            id={`${id}preset`}
            value={name}
            disabled={!ready}
            onChange={({ currentTarget: { value } }) => {
              const chosen = RAW_FRAME_NAMES.find((each) => each === value)
              if (chosen !== undefined) begin(chosen)
            }}
          >
            {RAW_FRAME_NAMES.map((each) => (
              <option key={each} value={each} selected={each === name}>
                {words.presets[each]}
              </option>
            ))}
          </select>
          <label for={`${id}bytes`}>{words.bytes}</label>
          <textarea
            id={`${id}bytes`}
            class="raw-bytes"
            rows={2}
            spellcheck={false}
            value={text}
            disabled={!ready}
            aria-describedby={`${id}wrong`}
            aria-invalid={wrong !== undefined}
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <p id={`${id}wrong`} class="raw-wrong" role="status">
            {wrong ?? ''}
          </p>
          <Button type="submit" disabled={!ready || wrong !== undefined}>
            {words.send}
          </Button>
        </form>
        <form
          class="raw-form"
          onSubmit={(event) => {
            event.preventDefault()
            if (!reasonIsLong) void doFault({ kind: 'ws-close', code, reason })
          }}
        >
          <p class="raw-or">{words.close}</p>
          <label for={`${id}code`}>{words.code}</label>
          <select
            id={`${id}code`}
            value={String(code)}
            disabled={!ready}
            onChange={(event) => setCode(Number(event.currentTarget.value))}
          >
            {CODES.map((each) => (
              <option key={each} value={String(each)} selected={each === code}>
                {each}
              </option>
            ))}
          </select>
          <label for={`${id}reason`}>{words.reason}</label>
          <input
            id={`${id}reason`}
            type="text"
            value={reason}
            disabled={!ready}
            aria-invalid={reasonIsLong}
            aria-describedby={`${id}long`}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
          <p id={`${id}long`} class="raw-wrong" role="status">
            {reasonIsLong ? words.reasonTooLong : ''}
          </p>
          <Button type="submit" disabled={!ready || reasonIsLong}>
            {words.closeNow}
          </Button>
        </form>
      </div>
      <div class="raw-followed needs-script">
        <p class="raw-or">{words.followed}</p>
        {followed.length === 0 ? (
          <p class="raw-quiet">{words.nothingYet}</p>
        ) : (
          <ol>
            {followed.map((thing) => (
              <li key={thing.key} data-who={thing.who}>
                {thing.who === 'script'
                  ? say.note(thing.note)
                  : words[thing.who === 'server' ? 'serverSent' : 'browserSent'](
                      clauses(...thing.parts.map((part) => say.part(part, nameOf))),
                    )}
              </li>
            ))}
          </ol>
        )}
      </div>
    </FigureFrame>
  )
}

/** Presets that are told byte by byte; the others can be chosen. */
const STEPS = ['hello', 'fragments', 'masked', 'opcode', 'utf8', 'code-1006'] as const

/** Resolves once the newest socket is open, or after a while where none opens. */
function opened(model: BenchModel): Promise<void> {
  return new Promise((resolve) => {
    const stops: (() => void)[] = []
    const settle = (): void => {
      clearTimeout(timer)
      queueMicrotask(() => stops.forEach((stop) => stop()))
      resolve()
    }
    const timer = setTimeout(settle, OPEN_WITHIN_MS)
    stops.push(
      model.version.subscribe(() => {
        const state = socketLane(model)?.notes.findLast(({ note }) => note.kind === 'ready-state')?.note
        if (state?.kind === 'ready-state' && state.value === 1) settle()
      }),
    )
  })
}

const OPEN_WITHIN_MS = 10_000
