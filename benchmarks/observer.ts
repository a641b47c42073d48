/**
 * One observer of a lab, in a process of its own: reads everything and keeps nothing. Its parent ends it; until
 * then it answers any IPC message with what it has been handed.
 */
import { WebSocket } from 'ws'

export interface Observed {
  readonly messages: number
  readonly bytes: number
  /** Notices of slices this observer was too slow to get. */
  readonly droppedNotices: number
}

const socket = new WebSocket(process.argv[2] ?? '', { perMessageDeflate: false })
const seen = { messages: 0, bytes: 0, droppedNotices: 0 }

socket.on('message', (message: Buffer) => {
  if (seen.messages === 0) process.send?.('attached')
  seen.messages += 1
  seen.bytes += message.length
  if (message.includes('"kind":"dropped"')) seen.droppedNotices += 1
})
socket.on('error', (error) => {
  console.error(`The observer failed: ${error.message}`)
  process.exit(1)
})
process.on('message', () => process.send?.(seen satisfies Observed))
