/**
 * Streaming into a hidden iframe: an HTML page that
 * never ends. Each event is a script element in it,
 * and the browser runs a script as soon as it is
 * there; this one calls a function here.
 */
import type { Run } from '../transport.ts'

export async function iframeStream(
  run: Run,
): Promise<void> {
  let after = run.last // the cursor
  let failures = 0
  // The scripts find us by this name, as
  // parent.name(event).
  const [random] = crypto.getRandomValues(
    new Uint32Array(1),
  )
  const name = `hear${random}`

  while (!run.signal.aborted) {
    const quiet = run.silence()
    Reflect.set(window, name, (message: unknown) => {
      quiet.heard()
      const event = run.eventIn(message)
      if (!event || event.id <= after) return
      run.deliver(event)
      after = event.id
      failures = 0
    })

    const iframe = document.createElement('iframe')
    iframe.hidden = true
    iframe.src =
      `${run.lab}/iframe-stream?after=${after}` +
      `&callback=${name}${run.options.query}`
    // The page has ended, well or not: there is no
    // status to see.
    const ended = new Promise(
      (resolve) => (iframe.onload = resolve),
    )
    try {
      document.body.append(iframe)
      // If the connection is cut, no event tells.
      // Only silence does.
      await Promise.race([ended, quiet.tooLong])
    } finally {
      quiet.end()
      iframe.remove()
      Reflect.deleteProperty(window, name)
    }

    const delayMs = run.backoff(failures++)
    run.note({ kind: 'waiting', delayMs })
    await run.pause(delayMs)
  }
}
