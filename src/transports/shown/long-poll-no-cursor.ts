/**
 * Long polling without a cursor: every question
 * means "from now on". Whatever is published between
 * an answer leaving the server and the next question
 * arriving there is never told. It is here to be
 * seen losing events.
 */
import type { PollAnswer, Run } from '../transport.ts'

export async function longPollNoCursor(
  run: Run,
): Promise<void> {
  let failures = 0

  while (!run.signal.aborted) {
    try {
      const patience = AbortSignal.timeout(
        run.options.silenceMs,
      )
      // The mistake: no `after`. The server cannot
      // know what has been here, so it starts from
      // now.
      const answer = await fetch(`${run.lab}/long-poll`, {
        cache: 'no-store',
        signal: AbortSignal.any([run.signal, patience]),
      })
      run.note({ kind: 'answer', status: answer.status })

      if (answer.status === 200) {
        const { events } =
          (await answer.json()) as PollAnswer
        for (const event of events) run.deliver(event)
      } else if (answer.status !== 204) {
        throw new Error(`status ${answer.status}`)
      }
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
