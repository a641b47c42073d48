import { createServer } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { beforeAll, describe, expect, it } from 'vitest'
import { BENCH_WORDS } from '../words.ts'
import { makeField, type Unit } from '../../../wire/field/field.ts'
import { makeUnit } from '../../../wire/field/unit.ts'
import { createConversation } from '../../../wire/trace/conversation.ts'
import type { TraceEvent } from '../../../wire/trace/trace.ts'
import { createTimeline } from '../../../wire/trace/timeline/timeline.ts'
import { sliceMoments, wireRow } from '../wire-list/wire-rows.ts'
import { fieldWords } from '../../../inspector/field-words.ts'
import {
  fieldAt,
  leafAt,
  leavesOf,
  levelsOf,
  nextLeaf,
  pathAfterKey,
  tellingField,
  walkLeaves,
} from '../../../inspector/field-walk.ts'
import { neighbourUnit, unitToOpen } from '../../../inspector/unit-walk.ts'

const REQUEST =
  'GET /labs/abcdefghijklmnopqrstuv/long-poll?after=0 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'
const CONTENT = '{"events":[{"id":1,"type":"goal","at":5,"data":{"score":[1,0]}}],"last":1}'

/** What a real `node:http` server answers to a raw request, byte for byte. */
async function exchange(): Promise<Uint8Array> {
  const server = createServer((_, answer) => {
    answer.setHeader('Content-Type', 'application/json')
    answer.setHeader('Content-Length', Buffer.byteLength(CONTENT))
    answer.end(CONTENT)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  const bytes = await new Promise<Buffer>((resolve, reject) => {
    const parts: Buffer[] = []
    const socket = connect(port, '127.0.0.1', () => socket.write(REQUEST))
    socket.on('data', (part: Buffer) => parts.push(part))
    socket.on('end', () => resolve(Buffer.concat(parts)))
    socket.on('error', reject)
  })
  await new Promise((closed) => server.close(closed))
  return new Uint8Array(bytes)
}

function traceOf(answer: Uint8Array): readonly TraceEvent[] {
  const common = { kind: 'slice', exchange: 'x1' } as const
  const up = new TextEncoder().encode(REQUEST)
  const cut = 20
  return [
    { kind: 'connection-opened', connection: 'c1', at: 0 },
    { kind: 'exchange-opened', exchange: 'x1', connection: 'c1', transport: 'long-poll', at: 1 },
    { ...common, direction: 'client-to-server', offset: 0, left: 1, arrived: 2, bytes: up },
    { kind: 'published', event: { id: 1, type: 'goal', at: 5, data: { score: [1, 0] } }, at: 5 },
    {
      ...common,
      direction: 'server-to-client',
      offset: 0,
      left: 5,
      arrived: 6,
      bytes: answer.subarray(0, cut),
    },
    {
      ...common,
      direction: 'server-to-client',
      offset: cut,
      left: 6,
      arrived: 7,
      bytes: answer.subarray(cut),
    },
  ]
}

describe('walking the fields of real bytes', () => {
  let events: readonly TraceEvent[] = []
  const conversation = createConversation()
  const timeline = createTimeline([{ run: 'long-poll', transport: 'long-poll' }])
  let head: Unit
  let content: Unit

  beforeAll(async () => {
    events = traceOf(await exchange())
    events.forEach((event, moment) => {
      conversation.push(event, moment)
      timeline.push(event, moment)
    })
    const units = conversation.view.exchange('x1')?.sides['server-to-client'].units ?? []
    const [first, second] = units
    if (first === undefined || second === undefined) throw new Error('a head and content expected')
    head = first
    content = second
  })

  it('goes through every leaf from Home to End, back again, and then stays', () => {
    const leaves = leavesOf(head.fields)
    let path = pathAfterKey(head, [], 'Home') ?? []
    const seen = [path]
    for (let step = 1; step < leaves.length; step++) seen.push((path = walkLeaves(head, path, 1)))
    expect(seen).toEqual(leaves.map((leaf) => leaf.path))
    expect(walkLeaves(head, path, 1)).toEqual(path)
    expect(pathAfterKey(head, path, 'End')).toEqual(path)
    for (let step = leaves.length - 2; step >= 0; step--) {
      path = walkLeaves(head, path, -1)
      expect(path).toEqual(leaves[step]?.path)
    }
  })

  it('covers every byte of the head with a leaf', () => {
    const leaves = leavesOf(head.fields)
    for (let offset = head.range.start; offset < head.range.end; offset++) {
      const leaf = leafAt(leaves, offset)
      expect(leaf && leaf.field.range.start <= offset && offset < leaf.field.range.end).toBe(true)
    }
    expect(leafAt(leaves, head.range.end)).toBeUndefined()
  })

  it('goes out a level with Escape, in with Enter, and leaves Escape to the page at the top', () => {
    const path = tellingField(head)
    expect(fieldAt(head, path)?.kind).toBe('http.status-code')
    const out = pathAfterKey(head, path, 'Escape')
    expect(out === undefined ? undefined : fieldAt(head, out)?.kind).toBe('http.status-line')
    expect(pathAfterKey(head, out ?? [], 'Enter')).toEqual([0, 0])
    expect(pathAfterKey(head, [0], 'Escape')).toBeUndefined()
    expect(levelsOf(head, path).map((level) => level.field.kind)).toEqual([
      'http.status-line',
      'http.status-code',
    ])
  })

  it('says a sentence for every leaf, in both languages', () => {
    const bytes = conversation.view.source(head.source)?.bytes ?? new Uint8Array()
    for (const language of ['en', 'zh'] as const) {
      const say = fieldWords(language, head, bytes)
      for (const leaf of leavesOf(head.fields)) expect(say.sentence(leaf.field).length).toBeGreaterThan(3)
    }
  })

  it('opens the unit a slice begins, or the one it carries on with, and walks to its neighbours', () => {
    const walk = { events, conversation: conversation.view, by: 'framing' } as const
    const slices = sliceMoments(events, events.length)
    expect(slices).toEqual([2, 4, 5])
    expect(unitToOpen(2, undefined, walk)?.unit.kind).toBe('request-head')
    expect(unitToOpen(4, undefined, walk)?.unit.id).toBe(head.id)
    expect(unitToOpen(5, undefined, walk)?.unit.id).toBe(content.id)
    expect(unitToOpen(4, content.id, walk)?.unit.id).toBe(content.id)
    expect(neighbourUnit(head, slices, 1, 1, walk)?.unit.id).toBe(content.id)
    expect(neighbourUnit(head, slices, 1, -1, walk)?.unit.kind).toBe('request-head')
    expect(neighbourUnit(content, slices, 2, 1, walk)).toBeUndefined()
  })

  it('gives each slice a row with its summary and the brackets of what it carries', () => {
    const viewState = {
      events,
      conversation: conversation.view,
      timeline: timeline.view,
      words: BENCH_WORDS.en,
    }
    expect(wireRow(2, viewState)).toMatchObject({ summary: 'GET …/long-poll?after=0', bytes: REQUEST.length })
    expect(wireRow(4, viewState)?.brackets).toMatchObject([{ label: 'response head', bytes: 20, cut: true }])
    const last = wireRow(5, viewState)
    expect(last?.summary).toBe('… more of the response head · goal 1–0')
    expect(last?.brackets.map((bracket) => bracket.label)).toEqual(['response head', 'content'])
    expect(last?.brackets[1]?.inner.map((inner) => inner.label)).toEqual(['event 1'])
    expect(wireRow(3, viewState)).toBeUndefined()
  })
})

describe('a walk by itself', () => {
  it('goes into the field it begins at, then from leaf to leaf, and ends at the last', () => {
    const leaf = (start: number) => makeField('http.space', 's', start, start + 1)
    const unit = makeUnit('content', 's', 0, 3, true, [
      makeField('http.content', 's', 0, 2, { children: [leaf(0), leaf(1)] }),
      leaf(2),
    ])
    expect(nextLeaf(unit, [])).toEqual([0, 0])
    expect(nextLeaf(unit, [0])).toEqual([0, 0])
    expect(nextLeaf(unit, [0, 1])).toEqual([1])
    expect(nextLeaf(unit, [1])).toBeUndefined()
  })
})
