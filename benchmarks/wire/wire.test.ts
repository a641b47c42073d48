/** The wire bench measures what it says: all read the same to the end, whatever the pieces, and its sums are right. */
import { describe, expect, it, vi } from 'vitest'
import { makeInputs } from './inputs.ts'
import { measure } from './measure.ts'
import { resultOf, tableOf } from './report.ts'
import { benchWire } from './rounds.ts'
import { SUBJECTS } from './subjects.ts'

const INPUTS = makeInputs(20_000)

describe('the wire bench', () => {
  it.each(INPUTS)('has every reader of $name hand over all that is in it', async (input) => {
    expect(Math.max(input.bytes.length, input.expected.resultBytes)).toBeGreaterThan(19_999)
    expect(input.expected.results).toBeGreaterThan(0)
    for (const subject of SUBJECTS.filter(({ reads }) => reads.includes(input.format)))
      for (const pieceBytes of [7, 1000, 1 << 20])
        expect(await measure(subject, input, pieceBytes)).toBeGreaterThan(0)
  })

  it('compares nothing where a reader handed over something else', async () => {
    const [input] = INPUTS
    const [ours] = SUBJECTS
    if (input === undefined || ours === undefined) throw new Error('nothing to read')
    const cut = { ...input, bytes: input.bytes.subarray(0, -1) }
    await expect(measure(ours, cut, 1000)).rejects.toThrow('not ')
  })

  it('makes the same bytes each time', () => {
    expect(makeInputs(20_000).map(({ bytes }) => bytes)).toEqual(INPUTS.map(({ bytes }) => bytes))
  })

  it('runs in rounds and gives a row for each input', async () => {
    const said = vi.spyOn(console, 'log').mockImplementation(() => undefined)
    try {
      const { results, table } = await benchWire(1, { inputBytes: 5_000, pieceBytes: 1_000 })
      expect(Object.keys(results.inputs)).toEqual(INPUTS.map(({ name }) => name))
      expect(said).toHaveBeenCalledTimes(INPUTS.length * 2 - 1)
      expect(table.split('\n')).toHaveLength(INPUTS.length + 2)
    } finally {
      said.mockRestore()
    }
  })
})

describe('report', () => {
  it('shows ours, and how many times faster the peer is', () => {
    const small = resultOf({ ours: [4, 9, 5], ws: [100, 20, 50] })
    expect(small).toEqual({ ours: 5, peer: { name: 'ws', megabytesPerSecond: 50, ratio: 10 } })
    const rows = [
      { name: 'small', label: 'frames' },
      { name: 'alone', label: 'scripts' },
    ]
    const table = tableOf(rows, { small, alone: resultOf({ ours: [30] }) })
    expect(table).toContain('| frames | 5.0 | `ws` 50 (×10.0) |')
    expect(table).toContain('| scripts | 30 | no peer |')
  })
})
