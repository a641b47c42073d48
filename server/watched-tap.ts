/**
 * What those get who watch a lab by its link on this instance: its log without its id, made for the first who comes and let
 * go of with the last, and each record framed once for all who take it in the same turn of the event loop. And what its
 * owner's page reports for them.
 */
import type { Clock } from './clock.ts'
import type { Lab } from './lab/lab.ts'
import { serverFrame } from './transports/server-frame.ts'
import { HiddenLog } from './wiretap/hidden-log.ts'
import { serialise } from './wiretap/observer-message.ts'
import type { PublishResult } from './wiretap/observer.ts'
import type { Recorder } from './wiretap/recorder.ts'

export interface WatchedTap {
  /** Joins one more who watches. */
  join(): Watched
  /** Tells those who watch, anywhere, what the owner's page did. */
  report(marks: string): PublishResult
  close(): void
}

export interface Watched {
  readonly recorder: Recorder
  /** The record with that number, as a WebSocket frame. */
  frameOf(number: number): Buffer
  leave(): void
}

/** What a page that runs five transports at once reports of fifty events a second, and then a lesson's beginning at once. */
const REPORTED_BYTES_A_SECOND = 32 * 1024
const MOST_REPORTED_AT_ONCE = 256 * 1024

export function createWatchedTap(lab: Lab, recorder: Recorder, clock: Clock): WatchedTap {
  let log: HiddenLog | undefined
  let watchers = 0
  let frames = new Map<number, Buffer>()
  let roomBytes = MOST_REPORTED_AT_ONCE
  let roomAt = 0

  function close(): void {
    log?.close()
    log = undefined
  }

  function frameOf(number: number): Buffer {
    const known = frames.get(number)
    if (known !== undefined) return known
    const record = log?.recorder.at(number)
    const frame = record === undefined ? Buffer.alloc(0) : serverFrame('text', serialise(record))
    if (frames.size === 0) queueMicrotask(() => (frames = new Map()))
    frames.set(number, frame)
    return frame
  }

  function hasRoom(bytes: number): boolean {
    const now = clock.now()
    const more = ((now - roomAt) / 1_000) * REPORTED_BYTES_A_SECOND
    roomBytes = Math.min(MOST_REPORTED_AT_ONCE, roomBytes + more)
    roomAt = now
    if (bytes > roomBytes) return false
    roomBytes -= bytes
    return true
  }

  return {
    join() {
      watchers += 1
      log ??= new HiddenLog(recorder, lab.id, lab.budget)
      let isIn = true
      return {
        recorder: log.recorder,
        frameOf,
        leave() {
          if (isIn && --watchers === 0) close()
          isIn = false
        },
      }
    },
    report(marks) {
      if (lab.watch.key === undefined)
        return { ok: false, code: 'watch-not-found', message: 'Nobody can watch; open the link first.' }
      if (!hasRoom(Buffer.byteLength(marks))) {
        const message = `At most ${REPORTED_BYTES_A_SECOND} bytes a second are handed on to those who watch.`
        return { ok: false, code: 'too-many-marks', message }
      }
      recorder.reported(marks, clock.now())
      return { ok: true }
    },
    close,
  }
}
