/**
 * The long-polling loop with XMLHttpRequest, made
 * right: it sends, it takes every good status as
 * good, and it asks again after data, after nothing,
 * and, a little later, after an error.
 */
import type { PollAnswer, Run } from '../transport.ts'

export function xhrLoop(run: Run): Promise<void> {
  return new Promise((resolve, reject) => {
    let after = run.last
    let failures = 0

    function polling() {
      const xhr = new XMLHttpRequest()
      xhr.open(
        'get',
        `${run.lab}/long-poll?after=${after}`,
        true,
      )
      xhr.responseType = 'json'
      xhr.timeout = run.options.silenceMs
      const stop = () => xhr.abort()
      run.signal.addEventListener('abort', stop)

      xhr.onreadystatechange = function () {
        if (xhr.readyState === 4) {
          run.signal.removeEventListener('abort', stop)
          if (run.signal.aborted) return resolve()

          const status = xhr.status
          if (
            (status >= 200 && status < 300) ||
            status === 304
          ) {
            run.note({ kind: 'answer', status })
            // Null is no content, as in a 204.
            const answer =
              xhr.response as PollAnswer | null
            for (const event of answer?.events ?? []) {
              if (event.id > after) run.deliver(event)
            }
            after = answer?.last ?? after
            failures = 0
            polling()
          } else {
            // Status 0 is no answer: refused, cut,
            // or silent too long.
            run.note(
              status === 0
                ? { kind: 'failed' }
                : { kind: 'answer', status },
            )
            const delayMs = run.backoff(failures++)
            run.note({ kind: 'waiting', delayMs })
            run.pause(delayMs).then(polling, reject)
          }
        }
      }
      xhr.send()
    }

    polling()
  })
}
