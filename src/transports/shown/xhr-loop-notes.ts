/**
 * A long-polling loop with the two mistakes of the
 * study notes: it never calls `send()`, and it waits
 * for a status that does not exist. It is here to be
 * run: nothing goes on the wire.
 */
import type { PollAnswer, Run } from '../transport.ts'

export function xhrLoopNotes(run: Run): Promise<void> {
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
        // Mistake 2: no number is below 300 and also
        // 304.
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
        }
      }
    }
    // Mistake 1: open() only prepares a request. No
    // xhr.send(), no request.
  }

  polling()
  // Nothing is under way to wait for.
  return Promise.resolve()
}
