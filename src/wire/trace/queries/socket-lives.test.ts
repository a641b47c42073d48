import { describe, expect, it } from 'vitest'
import { socketLives } from './socket-lives.ts'
import type { RunNote } from '../trace.ts'
import type { NoteMark } from '../views.ts'

function marks(...notes: readonly RunNote[]): readonly NoteMark[] {
  return notes.map((note, i) => ({ moment: i, at: i * 10, note }))
}
const state = (value: number): RunNote => ({ kind: 'ready-state', of: 'WebSocket', value })
const closed = (code: number): RunNote => ({ kind: 'closed', code, reason: '', wasClean: code !== 1006 })

describe('socketLives', () => {
  it('gives each socket what its script learnt', () => {
    const lives = socketLives(
      marks(state(0), state(1), state(3), closed(1000), state(0), { kind: 'error' }, state(3), closed(1006)),
    )
    expect(lives).toHaveLength(2)
    expect(lives[0]).toMatchObject({ opened: { at: 10 }, closed: { at: 30, code: 1000, wasClean: true } })
    expect(lives[0]?.error).toBeUndefined()
    expect(lives[1]).toMatchObject({ created: { at: 40 }, error: { at: 50 }, closed: { code: 1006 } })
    expect(lives[1]?.opened).toBeUndefined()
  })

  it('gives the late close of a socket that was given up to it, not to the one that is open by then', () => {
    const lives = socketLives(
      marks(
        state(0),
        state(1),
        { kind: 'silent' },
        state(2),
        state(0),
        state(1),
        state(3),
        closed(1006),
        closed(1000),
      ),
    )
    expect(lives.map(({ closed }) => closed?.code)).toEqual([1006, 1000])
    expect(lives[0]?.closing).toMatchObject({ moment: 3 })
    expect(lives[1]?.opened).toMatchObject({ moment: 5 })
  })

  it('keeps the states of an EventSource out', () => {
    expect(socketLives(marks({ kind: 'ready-state', of: 'EventSource', value: 0 }, closed(1000)))).toEqual([])
  })
})
