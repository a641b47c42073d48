/**
 * The event that the fan-out bench publishes, and what its servers but ours share: they number it, say when it
 * happened, and hand it to whoever sends it on. All make the same event, of about 100 bytes of JSON.
 */
import type { IncomingMessage, RequestListener } from 'node:http'

/**
 * Ends every event's data and stands nowhere else in what a server writes, so that counting this byte counts events. No
 * length of a frame is 33, since every message is longer, and none has a second byte of length, since none has 126 bytes.
 */
export const MARK = '!'

export const PUBLISHED = JSON.stringify({
  type: 'tick',
  data: `${'one hundred bytes, the event around them'}${MARK}`,
})

/** The same with the time in it. */
export function timed(): string {
  return PUBLISHED.replace('{', `{"at":${performance.timeOrigin + performance.now()},`)
}

export interface PublishedEvent {
  readonly id: number
  readonly type: string
  readonly at: number
  readonly data: unknown
}

/** Answers a POST with the event made of its body, once `publish` has been called with it; else asks `next`. */
export function publishing(publish: (event: PublishedEvent) => void, next: RequestListener): RequestListener {
  let last = 0
  return (request, response) => {
    if (request.method !== 'POST') {
      next(request, response)
      return
    }
    readBody(request, (body) => {
      const { type, data } = JSON.parse(body) as Pick<PublishedEvent, 'type' | 'data'>
      last += 1
      const event = { id: last, type, at: performance.timeOrigin + performance.now(), data }
      const answer = Buffer.from(JSON.stringify(event))
      response.writeHead(201, { 'Content-Type': 'application/json', 'Content-Length': answer.length })
      response.end(answer)
      publish(event)
    })
  }
}

function readBody(request: IncomingMessage, read: (body: string) => void): void {
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', () => read(Buffer.concat(parts).toString('utf8')))
}
