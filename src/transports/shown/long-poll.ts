/**
 * Long polling: ask, and let the server hold the
 * question until there is an answer; then ask again
 * at once. The cursor is what makes it lose nothing:
 * it says which events have been here already.
 */
import type { PollAnswer, Run } from '../transport.ts'

export async function longPoll(run: Run): Promise<void> {
  // The cursor: we have every event up to here.
  let after = run.last
  let failures = 0

  while (!run.signal.aborted) {
    try {
      const patience = AbortSignal.timeout(
        run.options.silenceMs,
      )
      const answer = await fetch(
        `${run.lab}/long-poll?after=${after}`,
        {
          // Chromium locks a cache entry: a second
          // question for this URL would wait for the
          // first one's answer.
          cache: 'no-store',
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
      } else if (answer.status !== 204) {
        throw new Error(`status ${answer.status}`)
      }
      // 200: events. 204: none in all that time.
      // Either way, go on.
      failures = 0
    } catch {
      if (run.signal.aborted) return
      run.note({ kind: 'failed' })
      const delayMs = run.backoff(failures++)
      run.note({ kind: 'waiting', delayMs })
      await run.pause(delayMs)
    }
  }
}
