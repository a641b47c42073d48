/**
 * Ways in which an event stream ends or never begins, done to the browser's own EventSource: the server gives the answer, the
 * browser does what it does, and the trace keeps both. What comes of it is read back from the trace by the widget.
 */
import type { AnswerRequest } from '../../contract/requests.ts'
import type { BenchModel } from '../../bench/model/bench-model.ts'
import { TRY } from '../../wire/trace/queries/probes.ts'
import { toBase64 } from '../../wire/bytes/base64.ts'
import { openProbe, type EventSourceProbe } from '../../bench/model/event-source-probe.ts'
import { runOf, type StreamEndKind, type StreamTry } from './facts.ts'

/** The reconnection time that the good stream sets, so that nobody has to wait for a browser's own. */
export const GOOD_RETRY_MS = 1000
/** Longer than any browser waits by itself: Firefox takes 5 s. */
export const WATCH_MS = 6000
/** For the tap to tell what happened last. */
const SETTLE_MS = 400

/**
 * Does it once, on a running bench. Resolves when it is settled: the browser has come back, or has given up and was watched for
 * longer than it would wait. Ends early when `signal` aborts or the bench stops.
 */
export async function tryStreamEnd(model: BenchModel, what: StreamTry, signal: AbortSignal): Promise<void> {
  const run = runOf(what)
  const answer = answerFor(what.end, `/labs/${model.header.peek().lab}/sse?${TRY}=${run}`)
  const scripts = what.place === 'first' ? [answer] : [GOOD_STREAM, answer]
  for (const script of scripts) if (!(await model.answer(script)) || signal.aborted) return

  const own = openProbe(model, run)
  const close = (): void => own.close()
  signal.addEventListener('abort', close, { once: true })
  try {
    await settle(model, what, own, signal)
    if (!signal.aborted) model.note(run, { kind: 'loop-ended' })
  } finally {
    signal.removeEventListener('abort', close)
    own.close()
  }
}

async function settle(
  model: BenchModel,
  { end, place }: StreamTry,
  own: EventSourceProbe,
  signal: AbortSignal,
): Promise<void> {
  // How often it opens until it has opened after the answer in question.
  const opens = (place === 'later' ? 1 : 0) + (end === 'finished' || end === 'reset' ? 2 : 1)
  let opened = 0
  while (!signal.aborted && model.state.peek().kind === 'running') {
    await own.changed()
    if (own.source.readyState === EventSource.CLOSED) return pause(WATCH_MS, signal)
    if (own.source.readyState !== EventSource.OPEN) continue
    opened++
    if (opened === opens) return pause(SETTLE_MS, signal)
    if (end === 'reset' && opened === opens - 1) {
      await pause(SETTLE_MS, signal)
      if (!signal.aborted) model.fault({ kind: 'reset', transport: 'sse' })
    }
  }
}

const GOOD_TEXT = `retry: ${GOOD_RETRY_MS}\nid: 7\ndata: good\n\n`

const GOOD_STREAM: AnswerRequest = { transport: 'sse', status: 200, chunks: [base64(GOOD_TEXT)] }

function answerFor(end: StreamEndKind, again: string): AnswerRequest {
  const sse = 'sse' as const
  switch (end) {
    case 'finished':
      return GOOD_STREAM
    case 'reset':
      return { ...GOOD_STREAM, hold: true }
    case '204':
      return { transport: sse, status: 204 }
    case '301':
      return { transport: sse, status: 301, headers: { Location: again } }
    case '401':
    case '404':
    case '500':
      return { transport: sse, status: Number(end) }
    case '503':
      return { transport: sse, status: 503, headers: { 'Retry-After': '1' } }
    case 'json':
      return {
        transport: sse,
        status: 200,
        headers: { 'Content-Type': 'application/json' },
        chunks: [base64('{"data":"good"}')],
      }
    case 'charset':
      return { ...GOOD_STREAM, headers: { 'Content-Type': 'text/event-stream; charset=gbk' }, hold: true }
  }
}

function base64(text: string): string {
  return toBase64(new TextEncoder().encode(text))
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const timer = setTimeout(done, ms)
    function done(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done)
  })
}
