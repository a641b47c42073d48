/** Bytes that a reader can have the server send to their own browser, sound and broken: written from fields, never typed. */
import { closePayload, writeFrame, type FrameToWrite } from '../../wire/websocket/write-frame.ts'

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function frames(...each: readonly FrameToWrite[]): Uint8Array {
  return Uint8Array.from(each.flatMap((frame) => [...writeFrame(frame)]))
}

const [CONTINUATION, TEXT, CLOSE, PING] = [0x0, 0x1, 0x8, 0x9]
/** RFC 6455 11.8 leaves it for data frames to come. */
const RESERVED = 0x3

const RAW_FRAMES = {
  hello: frames({ opcode: TEXT, payload: utf8('Hello') }),
  fragments: frames(
    { fin: false, opcode: TEXT, payload: utf8('Hel') },
    { opcode: PING, payload: utf8('?') },
    { opcode: CONTINUATION, payload: utf8('lo') },
  ),
  masked: frames({ opcode: TEXT, payload: utf8('Hello'), maskingKey: Uint8Array.of(1, 2, 3, 4) }),
  rsv1: frames({ rsv1: true, opcode: TEXT, payload: utf8('Hello') }),
  opcode: frames({ opcode: RESERVED }),
  utf8: frames({ opcode: TEXT, payload: Uint8Array.of(0xc3, 0x28) }),
  'fragmented-ping': frames({ fin: false, opcode: PING }),
  continuation: frames({ opcode: CONTINUATION, payload: utf8('lo') }),
  'long-form': frames({ opcode: TEXT, payload: utf8('Hello'), lengthForm: 16 }),
  'code-1006': frames({ opcode: CLOSE, payload: closePayload(1006) }),
} as const satisfies Readonly<Record<string, Uint8Array>>

export type RawFrameName = keyof typeof RAW_FRAMES

export const RAW_FRAME_NAMES = Object.keys(RAW_FRAMES) as readonly RawFrameName[]

/** The bytes of a name as a reader edits them: `81 05 48 …`. */
export function rawFrameHex(name: RawFrameName): string {
  return Array.from(RAW_FRAMES[name], (byte) => byte.toString(16).padStart(2, '0')).join(' ')
}

/** The bytes of a hexadecimal text, spaces or none between; `undefined` for what is none. */
export function readHex(text: string): Uint8Array | undefined {
  const digits = text.replaceAll(/\s+/g, '')
  if (digits.length === 0 || digits.length % 2 === 1 || !/^[0-9a-f]+$/i.test(digits)) return undefined
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}
