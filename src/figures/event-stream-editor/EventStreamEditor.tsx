/**
 * The reader writes an event stream; the server really sends those bytes, the browser's own EventSource reads them. Below, line by
 * line: what crossed, what the standard's parser does with it, and what the browser dispatched. Shows a recorded one at first.
 */
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { FigureFrame } from '../../bench/view/figure-frame/FigureFrame.tsx'
import { useFigureBench, type BenchFigure } from '../../bench/view/figure-frame/use-figure-bench.ts'
import { EVENT_STREAM_EDITOR_WORDS } from './words.ts'
import type { EventSourceProbe } from '../../bench/model/event-source-probe.ts'
import { eventNames, LONGEST_STREAM_BYTES, MOST_PIECES, sendStream } from '../../bench/model/send-stream.ts'
import { EXAMPLE_NAMES, EXAMPLES, type ExampleName } from './examples.ts'
import { useRestWhenAway } from '../../bench/view/use-bench-model.ts'
import { ProbeState } from '../../bench/view/figure-frame/ProbeState.tsx'
import { latestReading } from './facts.ts'
import { streamBytes } from './stream-text.ts'
import { StreamTable } from './StreamTable.tsx'
import { Button, QuietButton } from '../../ui/Button.tsx'
import '../../ui/panes.css'
import '../../bench/view/controls/run-controls.css'
import './event-stream-editor.css'

const INSERTS = [
  ['cr', '⟨CR⟩'],
  ['lf', '⟨LF⟩'],
  ['nul', '⟨NUL⟩'],
  ['bom', '⟨BOM⟩'],
  ['byte', '⟨E9⟩'],
] as const

const PIECES = [1, 2, 3, MOST_PIECES] as const

export function EventStreamEditor({ scene, language }: BenchFigure) {
  const { model, ready } = useFigureBench(scene)
  const root = useRef<HTMLDivElement>(null)
  const area = useRef<HTMLTextAreaElement>(null)
  const id = useId()
  const [text, setText] = useState<string>(EXAMPLES.notes)
  const [pieces, setPieces] = useState(1)
  const [ends, setEnds] = useState(false)
  const [isSending, setSending] = useState(false)
  const own = useRef<EventSourceProbe | undefined>(undefined)
  const count = useRef(0)
  useEffect(() => () => own.current?.close(), [])
  useRestWhenAway(model, root)

  const words = EVENT_STREAM_EDITOR_WORDS[language]
  const bytes = streamBytes(text)
  const isTooLong = bytes.length > LONGEST_STREAM_BYTES
  const reading = latestReading(model.conversation, model.events, model.shown.value)

  async function send(): Promise<void> {
    setSending(true)
    own.current?.close()
    await model.start()
    if (model.state.peek().kind === 'running') {
      own.current = await sendStream(model, `stream.${++count.current}`, { bytes, pieces, ends })
    }
    setSending(false)
  }

  function insert(what: string): void {
    const field = area.current
    if (field === null) return
    const at = field.selectionStart
    setText(text.slice(0, at) + what + text.slice(field.selectionEnd))
    requestAnimationFrame(() => {
      field.focus()
      field.setSelectionRange(at + what.length, at + what.length)
    })
  }

  return (
    <FigureFrame class="probe stream-editor" title={words.title} as="group" box={root}>
      <form
        class="stream-editor-form needs-script"
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <div class="stream-editor-bar">
          <label class="choice">
            {words.example}
            <select
              disabled={!ready}
              value={EXAMPLE_NAMES.find((name) => EXAMPLES[name] === text) ?? ''}
              onChange={({ currentTarget: { value } }) => {
                if (Object.hasOwn(EXAMPLES, value)) setText(EXAMPLES[value as ExampleName])
              }}
            >
              <option value="" disabled>
                {words.ownText}
              </option>
              {EXAMPLE_NAMES.map((name) => (
                <option key={name} value={name}>
                  {words.examples[name]}
                </option>
              ))}
            </select>
          </label>
          <span class="stream-editor-inserts" role="group" aria-label={words.insert}>
            <span aria-hidden="true">{words.insert}</span>
            {INSERTS.map(([name, what]) => (
              <QuietButton
                key={name}
                disabled={!ready}
                aria-label={`${what} ${words.insertLabel[name]}`}
                title={words.insertLabel[name]}
                onClick={() => insert(what)}
              >
                {what}
              </QuietButton>
            ))}
          </span>
        </div>
        <label class="only-heard" for={`${id}-text`}>
          {words.text}
        </label>
        <textarea
          id={`${id}-text`}
          ref={area}
          rows={8}
          spellcheck={false}
          autocomplete="off"
          aria-describedby={`${id}-help`}
          aria-invalid={isTooLong}
          value={text}
          readOnly={!ready}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        <p class="stream-editor-help" id={`${id}-help`}>
          {words.textHelp}
          {words.gap}
          <span class={isTooLong ? 'stream-editor-wrong' : undefined}>
            {isTooLong ? words.tooLong(LONGEST_STREAM_BYTES) : words.size(bytes.length, LONGEST_STREAM_BYTES)}
          </span>
        </p>
        <div class="stream-editor-bar">
          <Button type="submit" class="button-main" disabled={!ready || isTooLong || isSending}>
            {isSending ? words.sending : words.send}
          </Button>
          <label class="choice">
            {words.pieces}
            <select
              disabled={!ready}
              value={pieces}
              onChange={({ currentTarget }) => setPieces(Number(currentTarget.value))}
            >
              {PIECES.map((each) => (
                <option key={each} value={each}>
                  {words.inPieces(each)}
                </option>
              ))}
            </select>
          </label>
          <label class="choice">
            {words.then}
            <select
              disabled={!ready}
              value={ends ? 'ends' : 'open'}
              onChange={({ currentTarget }) => setEnds(currentTarget.value === 'ends')}
            >
              <option value="open">{words.staysOpen}</option>
              <option value="ends">{words.ends}</option>
            </select>
          </label>
        </div>
        <p class="stream-editor-help">{words.listens(namesText(bytes))}</p>
      </form>
      <ProbeState model={model} language={language} />
      {reading === undefined ? (
        <p class="probe-note">{words.nothing}</p>
      ) : (
        <StreamTable reading={reading} words={words} language={language} />
      )}
    </FigureFrame>
  )
}

function namesText(bytes: Uint8Array): string {
  return eventNames(bytes)
    .filter((name) => name !== 'message')
    .join(', ')
}
