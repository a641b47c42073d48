/** What a reader brings: pasted text, or a file, chosen or dropped on the page. Read here; nothing of it leaves the page. */
import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks'
import type { WorkbenchWords } from './words.ts'
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
    if (typeof brought !== 'string' && brought.size > MAX_IMPORT_BYTES)
      return setFailed(words.failed('too-large'))
    setFailed('')
    const isNewest = onAsk()
    const begun = openBrought(brought)
    openingRef.current = begun
    setOpening(begun)
    const read = await begun.read
    leave()
    if (!isNewest()) return
    if (read === 'unreadable') setFailed(words.bring.unreadable)
    else if (read.ok) bringRef.current(broughtSource(read.value, read.notes))
    else setFailed(words.failed(read.code))
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
      {opening === undefined ? null : (
        <p class="bring-row" role="status">
          {words.bring.opening}
          <QuietButton onClick={leave}>{words.reading.stop}</QuietButton>
        </p>
      )}
      <p class="unit-wrong" role="alert">
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
      {source.kind !== 'bytes' || source.guess === undefined ? null : (
        <p class="bring-guess" role="status">
          {words.bring.guess(source.guess)}{' '}
          {source.guess.looksLike === undefined ? '' : words.bring.looksLike(source.guess.looksLike)}
        </p>
      )}
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
