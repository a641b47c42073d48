/** What the reader sends by the run's own WebSocket: a line of text, or some random bytes. */
import { useId, useState } from 'preact/hooks'
import type { ControlProps } from './control-props.ts'
import { Button } from '../../../ui/Button.tsx'

const RANDOM_BYTES = 16
/** Under the server's limit of 64 KiB by far, and short enough to look at. */
const LONGEST_TEXT = 300

export function SendBox({ viewState: { model, words } }: ControlProps) {
  const id = useId()
  const [text, setText] = useState('')
  const off = model.state.value.kind !== 'running'
  return (
    <form
      class="send-box"
      onSubmit={(event) => {
        event.preventDefault()
        model.send(JSON.stringify({ type: 'note', data: { text: text || words.controls.sendPlaceholder } }))
      }}
    >
      <label class="only-heard" for={id}>
        {words.controls.sendText}
      </label>
      <input
        id={id}
        type="text"
        value={text}
        maxLength={LONGEST_TEXT}
        placeholder={words.controls.sendPlaceholder}
        disabled={off}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" disabled={off}>
        {words.controls.send}
      </Button>
      <Button
        class="button-quiet"
        disabled={off}
        onClick={() => model.send(crypto.getRandomValues(new Uint8Array(RANDOM_BYTES)))}
      >
        {words.controls.sendBinary(RANDOM_BYTES)}
      </Button>
    </form>
  )
}
