/**
 * The loop of the notes with one of its two mistakes
 * mended: the request is sent now. The condition is
 * still one that no status satisfies, so the first
 * answer is also the last: nothing is delivered,
 * nothing asks again.
 */
import type { PollAnswer, Run } from '../transport.ts'

export function xhrLoopSent(run: Run): Promise<void> {
  return new Promise((resolve) => {
    function polling() {
      const xhr = new XMLHttpRequest()
      xhr.open(
        'get',
        `${run.lab}/long-poll?after=${run.last}`,
        true,
      )
      xhr.onreadystatechange = function () {
        if (xhr.readyState === 4) {
          const status = xhr.status
          run.note({ kind: 'answer', status })
          // Mistake 2, left: no number is below 300
          // and also 304.
          if (
            status >= 200 &&
            status < 300 &&
            status === 304
          ) {
            const { events } = JSON.parse(
              xhr.responseText,
            ) as PollAnswer
            for (const event of events) run.deliver(event)
            polling()
          } else {
            resolve() // every answer lands here
          }
        }
      }
      xhr.send()
      run.signal.addEventListener('abort', () =>
        xhr.abort(),
      )
    }

    polling()
  })
}
