/** The load bench measures what it says: its server and its load agree on every delivery, and its sums are right. */
import { request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { Child } from '../child.ts'
import { measure } from './measure.ts'
import { mediansOf, ratiosOf, tableOf, type Results } from './report.ts'

const A_LITTLE = {
  held: 20,
  warmUpEvents: 1,
  events: 3,
  everyMs: 20,
  pollConnections: 4,
  pollWarmUpMs: 20,
  pollMs: 50,
  settleMs: 50,
}

describe('the load bench', () => {
  it('delivers every event to every held request of bare node:http, and counts its polls', async () => {
    const { measures } = await measure('bare', A_LITTLE)
    expect(measures.cpuMicrosPerMessage).toBeGreaterThan(0)
    expect(measures.delayP99Ms).toBeGreaterThanOrEqual(measures.delayP50Ms)
    expect(measures.pollsPerSecond).toBeGreaterThan(0)
  }, 30_000)
})

/** Names and values of a poll's response head as they came, in order; the connection-keeping lines are each server's own. */
async function headLines(origin: string, path: string): Promise<readonly string[]> {
  const rawHeaders = await new Promise<readonly string[]>((resolve, reject) => {
    const asking = request(new URL(path, origin), (answer) => {
      answer.resume().on('end', () => resolve(answer.rawHeaders))
    })
    asking.on('error', reject).end()
  })
  const lines = rawHeaders.flatMap((name, i) => (i % 2 === 0 ? [`${name}: ${rawHeaders[i + 1]}`] : []))
  return lines.filter((line) => !/^(?:Date|Connection|Keep-Alive): /.test(line))
}

describe('what ours is measured against', () => {
  it('answers a poll with the same response head', async () => {
    const ours = Child.start('ours', ['server/main.ts'], { PORT: '0' })
    const bare = Child.start('bare', ['benchmarks/load/bare-server.ts'])
    try {
      const [ourOrigin, bareOrigin] = await Promise.all([
        ours.printed(/(http:\S+)/),
        bare.printed(/(http:\S+)/),
      ])
      const made = await fetch(new URL('/labs', ourOrigin), {
        method: 'POST',
        body: '{"settings":{"feed":"manual"}}',
      })
      const { id } = (await made.json()) as { id: string }
      const head = await headLines(ourOrigin, `/labs/${id}/short-poll?after=0`)
      expect(head.length).toBeGreaterThan(3)
      expect(await headLines(bareOrigin, '/short-poll?after=0')).toEqual(head)
    } finally {
      await Promise.all([ours.end(), bare.end()])
    }
  }, 30_000)
})

describe('report', () => {
  const of = (value: number) => ({
    cpuMicrosPerMessage: value,
    delayP50Ms: value,
    delayP99Ms: value,
    heldKiB: value,
    pollsPerSecond: value * 1000,
    cpuMicrosPerPoll: value,
  })

  it('shows medians, with ratios to bare node:http', () => {
    const medians = {
      bare: mediansOf([{ measures: of(9) }, { measures: of(10) }, { measures: of(30) }]),
      idle: of(11),
      observed: of(15),
      shared: of(20),
    }
    const results: Results = {
      load: A_LITTLE,
      rounds: 3,
      medians,
      ratios: {
        idle: ratiosOf(medians.idle, medians.bare),
        observed: ratiosOf(medians.observed, medians.bare),
        shared: ratiosOf(medians.shared, medians.bare),
      },
    }
    expect(tableOf(results)).toContain(
      'a held request, KiB | 10.0 | 11.0 (×1.10) | 15.0 (×1.50) | 20.0 (×2.00) |',
    )
    expect(tableOf(results)).toContain(
      'requests a second | 10,000 | 11,000 (×1.10) | 15,000 (×1.50) | 20,000 (×2.00) |',
    )
  })
})
