/**
 * Server-Sent Events: the browser asks, reads the
 * stream, and after a break asks again by itself.
 * What is left to do here: to listen, and to begin
 * anew where the browser has given up or heard
 * nothing.
 */
import type { Run } from '../transport.ts'

export async function sse(run: Run): Promise<void> {
  let after = run.last // the cursor
  let failures = 0

  while (!run.signal.aborted) {
    const query = `after=${after}${run.options.query}`
    const source = new EventSource(
      `${run.lab}/sse?${query}`,
    )
    const quiet = run.silence()
    run.ready(source)
    source.onopen = () => run.ready(source)

    // A named event goes only to those who listen
    // for its name.
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
        // CONNECTING: it comes back by itself.
        // CLOSED: it never will.
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
