/** The composers' forms as bytes: text as a reader types it, read strictly, written by what writes frames and event streams. Pure. */
import { bytesFromHex } from '../wire/import/hex.ts'
import type { ByteReading } from '../wire/import/read-as.ts'
import { eventLines, writeLines, type LineEnd, type LineToWrite } from '../wire/event-stream/write-block.ts'
import { closePayload, writeFrame, type LengthForm } from '../wire/websocket/write-frame.ts'

export interface FrameForm {
  readonly fin: boolean
  readonly rsv1: boolean
  readonly rsv2: boolean
  readonly rsv3: boolean
  readonly masked: boolean
  readonly opcode: number
  /** Four bytes in hexadecimal; empty for random ones. */
  readonly key: string
  readonly payload: string
  readonly payloadAs: 'text' | 'hex'
  /** Of a Close; empty for a payload without one. */
  readonly closeCode: string
  readonly lengthForm: 'shortest' | '7' | '16' | '64'
  /** What the header claims; empty for what is so. */
  readonly claimed: string
}

export interface BlockForm {
  readonly comment: string
  readonly type: string
  readonly id: string
  readonly retry: string
  readonly data: string
  readonly lineEnd: 'lf' | 'crlf' | 'cr'
  /** Without the empty line that ends the block. */
  readonly unfinished: boolean
}

export const NEW_FRAME: FrameForm = {
  fin: true,
  rsv1: false,
  rsv2: false,
  rsv3: false,
  masked: true,
  opcode: 1,
  key: '',
  payload: 'Hello',
  payloadAs: 'text',
  closeCode: '1000',
  lengthForm: 'shortest',
  claimed: '',
}

export const NEW_BLOCK: BlockForm = {
  comment: '',
  type: 'goal',
  id: '7',
  retry: '',
  data: '{"by":"reader"}',
  lineEnd: 'lf',
  unfinished: false,
}

export type WrongForm = 'key' | 'payload' | 'close-code' | 'length' | 'line-break' | 'empty'

export type Composed =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly reading: ByteReading }
  | { readonly ok: false; readonly because: WrongForm }

const CLOSE = 8

/** Gives the frame of a form; a masked one is read as a client's, another as a server's. */
export function composeFrame(form: FrameForm, randomKey: () => Uint8Array): Composed {
  const key = form.masked ? (form.key.trim() === '' ? randomKey() : hexOf(form.key)) : undefined
  if (form.masked && key?.length !== 4) return { ok: false, because: 'key' }
  const payload = payloadOf(form)
  if (payload === 'payload' || payload === 'close-code') return { ok: false, because: payload }
  const claimed = form.claimed.trim() === '' ? undefined : wholeNumber(form.claimed)
  if (claimed === 'none') return { ok: false, because: 'length' }
  try {
    const bytes = writeFrame({
      fin: form.fin,
      rsv1: form.rsv1,
      rsv2: form.rsv2,
      rsv3: form.rsv3,
      opcode: form.opcode,
      payload,
      ...(key === undefined ? {} : { maskingKey: key }),
      ...(form.lengthForm === 'shortest' ? {} : { lengthForm: Number(form.lengthForm) as LengthForm }),
      ...(claimed === undefined ? {} : { claimedLength: claimed }),
    })
    return { ok: true, bytes, reading: form.masked ? 'client-frames' : 'server-frames' }
  } catch (error) {
    // The key and the opcode fit by now: what is left is a length that its form does not hold.
    if (!(error instanceof RangeError)) throw error
    return { ok: false, because: 'length' }
  }
}

/** Gives the lines of a form. */
export function composeBlock(form: BlockForm): Composed {
  const lines: LineToWrite[] = []
  if (form.comment !== '') lines.push({ kind: 'comment', text: form.comment })
  if (form.retry !== '') lines.push({ kind: 'field', name: 'retry', value: form.retry })
  lines.push(
    ...eventLines({
      data: form.data,
      ...(form.type === '' ? {} : { type: form.type }),
      ...(form.id === '' ? {} : { id: form.id }),
    }),
  )
  try {
    const ends: Readonly<Record<BlockForm['lineEnd'], LineEnd>> = { lf: '\n', crlf: '\r\n', cr: '\r' }
    const bytes = writeLines(form.unfinished ? lines.slice(0, -1) : lines, ends[form.lineEnd])
    return bytes.length === 0 ? { ok: false, because: 'empty' } : { ok: true, bytes, reading: 'event-stream' }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { ok: false, because: 'line-break' }
  }
}

function payloadOf({
  opcode,
  payload,
  payloadAs,
  closeCode,
}: FrameForm): Uint8Array | 'payload' | 'close-code' {
  if (opcode === CLOSE && closeCode.trim() !== '' && payloadAs === 'text') {
    const code = wholeNumber(closeCode)
    return typeof code === 'bigint' && code <= 0xffffn ? closePayload(Number(code), payload) : 'close-code'
  }
  if (payloadAs === 'text') return new TextEncoder().encode(payload)
  if (payload.trim() === '') return new Uint8Array()
  return hexOf(payload) ?? 'payload'
}

function hexOf(text: string): Uint8Array | undefined {
  const read = bytesFromHex(text)
  return read.ok ? read.value : undefined
}

/** At most 64 bits of it, as the longest form of a length has. */
function wholeNumber(text: string): bigint | 'none' {
  return /^\s*\d{1,20}\s*$/.test(text) ? BigInt(text.trim()) : 'none'
}
