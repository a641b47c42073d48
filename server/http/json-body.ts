/**
 * Reads a request's JSON body, counted while it comes in, so that a stranger's size costs us no memory.
 * What is over the limit is refused at once and the rest is read past: the connection serves the next request.
 */
import type { IncomingMessage } from 'node:http'
import { refuse, type Refusal } from '../errors.ts'

export type JsonBody =
  | { readonly kind: 'json'; readonly value: unknown }
  /** No byte of content; a call may take it as `{}`. */
  | { readonly kind: 'empty' }
  /** The client left before its body was whole: there is nobody to answer. */
  | { readonly kind: 'gone' }

/** The parsed body, whatever its `Content-Type` says; a refusal when it is larger than `limitBytes` or no JSON. */
export function readJsonBody(incoming: IncomingMessage, limitBytes: number): Promise<JsonBody | Refusal> {
  return new Promise((resolve) => {
    const pieces: Buffer[] = []
    let sizeBytes = 0

    function settle(result: JsonBody | Refusal): void {
      incoming.off('data', onData).off('end', onEnd).off('close', onGone)
      resolve(result)
    }
    function refuseAndReadPast(): void {
      settle(
        refuse('body-too-large', `The body is larger than ${limitBytes} bytes, the most this call takes.`),
      )
      incoming.resume()
    }
    function onData(piece: Buffer): void {
      sizeBytes += piece.length
      if (sizeBytes > limitBytes) refuseAndReadPast()
      else pieces.push(piece)
    }
    function onEnd(): void {
      settle(parse(Buffer.concat(pieces)))
    }
    function onGone(): void {
      settle({ kind: 'gone' })
    }

    if (incoming.destroyed) return settle({ kind: 'gone' })
    // A reset while the body is on its way is an 'error' here; 'close' follows it and says the rest.
    incoming.on('error', () => undefined)
    if (Number(incoming.headers['content-length'] ?? 0) > limitBytes) return refuseAndReadPast()
    incoming.on('data', onData).on('end', onEnd).on('close', onGone)
  })
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
