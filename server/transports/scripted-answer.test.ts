import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { atOnce } from '../../tests/support/granted.ts'
import { createFakeClock, type FakeClock } from '../../tests/support/fake-clock.ts'
import { oneLab } from '../../tests/support/one-lab.ts'
import { isRefusal } from '../errors.ts'
import type { AnswerInLine } from '../lab/answers-in-line.ts'
import type { Lab } from '../lab/lab.ts'
import { createScriptedAnswers, type ScriptedAnswers } from './answer-queue.ts'

/** Takes what a response writes, and keeps each write by itself. */
class Wire extends Socket {
  readonly writes: string[] = []
  override _write(bytes: Buffer, _encoding: BufferEncoding, callback: () => void): void {
    this.writes.push(bytes.toString('latin1'))
    callback()
  }
  override _writev(chunks: { chunk: Buffer }[], callback: () => void): void {
    this.writes.push(chunks.map(({ chunk }) => chunk.toString('latin1')).join(''))
    callback()
  }
}

function setUp(): {
  clock: FakeClock
  lab: Lab
  queue: ScriptedAnswers
  ask: () => { wire: Wire; outgoing: ServerResponse }
} {
  const clock = createFakeClock()
  const lab = oneLab(clock)
  const queue = createScriptedAnswers(lab, clock, {
    streamLifetimeMs: 60_000,
    report: () => undefined,
  })
  function inFront(): AnswerInLine {
    const first = atOnce(lab.inLine.take('sse'))
    if (first === undefined || isRefusal(first)) throw new Error('None is in line')
    return first
  }
  function ask(): { wire: Wire; outgoing: ServerResponse } {
    const wire = new Wire()
    const incoming = new IncomingMessage(wire)
    Object.assign(incoming, { method: 'GET', httpVersion: '1.1', httpVersionMajor: 1, httpVersionMinor: 1 })
    const outgoing = new ServerResponse(incoming)
    outgoing.assignSocket(wire)
    queue.play(inFront(), { incoming, outgoing, query: '' })
    return { wire, outgoing }
  }
  return { clock, lab, queue, ask }
}

const CHUNKS = ['a', 'b', 'c'].map((text) => Buffer.from(text).toString('base64'))

describe('a scripted answer', () => {
  it('writes its head and first chunk at once, the others so far apart, and leaves no timer', () => {
    const { clock, lab, queue, ask } = setUp()
    const timersBefore = clock.pending
    expect(queue.add({ transport: 'sse', status: 200, chunks: CHUNKS, everyMs: 400 })).toEqual({ waiting: 1 })
    const { wire } = ask()
    expect(wire.writes.slice(1)).toEqual(['1\r\na\r\n'])
    expect([lab.connections, clock.pending]).toEqual([1, timersBefore + 1])
    clock.advance(399)
    expect(wire.writes).toHaveLength(2)
    clock.advance(1)
    expect(wire.writes.at(-1)).toBe('1\r\nb\r\n')
    clock.advance(400)
    expect(wire.writes.slice(3).join('')).toBe('1\r\nc\r\n0\r\n\r\n')
    expect([lab.connections, clock.pending]).toEqual([0, timersBefore])
  })

  it.each([
    ['its client leaves', (_lab: Lab, outgoing: ServerResponse) => outgoing.emit('close')],
    ['the server drains', (lab: Lab) => lab.drain()],
    ['the lab restarts', (lab: Lab) => lab.fault({ kind: 'restart', downMs: 1_000 })],
    ['the lab ends', (lab: Lab) => lab.end()],
  ])('stops when %s: no chunk, no timer, no place kept', (_when, happen) => {
    const { clock, lab, queue, ask } = setUp()
    void queue.add({ transport: 'sse', status: 200, chunks: CHUNKS, everyMs: 400, hold: true })
    const { wire, outgoing } = ask()
    happen(lab, outgoing)
    const { length } = wire.writes
    clock.advance(800)
    expect([wire.writes.length, lab.connections]).toEqual([length, 0])
    expect(wire.writes.join('')).not.toContain('1\r\nb')
  })

  it('that is held does nothing more until a stream’s lifetime is over, then ends well', () => {
    const { clock, lab, queue, ask } = setUp()
    const timersBefore = clock.pending
    void queue.add({ transport: 'sse', status: 200, chunks: CHUNKS, everyMs: 0, hold: true })
    const { wire } = ask()
    expect(lab.connections).toBe(1)
    clock.advance(59_999)
    expect(wire.writes.slice(1)).toEqual(['1\r\na\r\n', '1\r\nb\r\n', '1\r\nc\r\n'])
    expect(lab.connections).toBe(1)
    clock.advance(1)
    expect(wire.writes.at(-1)).toBe('0\r\n\r\n')
    expect([lab.connections, clock.pending]).toEqual([0, timersBefore])
  })
})
