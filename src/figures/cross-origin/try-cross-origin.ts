/**
 * Has a sandboxed page try a WebSocket or an EventSource on the lab of a running bench, and notes in the trace what its script
 * learns. The requests are known in the trace by a parameter of their address. Used by the widget and by its capture.
 */
import type { BenchModel } from '../../bench/model/bench-model.ts'
import type { PageTask, PageWord } from './cross-origin-page.ts'
import { TRY } from '../../wire/trace/queries/probes.ts'
import { runOfTry, type CrossOriginTry } from './facts.ts'

const STREAM = 'data: for anybody\n\n'

/**
 * Tries once: makes an iframe in `host`, in place of what is there, filled by `fill`. The iframe stays, and keeps what it has
 * open, until the next try or until the caller empties the host.
 */
export async function tryCrossOrigin(
  model: BenchModel,
  which: CrossOriginTry,
  host: HTMLElement,
  fill: (frame: HTMLIFrameElement) => void,
): Promise<void> {
  if (which === 'sse-allowed') {
    const taken = await model.answer({
      transport: 'sse',
      status: 200,
      headers: { 'Access-Control-Allow-Origin': '*' },
      chunks: [btoa(STREAM)],
      hold: true,
    })
    if (!taken) return
  }
  const path = `/labs/${model.header.peek().lab}/${which === 'ws' ? 'ws' : 'sse'}`
  const address = new URL(`${path}?${TRY}=${runOfTry(which)}`, location.href)
  const task: PageTask =
    which === 'ws'
      ? { api: 'WebSocket', url: address.href.replace(/^http/, 'ws') }
      : { api: 'EventSource', url: address.href }
  const frame = document.createElement('iframe')
  // Scripts and nothing else: without `allow-same-origin` the document's origin is opaque.
  frame.setAttribute('sandbox', 'allow-scripts')
  frame.name = JSON.stringify(task)
  frame.title = 'A page from elsewhere'
  const hear = ({ source, data }: MessageEvent): void => {
    if (source !== frame.contentWindow) {
      if (!frame.isConnected) window.removeEventListener('message', hear)
      return
    }
    if (typeof data === 'object' && data !== null && 'kind' in data) {
      noteWord(model, runOfTry(which), task.api, data as PageWord)
    }
  }
  window.addEventListener('message', hear)
  fill(frame)
  host.replaceChildren(frame)
}

function noteWord(model: BenchModel, run: string, of: PageTask['api'], word: PageWord): void {
  switch (word.kind) {
    case 'state':
      return model.note(run, { kind: 'ready-state', of, value: word.value })
    case 'error':
      return model.note(run, { kind: 'error' })
    case 'closed':
      return model.note(run, {
        kind: 'closed',
        code: word.code,
        reason: word.reason,
        wasClean: word.wasClean,
      })
    case 'message':
      return model.note(run, {
        kind: 'message',
        type: 'text',
        bytes: new TextEncoder().encode(word.data).length,
      })
    case 'origin':
  }
}
