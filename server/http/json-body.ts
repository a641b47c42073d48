/**
 * Reads a request's JSON body, counted while it comes in, so that a stranger's size costs us no memory.
 * What is over the limit is refused at once and the rest is read past: the connection serves the next request.
 */
import type { IncomingMessage } from 'node:http'
import type { Budget } from '../budget.ts'
import { memoryFull, refuse, type Refusal } from '../errors.ts'

export type JsonBody =
  | { readonly kind: 'json'; readonly value: unknown }
  /** No byte of content; a call may take it as `{}`. */
  | { readonly kind: 'empty' }
  /** The client left before its body was whole: there is nobody to answer. */
  | { readonly kind: 'gone' }

const FIRST_ROOM_BYTES = 1024
/** A call that sets something in a lab that runs. */
const SMALL_BYTES = 2 * 1024

/**
 * The parsed body, whatever its `Content-Type` says; a refusal when it is larger than `limitBytes`, when the budget has no
 * room for it, or when it is no JSON.
 */
export function readJsonBody(
  incoming: IncomingMessage,
  limitBytes: number,
  budget: Budget,
): Promise<JsonBody | Refusal> {
  return new Promise((resolve) => {
    const account = budget.account('bodies')
    // One buffer that grows: kept piece by piece, a body in chunks of one byte would take seventy times its bytes.
    let body = Buffer.alloc(0)
    let sizeBytes = 0

    function settle(result: JsonBody | Refusal): void {
      incoming.off('data', onData).off('end', onEnd).off('close', onGone)
      account.close()
      resolve(result)
    }
    function refuseAndReadPast(refusal: Refusal): void {
      settle(refusal)
      incoming.resume()
    }
    function hasRoomFor(bytes: number): boolean {
      if (bytes <= body.length) return true
      const room = Math.min(limitBytes, Math.max(FIRST_ROOM_BYTES, 2 * bytes))
      if (!budget.admits(room, room <= SMALL_BYTES ? 'running' : 'new')) return false
      account.add(room - body.length)
      const larger = Buffer.allocUnsafeSlow(room)
      larger.set(body.subarray(0, sizeBytes))
      body = larger
      return true
    }
    function onData(piece: Buffer): void {
      if (sizeBytes + piece.length > limitBytes) return refuseAndReadPast(tooLarge(limitBytes))
      if (!hasRoomFor(sizeBytes + piece.length)) return refuseAndReadPast(memoryFull())
      body.set(piece, sizeBytes)
      sizeBytes += piece.length
    }
    function onEnd(): void {
      settle(parse(body.subarray(0, sizeBytes)))
    }
    function onGone(): void {
      settle({ kind: 'gone' })
    }

    if (incoming.destroyed) return settle({ kind: 'gone' })
    // A reset while the body is on its way is an 'error' here; 'close' follows it and says the rest.
    incoming.on('error', () => undefined)
    if (Number(incoming.headers['content-length'] ?? 0) > limitBytes)
      return refuseAndReadPast(tooLarge(limitBytes))
    incoming.on('data', onData).on('end', onEnd).on('close', onGone)
  })
}

function tooLarge(limitBytes: number): Refusal {
  return refuse('body-too-large', `The body is larger than ${limitBytes} bytes, the most this call takes.`)
}

const STRICT_UTF8 = new TextDecoder('utf-8', { fatal: true })

function parse(bytes: Buffer): JsonBody | Refusal {
  if (bytes.length === 0) return { kind: 'empty' }
  try {
    const value: unknown = JSON.parse(STRICT_UTF8.decode(bytes))
    return { kind: 'json', value }
  } catch {
    return refuse('bad-json', 'The body is not JSON in UTF-8.')
  }
}
