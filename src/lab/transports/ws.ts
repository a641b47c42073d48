/**
 * WebSocket: one connection, and both sides speak when they like.
 * The browser does not come back by itself, and says nothing of
 * pings: the cursor, the waiting and the heartbeat are ours.
 */
import type { Run } from '../transport.ts'

export async function ws(run: Run): Promise<void> {
  let after = run.last // the cursor
  let failures = 0

  while (!run.signal.aborted) {
    const socket = new WebSocket(`${run.lab}/ws?after=${after}`)
    socket.binaryType = 'arraybuffer'
    const quiet = run.silence()
    const state = () => {
      const value = socket.readyState
      run.note({ kind: 'ready-state', of: 'WebSocket', value })
    }
    state()
    socket.onopen = state

    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      quiet.heard()
      const event = run.eventIn(data)
      if (event === undefined || event.id <= after) return
      run.deliver(event)
      after = event.id
      failures = 0
    }
    socket.onerror = () => run.note({ kind: 'error' })
    const closed = new Promise<void>((resolve) => {
      socket.onclose = ({ code, reason, wasClean }) => {
        state()
        run.note({ kind: 'closed', code, reason, wasClean })
        resolve()
      }
    })
    // What you type goes out here.
    run.takeInput((message) => socket.send(message))

    try {
      const silent = quiet.tooLong.then(() => run.note({ kind: 'silent' }))
      await Promise.race([closed, silent])
    } finally {
      quiet.end()
      socket.close()
    }

    const delayMs = run.backoff(failures++)
    run.note({ kind: 'waiting', delayMs })
    await run.pause(delayMs)
  }
}
