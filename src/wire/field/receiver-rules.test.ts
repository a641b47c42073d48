/** What a receiver does: a rule for every problem that there is, and the same close code that the dissector tells. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeFrame, keys, type FrameSpec } from '../../../tests/support/websocket-encoder.ts'
import type { Direction } from '../bytes/bytes.ts'
import { citationUrl } from './citation.ts'
import { RECEIVER_RULES, receiverRule } from './receiver-rules.ts'
import type { Field } from './field.ts'
import type { Problem } from './problem.ts'
import { DEFAULT_DEFLATE } from '../websocket/deflate-parameters.ts'
import { createFrameReader } from '../websocket/frame-reader.ts'

function problemsOf(fields: readonly Field[]): readonly Problem[] {
  return fields.flatMap(({ problems, children }) => [...problems, ...problemsOf(children)])
}

describe('the rules of receivers', () => {
  it('are there for somebody, at a clause that can be read', () => {
    for (const [code, { server, client }] of Object.entries(RECEIVER_RULES)) {
      expect(server ?? client, code).toBeDefined()
      for (const each of [server, client])
        if (each !== undefined) expect(citationUrl(each.citation)).toMatch(/^https:\/\/.+#./)
    }
  })

  it('fail a WebSocket with the close code that the problem itself tells', () => {
    const frames: fc.Arbitrary<FrameSpec> = fc
      .record({
        fin: fc.boolean(),
        rsv: fc.constantFrom(0, 0, 4, 4, 1),
        opcode: fc.nat(15),
        key: fc.option(keys, { nil: undefined }),
        payload: fc.oneof(fc.uint8Array({ maxLength: 8 }), fc.constant(new Uint8Array(126))),
        lengthBits: fc.constantFrom<(16 | 64 | undefined)[]>(undefined, undefined, 16),
      })
      .map(({ key, lengthBits, ...rest }) => ({
        ...rest,
        ...(key === undefined ? {} : { key }),
        ...(lengthBits === undefined ? {} : { lengthBits }),
      }))
    const seen = new Set<string>()
    fc.assert(
      fc.property(fc.array(frames, { maxLength: 5 }), fc.boolean(), (specs, up) => {
        const direction: Direction = up ? 'client-to-server' : 'server-to-client'
        const bytes = Buffer.concat(specs.map(encodeFrame))
        const reader = createFrameReader('s', 0, direction, DEFAULT_DEFLATE)
        reader.advance(bytes, [])
        const units = [...reader.units(bytes, [], true), ...reader.derivedUnits]
        for (const problem of units.flatMap(({ fields }) => problemsOf(fields))) {
          seen.add(problem.code)
          const acts = receiverRule(problem, direction)?.acts
          const codes = acts?.flatMap((act) => (act.kind === 'fail-websocket' ? [act.closeCode] : []))
          expect(codes, problem.code).toEqual(problem.closeCode === undefined ? [] : [problem.closeCode])
        }
      }),
      { numRuns: 300 },
    )
    expect(seen.size).toBeGreaterThan(12)
  })
})
