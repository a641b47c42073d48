/** A frame, or a block of an event stream, out of its fields; what comes out goes on the table, to be looked at, changed, sent. */
import { useId, useState } from 'preact/hooks'
import type { WorkbenchWords } from './words.ts'
import { composeBlock, composeFrame, NEW_BLOCK, NEW_FRAME, type FrameForm } from './compose.ts'
import type { Source } from './sources.ts'

interface Props {
  readonly words: WorkbenchWords
  readonly onOpen: (source: Source) => void
}

const OPCODES = Array.from({ length: 16 }, (_, opcode) => opcode)
const FLAGS = ['fin', 'rsv1', 'rsv2', 'rsv3', 'masked'] as const

export function Composer({ words, onOpen }: Props) {
  const id = useId()
  const say = words.compose
  const [frame, setFrame] = useState(NEW_FRAME)
  const [block, setBlock] = useState(NEW_BLOCK)
  const [wrong, setWrong] = useState('')
  const set = (change: Partial<FrameForm>): void => setFrame((before) => ({ ...before, ...change }))
  const open = (made: ReturnType<typeof composeFrame>): void => {
    if (!made.ok) return setWrong(say.wrong[made.because])
    setWrong('')
    onOpen({ kind: 'bytes', from: 'composed', bytes: made.bytes, reading: made.reading })
  }
  return (
    <section class="compose" aria-labelledby={`${id}title`}>
      <h3 id={`${id}title`} class="workbench-title">
        {say.title}
      </h3>
      <details>
        <summary>{say.frame}</summary>
        <form
          class="compose-form"
          onSubmit={(event) => {
            event.preventDefault()
            open(composeFrame(frame, () => crypto.getRandomValues(new Uint8Array(4))))
          }}
        >
          <fieldset class="compose-flags">
            <legend>{say.flags}</legend>
            {FLAGS.map((flag) => (
              <label key={flag}>
                <input
                  type="checkbox"
                  checked={frame[flag]}
                  onChange={(event) => set({ [flag]: event.currentTarget.checked })}
                />
                {flag === 'masked' ? 'MASK' : flag.toUpperCase()}
              </label>
            ))}
          </fieldset>
          <label>
            {say.opcode}{' '}
            <select
              value={String(frame.opcode)}
              onChange={(event) => set({ opcode: Number(event.currentTarget.value) })}
            >
              {OPCODES.map((opcode) => (
                <option key={opcode} value={String(opcode)}>
                  {say.opcodeName(opcode)}
                </option>
              ))}
            </select>
          </label>
          <label>
            {say.key}{' '}
            <input
              value={frame.key}
              disabled={!frame.masked}
              placeholder={say.random}
              spellcheck={false}
              onInput={(event) => set({ key: event.currentTarget.value })}
            />
          </label>
          <label>
            {say.payload}{' '}
            <select
              value={frame.payloadAs}
              aria-label={say.payloadAs}
              onChange={(event) => set({ payloadAs: event.currentTarget.value === 'hex' ? 'hex' : 'text' })}
            >
              <option value="text">{words.list.text}</option>
              <option value="hex">hex</option>
            </select>
            <textarea
              rows={2}
              spellcheck={false}
              value={frame.payload}
              aria-label={say.payload}
              onInput={(event) => set({ payload: event.currentTarget.value })}
            />
          </label>
          {frame.opcode !== 8 ? null : (
            <label>
              {say.closeCode}{' '}
              <input
                inputMode="numeric"
                value={frame.closeCode}
                onInput={(event) => set({ closeCode: event.currentTarget.value })}
              />
            </label>
          )}
          <label>
            {say.lengthForm}{' '}
            <select
              value={frame.lengthForm}
              onChange={({ currentTarget: { value } }) =>
                set({ lengthForm: value === '7' || value === '16' || value === '64' ? value : 'shortest' })
              }
            >
              <option value="shortest">{say.shortest}</option>
              {['7', '16', '64'].map((form) => (
                <option key={form} value={form}>
                  {say.bits(Number(form))}
                </option>
              ))}
            </select>
          </label>
          <label>
            {say.claimed}{' '}
            <input
              inputMode="numeric"
              value={frame.claimed}
              placeholder={say.true}
              onInput={(event) => set({ claimed: event.currentTarget.value })}
            />
          </label>
          <button type="submit" class="quiet-button">
            {say.put}
          </button>
        </form>
      </details>
      <details>
        <summary>{say.block}</summary>
        <form
          class="compose-form"
          onSubmit={(event) => {
            event.preventDefault()
            open(composeBlock(block))
          }}
        >
          {(['comment', 'type', 'id', 'retry'] as const).map((key) => (
            <label key={key}>
              {say.blockFields[key]}{' '}
              <input
                value={block[key]}
                spellcheck={false}
                onInput={(event) => setBlock({ ...block, [key]: event.currentTarget.value })}
              />
            </label>
          ))}
          <label>
            data
            <textarea
              rows={2}
              spellcheck={false}
              value={block.data}
              onInput={(event) => setBlock({ ...block, data: event.currentTarget.value })}
            />
          </label>
          <label>
            {say.lineEnd}{' '}
            <select
              value={block.lineEnd}
              onChange={({ currentTarget: { value } }) =>
                setBlock({ ...block, lineEnd: value === 'crlf' || value === 'cr' ? value : 'lf' })
              }
            >
              <option value="lf">LF</option>
              <option value="crlf">CR LF</option>
              <option value="cr">CR</option>
            </select>
          </label>
          <label class="compose-check">
            <input
              type="checkbox"
              checked={block.unfinished}
              onChange={(event) => setBlock({ ...block, unfinished: event.currentTarget.checked })}
            />
            {say.unfinished}
          </label>
          <button type="submit" class="quiet-button">
            {say.put}
          </button>
        </form>
      </details>
      <p class="unit-wrong" role="alert">
        {wrong}
      </p>
    </section>
  )
}
