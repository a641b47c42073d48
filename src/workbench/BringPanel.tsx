/** What a reader brings: pasted text, or a file, chosen or dropped on the page. Read here; nothing of it leaves the page. */
import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks'
import type { WorkbenchWords } from './words.ts'
import type { Guess } from '../wire/import/guess.ts'
import { MAX_IMPORT_BYTES } from '../wire/import/imported.ts'
import { hasStreams, streamsAsFrames } from '../wire/import/streams-as-frames.ts'
import { BYTE_READINGS } from '../wire/import/read-as.ts'
import { openBrought, type OpeningBrought } from './open-brought.ts'
import { broughtSource, type Source } from './sources.ts'
import { QuietButton } from '../ui/Button.tsx'
import { Select } from '../ui/Select.tsx'

interface Props {
  readonly source: Source
  readonly words: WorkbenchWords
  /** Something is asked for; tells later whether it is still what was asked for last. */
  readonly onAsk: () => () => boolean
  /** Something was brought, and can be opened. */
  readonly onBring: (source: Source) => void
  /** The same, to be read in another way. */
  readonly onReadAgain: (source: Source) => void
}

export function BringPanel({ source, words, onAsk, onBring, onReadAgain }: Props) {
  const id = useId()
  const [text, setText] = useState('')
  const [failed, setFailed] = useState('')
  const [isTextWrong, setTextWrong] = useState(false)
  const [opening, setOpening] = useState<OpeningBrought | undefined>(undefined)
  const bringRef = useRef(onBring)
  bringRef.current = onBring
  const field = useRef<HTMLTextAreaElement>(null)
  const openingRef = useRef<OpeningBrought | undefined>(undefined)

  const leave = (): void => {
    openingRef.current?.stop()
    openingRef.current = undefined
    setOpening(undefined)
  }
  /** What was brought last counts. */
  const take = async (brought: File | string): Promise<void> => {
    leave()
    const fail = (why: string): void => {
      setFailed(why)
      setTextWrong(typeof brought === 'string')
    }
    if (typeof brought !== 'string' && brought.size > MAX_IMPORT_BYTES) return fail(words.failed('too-large'))
    setFailed('')
    setTextWrong(false)
    const isNewest = onAsk()
    const begun = openBrought(brought)
    openingRef.current = begun
    setOpening(begun)
    const read = await begun.read
    leave()
    if (!isNewest()) return
    if (read === 'unreadable') fail(words.bring.unreadable)
    else if (read.ok) bringRef.current(broughtSource(read.value, read.notes))
    else fail(words.failed(read.code))
  }
  useEffect(() => {
    // What was pasted before this script had come is there already.
    setText(field.current?.value ?? '')
    const over = (event: DragEvent): void => event.preventDefault()
    const drop = (event: DragEvent): void => {
      const file = event.dataTransfer?.files[0]
      if (file === undefined) return
      event.preventDefault()
      void take(file)
    }
    addEventListener('dragover', over)
    addEventListener('drop', drop)
    return () => {
      removeEventListener('dragover', over)
      removeEventListener('drop', drop)
      leave()
    }
  }, [])
  const offersFrames = useMemo(() => source.kind === 'opened' && hasStreams(source.trace), [source])
  const notes = source.kind === 'opened' || source.kind === 'bytes' ? (source.notes ?? []) : []
  return (
    <section class="bring needs-script" aria-labelledby={`${id}title`}>
      <div class="bring-head">
        <h3 id={`${id}title`} class="workbench-title">
          {words.bring.title}
        </h3>
        <label for={`${id}text`}>{words.bring.paste}</label>
      </div>
      <div class="bring-row">
        <textarea
          ref={field}
          id={`${id}text`}
          class="bring-text"
          rows={2}
          spellcheck={false}
          aria-invalid={isTextWrong}
          aria-describedby={isTextWrong ? `${id}failed` : undefined}
          placeholder="81 85 37 fa 21 3d 7f 9f 4d 51 58"
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <QuietButton disabled={text.trim() === ''} onClick={() => void take(text)}>
          {words.bring.open}
        </QuietButton>
        <label class="bring-file">
          <span>{words.bring.file}</span>
          <input
            type="file"
            onChange={(event) => {
              const { currentTarget } = event
              const file = currentTarget.files?.[0]
              // The same file can be chosen again.
              if (file !== undefined) void take(file).then(() => (currentTarget.value = ''))
            }}
          />
        </label>
      </div>
      <details>
        <summary>{words.bring.whatTitle}</summary>
        <ul class="bring-notes">
          {words.bring.what.map((kind) => (
            <li key={kind}>{kind}</li>
          ))}
        </ul>
      </details>
      <p class="workbench-quiet">{words.bring.dropped}</p>
      <p class="workbench-quiet">{words.bring.stays}</p>
      {/* What is heard stands in the page before it says anything: what comes with its text often is not. */}
      <p class="bring-row bring-opening">
        <span role="status">{opening === undefined ? '' : words.bring.opening}</span>
        {opening === undefined ? null : <QuietButton onClick={leave}>{words.reading.stop}</QuietButton>}
      </p>
      <p id={`${id}failed`} class="unit-wrong" role="alert">
        {failed}
      </p>
      {source.kind !== 'bytes' ? null : (
        <label class="bring-reading">
          {words.bring.readAs}{' '}
          <Select
            value={source.reading}
            values={BYTE_READINGS}
            text={(reading) => words.bring.readings[reading]}
            onChange={(reading) => onReadAgain({ ...source, reading })}
          />
        </label>
      )}
      <p class="bring-guess" role="status">
        {source.kind !== 'bytes' || source.guess === undefined ? '' : guessText(source.guess, words)}
      </p>
      {source.kind !== 'opened' || !offersFrames ? null : (
        <QuietButton onClick={() => onReadAgain({ ...source, trace: streamsAsFrames(source.trace) })}>
          {words.bring.asFrames}
        </QuietButton>
      )}
      {notes.length === 0 ? null : (
        <ul class="bring-notes">
          {notes.map(({ code, count }) => (
            <li key={code}>{words.bring.note(code, count)}</li>
          ))}
        </ul>
      )}
    </section>
  )
}

function guessText(guess: Guess, { bring }: WorkbenchWords): string {
  const likeness = guess.looksLike === undefined ? '' : ` ${bring.looksLike(guess.looksLike)}`
  return `${bring.guess(guess)}${likeness}`
}
