import { describe, expect, it } from 'vitest'
import { ascii } from '../../tests/support/http1-encoder.ts'
import { traceOf } from '../../tests/support/trace-of.ts'
import type { Imported } from '../wire/import/imported.ts'
import { openFile, openText, type Opened } from '../wire/import/open.ts'
import { encodePcapng } from '../wire/export/pcapng.ts'
import { createUnpacking, portionsOf, type Portion } from './portions.ts'

/** Sends portions as a worker's are: what is handed over is gone from where it came. */
function sent(read: Imported<Opened>): {
  portions: readonly Portion[]
  result: Imported<Opened> | undefined
} {
  const portions = [...portionsOf(read)].map((portion) =>
    structuredClone(portion, { transfer: [...portion.buffers] }),
  )
  const unpack = createUnpacking()
  return { portions, result: portions.map(unpack).at(-1) }
}

const run = (slices: number): Imported<Opened> => {
  const crossed = Array.from({ length: slices }, (_, i) => ['down', ascii(`data: ${i}\n\n`)] as const)
  const head = ascii('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n')
  const asks = ascii('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
  const exchange = { transport: 'sse' as const, crossed: [['up', asks], ['down', head], ...crossed] as const }
  return openFile(encodePcapng(traceOf([{ exchanges: [exchange] }])))
}

describe('portions', () => {
  it('bring a run as it was opened, however many they are', () => {
    const read = run(2500)
    const { portions, result } = sent(read)
    expect(result).toEqual(read)
    expect(portions.length).toBeGreaterThan(3)
    for (const { events = [], buffers } of portions) {
      // No portion carries the file that its bytes were in.
      const own = events.reduce((sum, event) => sum + (event.kind === 'slice' ? event.bytes.length : 0), 0)
      expect(buffers.reduce((sum, { byteLength }) => sum + byteLength, 0)).toBe(own)
    }
  })

  it.each(['81 05 48 65 6c 6c 6f', '', 'data: x\n\n', '{"format":1}'])(
    'bring %j, or why it was not opened',
    (text) => {
      const read = openText(text)
      expect(sent(read).result).toEqual(read)
    },
  )
})
