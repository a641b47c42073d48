/**
 * Both ways over HTTP: the stream brings what the
 * server says, and what this page says goes up in a
 * request of its own. Nothing ties the two together
 * but the lab's address.
 */
import type { Run } from '../transport.ts'

export async function sseAndPost(
  run: Run,
): Promise<void> {
  // What you type goes out here.
  run.takeInput(async (message) => {
    const answer = await fetch(`${run.lab}/events`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: asText(message),
      signal: run.signal,
    })
    run.note({ kind: 'answer', status: answer.status })
  })

  let after = run.last // the cursor
  let failures = 0

  while (!run.signal.aborted) {
    const source = new EventSource(
      `${run.lab}/sse?after=${after}`,
    )
    const quiet = run.silence()
    run.ready(source)
    source.onopen = () => run.ready(source)

    for (const type of run.eventTypes) {
      source.addEventListener(
        type,
        ({ data }: MessageEvent<string>) => {
          quiet.heard()
          const event = run.eventIn(data)
          if (!event || event.id <= after) return
          run.deliver(event)
          after = event.id
          failures = 0
        },
      )
    }
    source.addEventListener('heartbeat', () => {
      quiet.heard()
      run.note({ kind: 'heartbeat' })
    })

    const givenUp = new Promise<void>((resolve) => {
      source.onerror = () => {
        run.ready(source)
        if (source.readyState === EventSource.CLOSED)
          resolve()
      }
    })
    try {
      await Promise.race([givenUp, quiet.tooLong])
    } finally {
      quiet.end()
      source.close()
    }

    const delayMs = run.backoff(failures++)
    run.note({ kind: 'waiting', delayMs })
    await run.pause(delayMs)
  }
}

/** An event stream is text: bytes go as base64. */
function asText(
  message: string | Uint8Array<ArrayBuffer>,
): string {
  if (typeof message === 'string') return message
  const base64 = btoa(String.fromCharCode(...message))
  return JSON.stringify({
    type: 'note',
    data: { base64 },
  })
}
