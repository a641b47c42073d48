/**
 * The same idea without the iframe: fetch hands over
 * the body of an answer while it grows. There is a
 * status to see and a way to stop, and nothing is
 * executed. The text is an event stream.
 */
import type { Run } from '../transport.ts'

export async function fetchStream(
  run: Run,
): Promise<void> {
  let after = run.last // the cursor
  let failures = 0

  while (!run.signal.aborted) {
    const stop = new AbortController()
    const quiet = run.silence()
    try {
      const answer = await fetch(
        `${run.lab}/sse?after=${after}`,
        {
          signal: AbortSignal.any([
            run.signal,
            stop.signal,
          ]),
        },
      )
      run.note({ kind: 'answer', status: answer.status })
      if (!answer.ok || answer.body === null) {
        throw new Error(`status ${answer.status}`)
      }

      // A character may be cut in two: the decoder
      // waits for the rest.
      const text = answer.body.pipeThrough(
        new TextDecoderStream(),
      )
      const reader = text.getReader()
      let rest = ''
      for (;;) {
        const read = await Promise.race([
          reader.read(),
          quiet.tooLong,
        ])
        if (read === undefined || read.done) break
        quiet.heard()
        // What one read brings ends anywhere; an
        // empty line ends a block.
        const blocks = (rest + read.value).split('\n\n')
        rest = blocks.pop() ?? ''
        for (const block of blocks) {
          // Not (.*)$: U+2028 would end that too soon.
          const data = /^data: ([^\n]*)/m.exec(block)?.[1]
          const event = data && run.eventIn(data)
          if (!event || event.id <= after) continue
          run.deliver(event)
          after = event.id
          failures = 0
        }
      }
    } catch {
      if (run.signal.aborted) return
    } finally {
      quiet.end()
      stop.abort()
    }
    run.note({ kind: 'failed' })
    const delayMs = run.backoff(failures++)
    run.note({ kind: 'waiting', delayMs })
    await run.pause(delayMs)
  }
}
