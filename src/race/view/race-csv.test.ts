import { describe, expect, it } from 'vitest'
import { delaysOf, raceView } from '../../../tests/support/race-view.ts'
import { TRANSPORTS } from '../../wire/trace/transports.ts'
import { delaysCsv, rowsCsv } from './race-csv.ts'

const view = raceView(
  {
    sse: {
      delays: delaysOf(62.5, 61.25),
      delivered: 2,
      silentRepeats: 3,
      bytes: {
        'client-to-server': { head: 500, framing: 0, payload: 0 },
        'server-to-client': { head: 300, framing: 80, payload: 400 },
      },
    },
  },
  { published: 2, origin: -1500 },
)

/** The cells of a text without quoted ones. */
function cellsOf(text: string): readonly (readonly string[])[] {
  expect(text.endsWith('\r\n')).toBe(true)
  return text
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','))
}

describe('the numbers as CSV', () => {
  it('has a line a transport, each as long as the head', () => {
    const [head, ...lines] = cellsOf(rowsCsv(view))
    expect(lines.map(([transport]) => transport)).toEqual(TRANSPORTS)
    expect(new Set(lines.map((line) => line.length))).toEqual(new Set([head?.length]))
    const sse = Object.fromEntries((head ?? []).map((name, index) => [name, lines[3]?.[index]]))
    expect(sse).toMatchObject({
      published: '2',
      delivered: '2',
      silent_repeats: '3',
      delay_median_ms: '61.250',
      theory_mean_ms: '',
      up_head_bytes: '500',
      down_framing_bytes: '80',
      down_payload_bytes: '400',
    })
  })

  it('has the delays one by one, in seconds of the race', () => {
    expect(cellsOf(delaysCsv(view))).toEqual([
      ['transport', 'event', 'published_s', 'delay_ms'],
      ['sse', '1', '1.500000', '62.500'],
      ['sse', '2', '1.500000', '61.250'],
    ])
  })
})
