/**
 * Short polling that asks "only if something is new"
 * itself. It keeps the browser's cache out of the
 * way, so that the script sees every 304 the server
 * sends.
 */
import type { PollAnswer, Run } from '../transport.ts'

export async function shortPollConditional(
  run: Run,
): Promise<void> {
  let after = run.last
  let etag = '' // of the last answer that had news
  let failures = 0

  while (!run.signal.aborted) {
    try {
      const patience = AbortSignal.timeout(
        run.options.silenceMs,
      )
      const answer: Response = await fetch(
        `${run.lab}/short-poll?after=${after}`,
        {
          // Neither read from the cache nor kept.
          cache: 'no-store',
          headers: etag ? { 'If-None-Match': etag } : {},
          signal: AbortSignal.any([run.signal, patience]),
        },
      )
      run.note({ kind: 'answer', status: answer.status })

      if (answer.status === 200) {
        const { events, last } =
          (await answer.json()) as PollAnswer
        for (const event of events) {
          if (event.id > after) run.deliver(event)
        }
        after = last
        // This server's ETag names the newest event,
        // whatever the cursor, so it holds for the
        // next URL too.
        etag = answer.headers.get('ETag') ?? ''
      } else if (answer.status !== 304) {
        throw new Error(`status ${answer.status}`)
      }
      failures = 0
      await run.pause(run.options.pollIntervalMs)
    } catch {
      if (run.signal.aborted) return
      run.note({ kind: 'failed' })
      const delayMs = run.backoff(failures++)
      run.note({ kind: 'waiting', delayMs })
      await run.pause(delayMs)
    }
  }
}
