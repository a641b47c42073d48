/**
 * WebSocket: one connection, and both sides speak
 * when they like. The browser does not come back by
 * itself, and says nothing of pings: the cursor, the
 * waiting and the heartbeat are ours.
 */
import type { Run } from '../transport.ts'

export async function ws(run: Run): Promise<void> {
  let after = run.last // the cursor
  let failures = 0

  while (!run.signal.aborted) {
    const socket = new WebSocket(
      `${run.lab}/ws?after=${after}`,
    )
    socket.binaryType = 'arraybuffer'
    const quiet = run.silence()
    run.ready(socket)
    socket.onopen = () => run.ready(socket)

    socket.onmessage = ({ data }: MessageEvent) => {
      quiet.heard()
      const event = run.eventIn(data)
      if (!event || event.id <= after) return
      run.deliver(event)
      after = event.id
      failures = 0
    }
    socket.onerror = () => run.note({ kind: 'error' })
    const closed = new Promise<void>((resolve) => {
      socket.onclose = (close) => {
        run.ready(socket)
        run.closed(close)
        resolve()
      }
    })
    // What you type goes out here.
    run.takeInput((message) => socket.send(message))

    try {
      await Promise.race([closed, quiet.tooLong])
    } finally {
      quiet.end()
      socket.close()
      run.ready(socket)
    }

    const delayMs = run.backoff(failures++)
    run.note({ kind: 'waiting', delayMs })
    await run.pause(delayMs)
  }
}
