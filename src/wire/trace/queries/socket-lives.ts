/**
 * The WebSocket objects a run made one after another, each with what its script learnt of it: created, open, error,
 * given up, closed. A run's notes name no object, so they are given to theirs here. Used by the figures of chapter 4.
 */
import type { NoteMark } from '../views.ts'

/** A moment of the trace and its time. */
export interface LifeMark {
  readonly moment: number
  readonly at: number
}

export interface SocketLife {
  readonly created: LifeMark
  readonly opened?: LifeMark
  readonly error?: LifeMark
  /** Nothing came for too long, and the page called `close()`. */
  readonly silent?: LifeMark
  /** The script saw CLOSING, which it does where it called `close()` itself. */
  readonly closing?: LifeMark
  readonly closed?: LifeMark & { readonly code: number; readonly reason: string; readonly wasClean: boolean }
}

type Growing = { -readonly [Key in keyof SocketLife]: SocketLife[Key] }

/**
 * Gives the sockets of a lane in the order they were made. A socket that was given up can close long after the next one
 * opened: an ending belongs to the oldest that was given up and has none yet, else to the newest.
 */
export function socketLives(notes: readonly NoteMark[]): readonly SocketLife[] {
  const lives: Growing[] = []
  const ending = (): Growing | undefined =>
    lives.find(({ silent, closed }) => silent !== undefined && closed === undefined) ?? lives.at(-1)

  for (const { moment, at, note } of notes) {
    const mark: LifeMark = { moment, at }
    const newest = lives.at(-1)
    switch (note.kind) {
      case 'ready-state':
        if (note.of !== 'WebSocket') break
        if (note.value === 0) lives.push({ created: mark })
        else if (newest !== undefined && note.value === 1) newest.opened ??= mark
        else if (newest !== undefined && note.value === 2) newest.closing ??= mark
        break
      case 'silent':
        if (newest !== undefined) newest.silent = mark
        break
      case 'error': {
        const life = ending()
        if (life !== undefined) life.error ??= mark
        break
      }
      case 'closed': {
        const life = ending()
        if (life !== undefined && life.closed === undefined) {
          const { code, reason, wasClean } = note
          life.closed = { ...mark, code, reason, wasClean }
        }
        break
      }
      default:
    }
  }
  return lives
}
