/** Bytes out of text: what xxd, hexdump, od and others print, what people type, and what is no hex at all. */
import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesFromBase64, bytesFromHex, toBase64Url } from './hex.ts'
import type { Imported } from './imported.ts'

function hexOf(read: Imported<Uint8Array>): string {
  return read.ok ? Buffer.from(read.value).toString('hex') : read.code
}

describe('hex', () => {
  it.each([
    ['81 05 48 65 6c 6c 6f', '810548656c6c6f'],
    ['810548656C6C6F', '810548656c6c6f'],
    ['8105 4865\n6c6c 6f', '810548656c6c6f'],
    ['0x81, 0x05, 0x48', '810548'],
    ['[0x1, 0xA, 0x48]', '010a48'],
    ['\\x81\\x05\\x48', '810548'],
    ['b"\\x81\\x05Hi\\r\\n"', '81054869' + '0d0a'],
    ["'\\x8'", 'not-hex'],
    ['4865 6c6c\n6f20 7f', '48656c6c6f207f'],
    ['0048 6565\n0050', '004865650050'],
    ['"\\x81" "\\x05"', '8105'],
    ['81:05:48', '810548'],
    ['81-05-48', '810548'],
    ['81 05 # FIN, text; five bytes\n48', '810548'],
    ['0000: 48 65 6c 6c 6f', '48656c6c6f'],
    ['810', 'odd-hex-digits'],
    ['8 1', 'odd-hex-digits'],
    ['GET / HTTP/1.1', 'not-hex'],
    ['  \n ', 'empty'],
    ['{ }', 'not-hex'],
  ])('%j is %s', (text, expected) => {
    expect(hexOf(bytesFromHex(text))).toBe(expected)
  })

  it('says in which line', () => {
    const read = bytesFromHex('81 05\n48 zz')
    expect(read.ok ? '' : read.message).toMatch(/line 2 has "zz"/)
  })

  it('takes an offset that does not count for a mistake', () => {
    expect(hexOf(bytesFromHex('00000000: 48 65\n00000004: 6c\n00000010: 6f'))).toBe('wrong-dump-offset')
  })

  it('reads what xxd, hexdump -C, od and hexdump print of any bytes', () => {
    const lengths = [1, 7, 8, 9, 15, 16, 17, 40, 64]
    // Letters that look like hex in the column with the text, and lines that are all the same.
    const contents = lengths.flatMap((length) => [
      Uint8Array.from({ length }, (_, i) => (i * 37) & 0xff),
      new Uint8Array(length).fill(0x61),
      new TextEncoder().encode('ab cd ef 01 23 | 0x'.repeat(5).slice(0, length)),
    ])
    const programs: readonly (readonly [string, ...string[]])[] = [
      ['xxd'],
      ['xxd', '-g1'],
      ['xxd', '-p'],
      ['hexdump', '-C'],
      ['od', '-A', 'x', '-t', 'x1z'],
      ['od', '-t', 'x1', '-v'],
    ]
    let ran = 0
    for (const [program, ...options] of programs) {
      if (spawnSync(program, ['--version']).error !== undefined) continue
      for (const bytes of contents) {
        const { stdout } = spawnSync(program, options, { input: bytes, encoding: 'utf8' })
        expect(hexOf(bytesFromHex(stdout)), `${program} ${options.join(' ')}\n${stdout}`).toBe(
          Buffer.from(bytes).toString('hex'),
        )
        ran++
      }
    }
    // Every system that runs these tests has od.
    expect(ran).toBeGreaterThan(0)
  })

  it('reads dumps as tcpdump -X and Wireshark lay them out', () => {
    const tcpdump =
      '\t0x0000:  8105 4865 6c6c 6f0a 4142 4344 4546 4748  ..Hello.ABCDEFGH\n\t0x0010:  6162                                     ab'
    expect(hexOf(bytesFromHex(tcpdump))).toBe('810548656c6c6f0a41424344454647486162')
    const wireshark =
      '0000   81 05 48 65 6c 6c 6f 0a 41 42 43 44 45 46 47 48   ..Hello.ABCDEFGH\n0010   61 62                                             ab'
    expect(hexOf(bytesFromHex(wireshark))).toBe('810548656c6c6f0a41424344454647486162')
  })

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'0123abcdefx\\ :|*\n,zé'), maxLength: 200 }),
        (text) => {
          for (const read of [bytesFromHex(text), bytesFromBase64(text)])
            if (!read.ok) expect(read.message).not.toBe('')
        },
      ),
      { numRuns: 500 },
    )
  })
})

describe('long texts', () => {
  // A reading that tries again from every character would take hours for these, and the test's time with them.
  const runs = [
    ' ',
    '=',
    '*',
    '0',
    '#',
    "'",
    '"',
    'a',
    ':',
    '\\',
    '\\x',
    '\n',
    '0000: ',
    '0 ',
    '\n0000: 00',
    '|',
    '\t',
    'é',
  ]
  it.each(runs)('of %j are read or refused', (run) => {
    for (const text of [
      run.repeat(300_000),
      `0000: ${run.repeat(300_000)}z`,
      `"\\x${run.repeat(300_000)}"`,
    ]) {
      for (const read of [bytesFromHex(text), bytesFromBase64(text)])
        if (!read.ok) expect(read.message.length).toBeLessThan(300)
    }
  })
})

describe('base64', () => {
  it('is read in both alphabets, broken into lines or not, padded or not', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 100 }), (bytes) => {
        const hex = Buffer.from(bytes).toString('hex')
        const text = Buffer.from(bytes).toString('base64')
        for (const each of [
          text,
          text.replaceAll('=', ''),
          text.replace(/.{9}/g, '$&\r\n'),
          toBase64Url(bytes),
          `data:application/octet-stream;base64,${text}`,
        ])
          expect(hexOf(bytesFromBase64(each))).toBe(hex)
      }),
    )
  })

  it('is not what has other letters, or a letter too many', () => {
    expect(hexOf(bytesFromBase64('a*b='))).toBe('not-base64')
    expect(hexOf(bytesFromBase64('abcde'))).toBe('not-base64')
    expect(hexOf(bytesFromBase64(''))).toBe('empty')
  })
})
