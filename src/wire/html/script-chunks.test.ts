/** Streamed scripts: where each ends as HTML says it, any split, and the event inside the call. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ascii } from '../../../tests/support/http1-encoder.ts'
import { expectUnitTiling } from '../../../tests/support/invariants.ts'
import { leaves } from '../trace/queries/fields.ts'
import { utf8Bytes } from '../../../tests/support/websocket-encoder.ts'
import { latin1 } from '../bytes/bytes.ts'
import type { Unit } from '../field/field.ts'
import { createScriptReader } from './script-chunks.ts'

function read(bytes: Uint8Array, isOver = true): readonly Unit[] {
  const reader = createScriptReader('s', 0)
  reader.advance(bytes)
  const units = reader.units(bytes, isOver)
  let at = 0
  for (const unit of units) {
    expectUnitTiling(unit)
    expect(unit.range.start).toBe(at)
    at = unit.range.end
  }
  expect(at).toBe(bytes.length)
  return units
}

/** Each unit's kind and text; unfinished ones with an ellipsis. */
const parts = (html: string, isOver = true): string[] => {
  const bytes = utf8Bytes(html)
  return read(bytes, isOver).map(({ kind, complete, range }) => {
    const text = new TextDecoder().decode(bytes.subarray(range.start, range.end))
    return `${kind}${complete ? '' : '…'} ${text}`
  })
}

const pieces = fc.array(
  fc.oneof(
    fc.constantFrom(
      '<script>',
      '</script>',
      '<script',
      '</script',
      '<!--',
      '-->',
      '<',
      '>',
      '-',
      '/',
      ' ',
      'a',
      '"',
      "'",
      '\n',
      '球',
    ),
    fc.constantFrom(
      '<script>parent.f({"type":"heartbeat"})</script>',
      '<SCRIPT nonce="x>">1</Script >',
      '<p>',
      '<!-->',
    ),
  ),
  { maxLength: 12 },
)

describe('streamed scripts', () => {
  it('are found between the markup, each with its call and its event', () => {
    const event = JSON.stringify({ id: 9, type: 'goal', at: 1, data: '</scr“' }).replaceAll('<', '\\u003c')
    const html = `<!doctype html><title>x</title>\n<script>parent.onEvent(${event})</script>\n<script nonce="a">parent.f({"type":"heartbeat"});</script>\n`
    const units = read(utf8Bytes(html))
    expect(units.map(({ kind }) => kind)).toEqual(['markup', 'script', 'markup', 'script', 'markup'])
    expect(leaves(units[1]?.fields ?? []).map(({ kind, value }) => [kind, value])).toEqual([
      ['html.script-start-tag', undefined],
      ['html.script-call', undefined],
      ['json.event', 9],
      ['html.script-call-end', undefined],
      ['html.script-end-tag', undefined],
    ])
    expect(leaves(units[3]?.fields ?? []).map(({ kind }) => kind)).toContain('json.text')
  })

  it('are one piece where they are no call', () => {
    const [unit] = read(ascii('<script>document.domain = 1</script>'))
    expect(unit?.fields.map(({ kind }) => kind)).toEqual([
      'html.script-start-tag',
      'html.script-text',
      'html.script-end-tag',
    ])
    expect(read(ascii('<script></script>'))[0]?.fields).toHaveLength(2)
  })

  it.each([
    ['<script>a</scriptx></script>b', ['script <script>a</scriptx></script>', 'markup b']],
    ['<script>a</script >b', ['script <script>a</script >', 'markup b']],
    ['<SCRIPT>a</ScRiPt\n>', ['script <SCRIPT>a</ScRiPt\n>']],
    ['<scripts>a<script/>b</script>', ['markup <scripts>a', 'script <script/>b</script>']],
    ['<script data-a="</script>">b</script>', ['script <script data-a="</script>">b</script>']],
    [
      '<!-- <script>a</script> --><script>b</script>',
      ['markup <!-- <script>a</script> -->', 'script <script>b</script>'],
    ],
    ['<!--><script>b</script>', ['markup <!-->', 'script <script>b</script>']],
    ['<script><!-- a</script>b', ['script <script><!-- a</script>', 'markup b']],
    [
      '<script><!-- <script>a</script>b</script>c',
      ['script <script><!-- <script>a</script>b</script>', 'markup c'],
    ],
    ['<script><!-- <script> --></script>c', ['script <script><!-- <script> --></script>', 'markup c']],
    ['<script><!--><script></script>c', ['script <script><!--><script></script>', 'markup c']],
    ["<script>a</script\n x='>'>b", ["script <script>a</script\n x='>'>", 'markup b']],
    ['<!---><script>b</script>', ['markup <!--->', 'script <script>b</script>']],
    ['<<script>b</script>', ['markup <', 'script <script>b</script>']],
    ['<script>a<</script>--', ['script <script>a<</script>', 'markup --']],
    ['<script><script></script>c', ['script <script><script></script>', 'markup c']],
  ])('end where HTML says: %j', (html, expected) => {
    expect(parts(html)).toEqual(expected)
  })

  it('are unfinished until their end tag is there, though nothing follows', () => {
    expect(parts('<p>', false)).toEqual(['markup… <p>'])
    expect(parts('<p>')).toEqual(['markup <p>'])
    expect(parts('<script>a</script')).toEqual(['script… <script>a</script'])
    expect(parts('a<script')).toEqual(['markup a<script'])
  })

  it('come out the same however the bytes came', () => {
    fc.assert(
      fc.property(pieces, fc.infiniteStream(fc.integer({ min: 1, max: 9 })), (list, sizes) => {
        const bytes = utf8Bytes(list.join(''))
        const stepwise = createScriptReader('s', 0)
        for (let length = 0; length < bytes.length;) {
          length = Math.min(bytes.length, length + (sizes.next().value as number))
          const prefix = bytes.slice(0, length)
          stepwise.advance(prefix)
          expect(stepwise.units(prefix, false)).toEqual(read(prefix, false))
        }
        expect(stepwise.units(bytes, true)).toEqual(read(bytes))
      }),
      { numRuns: 300 },
    )
  })

  it('come out the same where one is longer than what is looked at at once', () => {
    const long = [3000, 4085, 4096, 20_000].map(
      (size) => `<script>f("${'a > b '.repeat(size / 6)}")</script>`,
    )
    const html = ['<p>', ...long, `<!--${'<script>'.repeat(1000)}-->`, 'x'.repeat(9000), ...long].join('\n')
    const bytes = utf8Bytes(html)
    const scripts = read(bytes).filter(({ kind }) => kind === 'script')
    expect(scripts.map(({ range }) => latin1(bytes, range.start, range.end))).toEqual([...long, ...long])
    const stepwise = createScriptReader('s', 0)
    for (let end = 0; end < bytes.length; end += 1021) stepwise.advance(bytes.subarray(0, end))
    stepwise.advance(bytes)
    expect(stepwise.units(bytes, true)).toEqual(read(bytes))
  })

  it('give back what a server wrote', () => {
    const events = fc.array(fc.jsonValue({ maxDepth: 2 }), { maxLength: 5 })
    fc.assert(
      fc.property(events, (list) => {
        const written = list.map((data, i) => ({ id: i + 1, type: 'goal', at: 1, data }))
        const html = written
          .map((event) => `<script>parent.f(${JSON.stringify(event).replaceAll('<', '\\u003c')})</script>\n`)
          .join('')
        const bytes = utf8Bytes(`<!doctype html>${html}`)
        const found = read(bytes)
          .flatMap(({ fields }) => fields)
          .filter(({ kind }) => kind === 'json.event')
          .map(
            ({ range }) =>
              JSON.parse(new TextDecoder().decode(bytes.subarray(range.start, range.end))) as unknown,
          )
        expect(found).toEqual(JSON.parse(JSON.stringify(written)))
      }),
    )
  })

  it('do not mistake bytes for characters', () => {
    const bytes = utf8Bytes('<script>parent.f({"a":"球"})</script>')
    const [unit] = read(bytes)
    const json = unit?.fields.find(({ kind }) => kind === 'json.text')
    expect(latin1(bytes, json?.range.start, json?.range.end)).toBe(latin1(utf8Bytes('{"a":"球"}')))
  })
})
