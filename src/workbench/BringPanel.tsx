/** What a reader brings: pasted text, or a file, chosen or dropped on the page. Read here; nothing of it leaves the page. */
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import type { Language } from '../words/languages.ts'
import type { WorkbenchWords } from './words.ts'
import { MAX_IMPORT_BYTES, type Imported } from '../wire/import/imported.ts'
import type { Opened } from '../wire/import/open.ts'
import { hasStreams, streamsAsFrames } from '../wire/import/streams-as-frames.ts'
import { BYTE_READINGS } from '../wire/import/read-as.ts'
import { MAX_TRACE_BYTES } from '../wire/trace/trace-codec.ts'
import { broughtSource, type Source } from './sources.ts'

/** What reads capture files is fetched when something is brought. */
const READING = () => import('../wire/import/open.ts')

interface Props {
  readonly source: Source
  readonly words: WorkbenchWords
  readonly language: Language
  readonly onOpen: (source: Source) => void
}

export function BringPanel({ source, words, onOpen }: Props) {
  const id = useId()
  const [text, setText] = useState('')
  const [failed, setFailed] = useState('')
  const [busy, setBusy] = useState(false)
  const openRef = useRef(onOpen)
  openRef.current = onOpen

  const take = (read: Imported<Opened>): void => {
    if (read.ok && read.value.kind === 'bytes' && read.value.bytes.length > MAX_TRACE_BYTES)
      setFailed(words.failed('too-large'))
    else if (read.ok) {
      setFailed('')
      openRef.current(broughtSource(read.value, read.notes))
    } else setFailed(words.failed(read.code))
  }
  const takeRead = async (read: () => Promise<Imported<Opened>>): Promise<void> => {
    setBusy(true)
    try {
      take(await read())
    } catch {
      // A folder, or a file that went away.
      setFailed(words.bring.unreadable)
    } finally {
      setBusy(false)
    }
  }
  const takeFile = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return
    if (file.size > MAX_IMPORT_BYTES) return setFailed(words.failed('too-large'))
    await takeRead(async () => {
      const [{ openFile }, bytes] = await Promise.all([READING(), file.arrayBuffer()])
      // The page says that it opens before it does.
      await new Promise((resolve) => setTimeout(resolve, 0))
      return openFile(new Uint8Array(bytes))
    })
  }
  useEffect(() => {
    const over = (event: DragEvent): void => event.preventDefault()
    const drop = (event: DragEvent): void => {
      const file = event.dataTransfer?.files[0]
      if (file === undefined) return
      event.preventDefault()
      void takeFile(file)
    }
    addEventListener('dragover', over)
    addEventListener('drop', drop)
    return () => {
      removeEventListener('dragover', over)
      removeEventListener('drop', drop)
    }
  }, [])
  const notes = source.kind === 'opened' || source.kind === 'bytes' ? (source.notes ?? []) : []
  return (
    <section class="bring" aria-labelledby={`${id}title`}>
      <h3 id={`${id}title`} class="workbench-title">
        {words.bring.title}
      </h3>
      <p class="workbench-quiet">{words.bring.stays}</p>
      <label for={`${id}text`}>{words.bring.paste}</label>
      <textarea
        id={`${id}text`}
        class="bring-text"
        rows={3}
        spellcheck={false}
        placeholder="81 85 37 fa 21 3d 7f 9f 4d 51 58"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <div class="bring-row">
        <button
          type="button"
          class="quiet-button"
          disabled={text.trim() === ''}
          onClick={() => void takeRead(async () => (await READING()).openText(text))}
        >
          {words.bring.open}
        </button>
        <label class="bring-file">
          <span>{words.bring.file}</span>
          <input
            type="file"
            onChange={(event) => {
              const { currentTarget } = event
              void takeFile(currentTarget.files?.[0]).then(() => (currentTarget.value = ''))
            }}
          />
        </label>
      </div>
      <p class="workbench-quiet">{words.bring.dropped}</p>
      <details>
        <summary>{words.bring.whatTitle}</summary>
        <ul class="bring-notes">
          {words.bring.what.map((kind) => (
            <li key={kind}>{kind}</li>
          ))}
        </ul>
      </details>
      <p class="unit-wrong" role="alert">
        {busy ? words.bring.opening : failed}
      </p>
      {source.kind !== 'bytes' ? null : (
        <label class="bring-reading">
          {words.bring.readAs}{' '}
          <select
            value={source.reading}
            onChange={({ currentTarget: { value } }) => {
              const reading = BYTE_READINGS.find((each) => each === value)
              if (reading !== undefined) onOpen({ ...source, reading })
            }}
          >
            {BYTE_READINGS.map((reading) => (
              <option key={reading} value={reading}>
                {words.bring.readings[reading]}
              </option>
            ))}
          </select>
        </label>
      )}
      {source.kind !== 'bytes' || source.guess === undefined ? null : (
        <p class="bring-guess" role="status">
          {words.bring.guess(source.guess)}{' '}
          {source.guess.looksLike === undefined ? '' : words.bring.looksLike(source.guess.looksLike)}
        </p>
      )}
      {source.kind !== 'opened' || !hasStreams(source.trace) ? null : (
        <button
          type="button"
          class="quiet-button"
          onClick={() => onOpen({ ...source, trace: streamsAsFrames(source.trace) })}
        >
          {words.bring.asFrames}
        </button>
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
