/** A frame, or a block of an event stream, out of its fields; what comes out goes on the table, to be looked at, changed, sent. */
import { useId, useState } from 'preact/hooks'
import type { WorkbenchWords } from './words.ts'
import {
  composeBlock,
  composeFrame,
  NEW_BLOCK,
  NEW_FRAME,
  type BlockForm,
  type FrameForm,
} from './compose.ts'
import type { Source } from './sources.ts'
import { QuietButton } from '../ui/Button.tsx'
import { Select } from '../ui/Select.tsx'
import { Tick } from '../ui/Tick.tsx'

interface Props {
  readonly words: WorkbenchWords
  readonly onOpen: (source: Source) => void
}

const OPCODES = Array.from({ length: 16 }, (_, opcode) => opcode)
const FLAGS = ['fin', 'rsv1', 'rsv2', 'rsv3', 'masked'] as const
const LENGTH_FORMS = ['shortest', '7', '16', '64'] as const
const LINE_ENDS = { lf: 'LF', crlf: 'CR LF', cr: 'CR' } as const

export function Composer({ words, onOpen }: Props) {
  const id = useId()
  const say = words.compose
  const [frame, setFrame] = useState(NEW_FRAME)
  const [block, setBlock] = useState(NEW_BLOCK)
  const [wrong, setWrong] = useState('')
  const set = (change: Partial<FrameForm>): void => setFrame({ ...frame, ...change })
  const setOfBlock = (change: Partial<BlockForm>): void => setBlock({ ...block, ...change })
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
              <Tick
                key={flag}
                label={flag === 'masked' ? 'MASK' : flag.toUpperCase()}
                checked={frame[flag]}
                onChange={(on) => set({ [flag]: on })}
              />
            ))}
          </fieldset>
          <label>
            {say.opcode}{' '}
            <Select
              value={frame.opcode}
              values={OPCODES}
              text={say.opcodeName}
              onChange={(opcode) => set({ opcode })}
            />
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
            <Select
              aria-label={say.payloadAs}
              value={frame.payloadAs}
              values={['text', 'hex'] as const}
              text={(each) => (each === 'hex' ? 'hex' : words.list.text)}
              onChange={(payloadAs) => set({ payloadAs })}
            />
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
            <Select
              value={frame.lengthForm}
              values={LENGTH_FORMS}
              text={(form) => (form === 'shortest' ? say.shortest : say.bits(Number(form)))}
              onChange={(lengthForm) => set({ lengthForm })}
            />
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
          <QuietButton type="submit">{say.put}</QuietButton>
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
                onInput={(event) => setOfBlock({ [key]: event.currentTarget.value })}
              />
            </label>
          ))}
          <label>
            data
            <textarea
              rows={2}
              spellcheck={false}
              value={block.data}
              onInput={(event) => setOfBlock({ data: event.currentTarget.value })}
            />
          </label>
          <label>
            {say.lineEnd}{' '}
            <Select
              value={block.lineEnd}
              values={['lf', 'crlf', 'cr'] as const}
              text={(each) => LINE_ENDS[each]}
              onChange={(lineEnd) => setOfBlock({ lineEnd })}
            />
          </label>
          <Tick
            class="compose-check"
            label={say.unfinished}
            checked={block.unfinished}
            onChange={(unfinished) => setOfBlock({ unfinished })}
          />
          <QuietButton type="submit">{say.put}</QuietButton>
        </form>
      </details>
      <p class="unit-wrong" role="alert">
        {wrong}
      </p>
    </section>
  )
}
