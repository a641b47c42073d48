/** The composers' forms, sound and broken, and the workbench's addresses. */
import { describe, expect, it } from 'vitest'
import { composeBlock, composeFrame, NEW_BLOCK, NEW_FRAME, type Composed, type FrameForm } from './compose.ts'
import { runOfBytes } from './run-on-show.ts'
import { unitRows } from './unit-rows.ts'
import { fieldFragment } from '../inspector/field-link.ts'
import { bytesFragment, readWorkbenchLink } from '../inspector/workbench-link.ts'

const key = (): Uint8Array => Uint8Array.of(0x37, 0xfa, 0x21, 0x3d)

function frame(change: Partial<FrameForm>): Composed {
  return composeFrame({ ...NEW_FRAME, ...change }, key)
}

describe('a composed frame', () => {
  it('is RFC 6455’s own example, masked', () => {
    // RFC 6455 5.7: a single-frame masked text message, "Hello".
    const bytes = Uint8Array.of(0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58)
    expect(frame({})).toEqual({ ok: true, bytes, reading: 'client-frames' })
  })
  it('is a server’s without a mask, and a Close has its code before its reason', () => {
    expect(frame({ masked: false, opcode: 8, closeCode: '1001', payload: 'a' })).toEqual({
      ok: true,
      bytes: Uint8Array.of(0x88, 3, 0x03, 0xe9, 0x61),
      reading: 'server-frames',
    })
  })
  it('may claim a length that is not so, in a longer form', () => {
    const made = frame({ masked: false, payload: '', lengthForm: '16', claimed: '300' })
    expect(made.ok && made.bytes).toEqual(Uint8Array.of(0x81, 126, 0x01, 0x2c))
  })
  it('says what is wrong with a form', () => {
    const because = (change: Partial<FrameForm>): string | undefined => {
      const made = frame(change)
      return made.ok ? undefined : made.because
    }
    expect(because({ key: '01 02' })).toBe('key')
    expect(because({ payloadAs: 'hex', payload: 'zz' })).toBe('payload')
    expect(because({ opcode: 8, closeCode: '70000' })).toBe('close-code')
    expect(because({ lengthForm: '7', claimed: '200' })).toBe('length')
    expect(because({ claimed: 'many' })).toBe('length')
    expect(because({ claimed: '99999999999999999999' })).toBe('length')
  })
})

describe('a composed block', () => {
  it('reads back as the event it says', () => {
    const made = composeBlock({ ...NEW_BLOCK, data: 'a\nb' })
    expect(made.ok && new TextDecoder().decode(made.bytes)).toBe('id: 7\nevent: goal\ndata: a\ndata: b\n\n')
    const run = made.ok ? runOfBytes(made.bytes, made.reading) : undefined
    const kinds = run === undefined ? [] : unitRows(run.conversation, 1).map(({ unit }) => unit.kind)
    expect(kinds).toEqual(['event-block'])
  })
  it('can lack its end, and takes no line break where it would begin another line', () => {
    const made = composeBlock({
      ...NEW_BLOCK,
      lineEnd: 'crlf',
      unfinished: true,
      data: 'x',
      id: '',
      type: '',
    })
    expect(made.ok && new TextDecoder().decode(made.bytes)).toBe('data: x\r\n')
    expect(composeBlock({ ...NEW_BLOCK, type: 'a\nb' })).toEqual({ ok: false, because: 'line-break' })
  })
})

describe('an address of the workbench', () => {
  it('leads back to the field it was made from', () => {
    const link = { capture: 'first-frames', unit: 'wire:x1:client-to-server/unmasked@0', field: [0, 2] }
    const fragment = fieldFragment(link)
    expect(fragment).toBe('capture=first-frames&unit=wire:x1:client-to-server/unmasked@0&field=0.2')
    expect(readWorkbenchLink(`#${fragment}`)).toEqual({ kind: 'capture', link })
  })
  it('carries bytes that stand alone, what they are read as, and the field', () => {
    const bytes = Uint8Array.of(0x81, 0xfe, 0xff)
    const place = { unit: 'wire:bytes:client-to-server@0', field: [3], lens: 'unmask' } as const
    const fragment = bytesFragment(bytes, 'client-frames', place)
    expect(readWorkbenchLink(`#${fragment}`)).toEqual({
      kind: 'bytes',
      bytes,
      reading: 'client-frames',
      place,
    })
    expect(bytesFragment(new Uint8Array(9000), 'client-frames', place)).toBeUndefined()
  })
  it('says of bytes that were cut or changed on their way that they were', () => {
    const malformed = { kind: 'broken', code: 'malformed-link' }
    expect(readWorkbenchLink('#bytes=gf7_&as=poetry')).toEqual(malformed)
    expect(readWorkbenchLink('#bytes=gf7_%20!&as=request')).toEqual(malformed)
    expect(readWorkbenchLink('#bytes=gf7_')).toEqual(malformed)
    expect(readWorkbenchLink('#bytes=gf7_a&as=request')).toEqual(malformed)
    expect(readWorkbenchLink(`#bytes=${'A'.repeat(16_004)}&as=request`)).toEqual({
      kind: 'broken',
      code: 'too-large',
    })
  })
  it('without a sense opens nothing', () => {
    expect(readWorkbenchLink('')).toEqual({ kind: 'none' })
    expect(readWorkbenchLink('#text')).toEqual({ kind: 'none' })
    expect(readWorkbenchLink('#run=1d.AAAA')).toEqual({
      kind: 'run',
      fragment: 'run=1d.AAAA',
      place: {},
    })
    expect(readWorkbenchLink('#run=1d.AAAA&unit=u&field=1.2&lens=bits&by=slice')).toEqual({
      kind: 'run',
      fragment: 'run=1d.AAAA',
      place: { unit: 'u', field: [1, 2], lens: 'bits', by: 'slice' },
    })
    expect(readWorkbenchLink('#capture=x&lens=toString&by=bits')).toEqual({
      kind: 'capture',
      link: { capture: 'x' },
    })
    expect(readWorkbenchLink('#capture=x&unit=u&field=a.b')).toEqual({
      kind: 'capture',
      link: { capture: 'x', unit: 'u' },
    })
  })
})
