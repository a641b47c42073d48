/** Requests and responses put together from what a HAR says of them, as they would have crossed HTTP/1.1. */
import { isObject } from '../../contract/rule.ts'
import { fromBase64 } from '../bytes/base64.ts'
import { joinBytes } from '../bytes/bytes.ts'

export type Members = Readonly<Record<string, unknown>>

interface Header {
  readonly name: string
  readonly value: string
}

/** What one message is put together to; `left` bytes of its content are not in the HAR. */
export interface Rebuilt {
  readonly bytes: Uint8Array
  readonly left: number
}

/** `isApart`: it asks for a WebSocket, and what it has to ask with was left out. Then it asks for nothing. */
export function rebuiltRequest(request: Members, isApart: boolean): Rebuilt | undefined {
  const method = textIn(request, 'method')
  const url = textIn(request, 'url')
  const [, authority, path = ''] = /^[a-z]+:\/\/([^/?#]*)([^#]*)/i.exec(url) ?? []
  if (!/^[A-Za-z-]{1,32}$/.test(method) || authority === undefined) return undefined
  const own = headersOf(request).filter(({ name }) => !isApart || !/^upgrade$/i.test(name))
  const target = path === '' ? '/' : path.startsWith('?') ? `/${path}` : path
  const headers = own.some(({ name }) => /^host$/i.test(name))
    ? own
    : [{ name: 'Host', value: authority }, ...own]
  const post = isObject(request['postData']) ? textIn(request['postData'], 'text') : ''
  const content = new TextEncoder().encode(post)
  const left = content.length === 0 ? leftOut(numberIn(request, 'bodySize')) : 0
  const all = content.length + left
  const length = all > 0 ? [{ name: 'Content-Length', value: String(all) }] : []
  const head = headBytes(`${method} ${target.replace(/[^!-~]/g, '%20')} HTTP/1.1`, [
    ...withoutFraming(headers),
    ...length,
  ])
  return { bytes: joinBytes([head, content]), left }
}

export function rebuiltResponse(response: Members, request: Members): Rebuilt | undefined {
  const status = numberIn(response, 'status')
  if (!Number.isInteger(status) || status < 100 || status > 999) return undefined
  const hasContent = status >= 200 && status !== 204 && status !== 304 && textIn(request, 'method') !== 'HEAD'
  const { content, left } = hasContent ? contentOf(response) : { content: new Uint8Array(), left: 0 }
  const headers = headersOf(response)
  // An event stream ends with its connection; of all else the length is known.
  const isStream = headers.some(
    ({ name, value }) => /^content-type$/i.test(name) && /^text\/event-stream/i.test(value),
  )
  const length =
    hasContent && !isStream ? [{ name: 'Content-Length', value: String(content.length + left) }] : []
  const reason = textIn(response, 'statusText').replace(/[^\t -~]/g, '')
  const head = headBytes(`HTTP/1.1 ${status} ${reason}`, [...withoutFraming(headers), ...length])
  return { bytes: joinBytes([head, content]), left }
}

function contentOf(response: Members): { readonly content: Uint8Array; readonly left: number } {
  const own = isObject(response['content']) ? response['content'] : {}
  const text = textIn(own, 'text')
  const content =
    textIn(own, 'encoding') === 'base64'
      ? (fromBase64(text) ?? new Uint8Array())
      : new TextEncoder().encode(text)
  // Firefox and Safari may leave contents out, and say how long they were.
  return { content, left: content.length === 0 ? leftOut(numberIn(own, 'size')) : 0 }
}

/** How much of a content of this size is to be drawn as a hole. */
const leftOut = (size: number): number =>
  Number.isSafeInteger(size) && size > 0 && size < MAX_LEFT_OUT_BYTES ? size : 0

/** What is longer is not drawn as a hole. */
const MAX_LEFT_OUT_BYTES = 16 * 1024 * 1024

/** A HAR holds contents unpacked and without chunks: what a head says of that no longer holds. */
function withoutFraming(headers: readonly Header[]): readonly Header[] {
  return headers.filter(({ name }) => !/^(?:content-length|transfer-encoding|content-encoding)$/i.test(name))
}

/** The headers that can stand in a head of HTTP/1.1; those of HTTP/2 that begin with a colon cannot. */
export function headersOf(message: Members): readonly Header[] {
  const list = message['headers']
  if (!Array.isArray(list)) return []
  return (list as readonly unknown[]).flatMap((header) => {
    if (!isObject(header)) return []
    const [name, value] = [textIn(header, 'name'), textIn(header, 'value')]
    // Chrome joins lines of one name with a line feed.
    return /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,256}$/.test(name)
      ? value.split(/\r?\n/).map((line) => ({ name, value: line.trim() }))
      : []
  })
}

function headBytes(startLine: string, headers: readonly Header[]): Uint8Array {
  const lines = [startLine, ...headers.map(({ name, value }) => `${name}: ${value}`), '', '']
  return new TextEncoder().encode(lines.join('\r\n'))
}

export function textIn(members: Members, name: string): string {
  const value = members[name]
  return typeof value === 'string' ? value : ''
}

export function numberIn(members: Members, name: string): number {
  const value = members[name]
  return typeof value === 'number' && Number.isFinite(value) ? value : 0
}
