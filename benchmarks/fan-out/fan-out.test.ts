/** The fan-out bench measures what it says: every subject delivers every event to every reader, and its sums are right. */
import { request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { Child } from '../child.ts'
import { measure } from './measure.ts'
import { mostOpenFiles, tooFewOpenFiles } from './open-files.ts'
import { MARK, PUBLISHED } from './published-event.ts'
import { maskedText } from './reader.ts'
import { resultsOf, tableOf } from './report.ts'
import { SUBJECTS, type Group } from './subjects.ts'

const A_LITTLE = {
  steps: [
    { readers: 10, warmUpEvents: 1, events: 3 },
    { readers: 20, warmUpEvents: 1, events: 2 },
  ],
  everyMs: 20,
  settleMs: 20,
  sampleEvery: 5,
}

/** Every peer, and ours each way once: watched on one transport and not on the other. */
const TRIED = SUBJECTS.filter(({ name }) => name !== 'sse-idle' && name !== 'ws-observed')

describe('the fan-out bench', () => {
  it.concurrent.each(TRIED)(
    'delivers every event to every reader of $name',
    async (subject) => {
      const { steps, observed } = await measure(subject, A_LITTLE)
      expect(steps.map(({ readers }) => readers)).toEqual([10, 20])
      for (const { cpuMicrosPerMessage, delayP50Ms, delayP99Ms } of steps) {
        expect(cpuMicrosPerMessage).toBeGreaterThan(0)
        expect(delayP50Ms).toBeGreaterThan(0)
        expect(delayP99Ms).toBeGreaterThanOrEqual(delayP50Ms)
      }
      const isObserved = subject.server.kind === 'ours' && subject.server.isObserved
      if (isObserved) expect(observed?.messages).toBeGreaterThan(20)
      else expect(observed).toBeUndefined()
    },
    30_000,
  )

  it('publishes about a hundred bytes, with the mark in them once and no other byte of framing like it', () => {
    const event = { id: 12, ...(JSON.parse(PUBLISHED) as object), at: 1_763_798_400_123.4567 }
    const json = JSON.stringify(event)
    expect(json.length).toBeGreaterThan(90)
    expect(json.length).toBeLessThan(110)
    expect(json.split(MARK)).toHaveLength(2)
    // Lengths of one byte in a frame: longer than the mark's code, shorter than where a second byte begins.
    expect(json.length).toBeGreaterThan(MARK.charCodeAt(0))
    expect(`42["tick",${json}]`.length).toBeLessThan(126)
  })
})

describe('what ours is measured against', () => {
  it('streams with the same response head and the same first bytes', async () => {
    const ours = Child.start('ours', ['server/main.ts'], { PORT: '0' })
    const bare = Child.start('bare', ['benchmarks/fan-out/http-server.ts', 'text'])
    try {
      const [ourOrigin, bareOrigin] = await Promise.all([
        ours.printed(/(http:\S+)/),
        bare.printed(/(http:\S+)/),
      ])
      const made = await fetch(new URL('/labs', ourOrigin), { method: 'POST', body: '{}' })
      const { id } = (await made.json()) as { id: string }
      const beginning = await beginningOf(ourOrigin, `/labs/${id}/sse?after=0`)
      expect(beginning.length).toBeGreaterThan(3)
      expect(await beginningOf(bareOrigin, '/sse')).toEqual(beginning)
    } finally {
      await Promise.all([ours.end(), bare.end()])
    }
  }, 30_000)
})

/** Header lines as they came, in order, and the body's first bytes; the connection-keeping lines are each server's own. */
async function beginningOf(origin: string, path: string): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const asking = request(new URL(path, origin), (answer) => {
      const { rawHeaders } = answer
      const lines = rawHeaders.flatMap((name, i) => (i % 2 === 0 ? [`${name}: ${rawHeaders[i + 1]}`] : []))
      answer.once('data', (first: Buffer) => {
        asking.destroy()
        resolve([
          ...lines.filter((line) => !/^(?:Date|Connection|Keep-Alive): /.test(line)),
          first.toString(),
        ])
      })
    })
    asking.on('error', reject).end()
  })
}

describe('open files', () => {
  it('are told when they are too few, with what would do', () => {
    expect(tooFewOpenFiles(5_000, 1_024)).toMatch(/5000 readers need 5100 open files .* allows 1024/)
    expect(tooFewOpenFiles(5_000, 5_100)).toBeUndefined()
    expect(mostOpenFiles()).toBeGreaterThan(0)
  })
})

describe('a text as a client sends it', () => {
  it('is masked, and the same again when it is unmasked', () => {
    const frame = maskedText('40')
    const mask = frame.subarray(2, 6)
    expect([...frame.subarray(0, 2)]).toEqual([0x81, 0x82])
    expect(String.fromCharCode(...frame.subarray(6).map((byte, i) => byte ^ (mask[i % 4] ?? 0)))).toBe('40')
  })
})

describe('report', () => {
  const peer = { protocol: 'sse', server: { kind: 'peer', program: '' } } as const
  const group: Group = {
    title: 'SSE',
    subjects: [
      { name: 'floor', label: 'the floor', ...peer },
      { name: 'other', label: 'the other', ...peer },
    ],
  }
  const round = (value: number) => ({
    steps: [
      {
        readers: 1000,
        cpuMicrosPerMessage: value,
        delayP50Ms: value,
        delayP99Ms: value * 10,
        connectionKiB: value,
      },
    ],
  })

  it('shows the floor’s medians and how many times that the others take', () => {
    const measured = new Map([
      ['floor', { rounds: [round(9), round(10), round(30)], invalidRounds: 0 }],
      ['other', { rounds: [round(8)], invalidRounds: 2 }],
    ])
    const subjects = resultsOf(group, measured)
    expect(subjects['other']?.invalidRounds).toBe(2)
    const lines = tableOf(group, subjects).split('\n')
    expect(lines[0]).toBe('| SSE | the floor | the other |')
    expect(lines[2]).toBe('| 1,000 readers: server CPU a message | 10.0 µs | ×0.80 |')
    expect(lines[4]).toBe('| 1,000 readers: delay, 99th percentile | 100.0 ms | ×0.80 |')
  })

  it('compares nothing with a subject that never delivered', () => {
    const measured = new Map([['floor', { rounds: [round(9)], invalidRounds: 0 }]])
    expect(() => resultsOf(group, measured)).toThrow('other has no valid round')
  })
})
