/**
 * Short polling: ask, take what is there, rest, ask
 * again. An event waits on the server until somebody
 * asks. Most answers carry nothing new, and here the
 * browser's own cache sees to those.
 */
import type { PollAnswer, Run } from '../transport.ts'

export async function shortPoll(run: Run): Promise<void> {
  // The cursor: we have every event up to here.
  let after = run.last
  let failures = 0

  while (!run.signal.aborted) {
    try {
      const patience = AbortSignal.timeout(
        run.options.silenceMs,
      )
      // The same question again is in the browser's
      // cache, so the browser adds If-None-Match by
      // itself. When the wire then says 304, this
      // script still sees 200, and the body that was
      // kept.
      const answer = await fetch(
        `${run.lab}/short-poll?after=${after}`,
        {
          signal: AbortSignal.any([run.signal, patience]),
        },
      )
      run.note({ kind: 'answer', status: answer.status })
      if (!answer.ok)
        throw new Error(`status ${answer.status}`)

      const { events, last } =
        (await answer.json()) as PollAnswer
      for (const event of events) {
        if (event.id > after) run.deliver(event)
      }
      after = last
      failures = 0

      // The rest begins when the answer is in, so
      // the period is the interval and one round
      // trip.
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
