import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { CAPTURES } from '../src/figures/lookup.ts'
import type { CaptureOf } from '../src/bench/model/figure.ts'
import { dissectionText } from '../src/wire/export/text.ts'
import { decodeTrace, encodeTrace } from '../src/wire/trace/trace-codec.ts'
import type { Trace, TraceEvent } from '../src/wire/trace/trace.ts'
import { captureProblems } from './capture-problems.ts'

const ID = 'Zm9vYmFyYmF6cXV4MTIzNA'

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
}

function traceOf(request: string): Trace {
  const slice: TraceEvent = {
    kind: 'slice',
    exchange: 'e',
    direction: 'client-to-server',
    offset: 0,
    left: 2,
    arrived: 2,
    bytes: bytesOf(request),
  }
  return {
    header: { version: 1, lab: ID, vantage: 'server-socket', recordedAt: '', client: '', settings: {} },
    events: [
      { kind: 'connection-opened', connection: 'c', at: 1 },
      { kind: 'exchange-opened', exchange: 'e', connection: 'c', transport: 'short-poll', at: 1 },
      { kind: 'run-started', run: 'r', source: { file: 'r.ts', hash: '1' }, transport: 'short-poll', at: 1 },
      slice,
    ],
  }
}

const REQUEST = `GET /labs/${ID}/short-poll HTTP/1.1\r\nHost: a\r\nReferer: http://a/labs/${ID}\r\n\r\n`

describe('what can be wrong with a capture', () => {
  const trace = traceOf(REQUEST)
  const text = encodeTrace(trace)
  const golden = dissectionText(trace)
  const hashNow = () => '1'

  it('is nothing where all is well', () => {
    expect(captureProblems(text, golden, hashNow)).toEqual([])
  })

  it('is a text that does not decode, a golden text that is gone or differs, a source that changed', () => {
    expect(captureProblems('{', golden, hashNow).join()).toMatch(/does not decode/)
    expect(captureProblems(text, undefined, hashNow).join()).toMatch(/no golden/)
    const changed = golden.replace('http.method "GET"', 'http.method "PUT"')
    expect(captureProblems(text, changed, hashNow).join()).toMatch(/differs in line 4.*GET.*PUT/)
    expect(captureProblems(text, `${golden}more\n`, hashNow).join()).toMatch(/differs/)
    expect(captureProblems(text, golden, () => '2').join()).toMatch(/ran r\.ts/)
    expect(captureProblems(text, golden, () => undefined).join()).toMatch(/ran r\.ts/)
  })

  it('is a byte that was never got', () => {
    const dropped: TraceEvent = {
      kind: 'dropped',
      exchange: 'e',
      direction: 'client-to-server',
      offset: REQUEST.length,
      length: 3,
      at: 3,
    }
    const holed: Trace = { ...trace, events: [...trace.events, dropped] }
    const problems = captureProblems(encodeTrace(holed), dissectionText(holed), hashNow)
    expect(problems.join()).toMatch(/never got/)
  })
})

/** A scene without lanes is a figure's own: its code opens what it needs. */
function lanesOf({ scene: { lanes, variants }, variant }: CaptureOf): number {
  return (variants?.find(({ name }) => name === variant)?.lanes ?? lanes).length
}

describe('the captures kept', () => {
  it('are the recordings of their scenes: each ran every lane and says its own name', () => {
    for (const capture of CAPTURES) {
      const { name } = capture
      const file = new URL(`../content/captures/${name}.json`, import.meta.url)
      const decoded = decodeTrace(readFileSync(file, 'utf8'))
      if (!decoded.ok) throw new Error(`${name}: ${decoded.message}`)
      expect(decoded.trace.header.scenario).toBe(name)
      const started = decoded.trace.events.filter(({ kind }) => kind === 'run-started')
      expect([name, started.length]).toEqual([name, lanesOf(capture)])
      expect(decoded.trace.events.length).toBeGreaterThan(10)
      // As it is served: a capture with a message over the server's limit is long, and nearly all of it one letter.
      expect(gzipSync(readFileSync(file)).length).toBeLessThan(16 * 1024)
    }
  })
})
