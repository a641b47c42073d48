/**
 * A reader's own bytes on either end of a lab of their own: written by the server to the reader's WebSocket, or played to the
 * server by a raw client. What follows is in the bench's trace; used by the workbench.
 */
import { toBase64 } from '../../wire/bytes/base64.ts'
import type { BenchModel } from './bench-model.ts'
import { socketLane } from './socket-lane.ts'
import { running, until } from './until.ts'

const OPEN_WITHIN_MS = 10_000

/** Where a bench's trace stood when something was sent. */
export type Sent =
  /** `head` is the first piece that was sent. */
  | { readonly ok: true; readonly from: number; readonly head: Uint8Array }
  | { readonly ok: false; readonly because: 'not-running' | 'not-open' | 'refused' }

/** Has the server write bytes to the reader's WebSocket, which is opened first where none is. */
export async function sendToBrowser(model: BenchModel, bytes: Uint8Array): Promise<Sent> {
  if (!(await running(model))) return { ok: false, because: 'not-running' }
  if (!(await socketOpen(model))) return { ok: false, because: 'not-open' }
  const from = model.events.length
  model.fault({ kind: 'ws-raw', bytes: toBase64(bytes) })
  return { ok: true, from, head: bytes }
}

/** Plays pieces of bytes to the server as a raw client would write them; `pieces` is told the lab's id. */
export async function sendToServer(
  model: BenchModel,
  pieces: (lab: string) => readonly Uint8Array[] | undefined,
): Promise<Sent> {
  if (!(await running(model))) return { ok: false, because: 'not-running' }
  const from = model.events.length
  const bytes = pieces(model.header.peek().lab)
  const head = bytes?.[0]
  if (bytes === undefined || head === undefined) return { ok: false, because: 'refused' }
  const taken = await model.playClient(bytes.map(toBase64))
  return taken ? { ok: true, from, head } : { ok: false, because: 'refused' }
}

/** The head of a handshake as a raw client writes it, for this lab's WebSocket. @see https://www.rfc-editor.org/rfc/rfc6455#section-4.1 */
export function handshakeHead(lab: string, host: string, key: Uint8Array): Uint8Array {
  const lines = [
    `GET /labs/${lab}/ws HTTP/1.1`,
    `Host: ${host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${toBase64(key)}`,
  ]
  return new TextEncoder().encode(`${lines.join('\r\n')}\r\n\r\n`)
}

/** Resolves whether the newest socket is open; waits for it within a limit. */
function socketOpen(model: BenchModel): Promise<boolean> {
  return until(model, undefined, OPEN_WITHIN_MS, () => {
    const notes = socketLane(model)?.notes ?? []
    const state = notes.findLast(({ note }) => note.kind === 'ready-state')?.note
    return state?.kind === 'ready-state' && state.value === 1
  })
}
