/** What the page says beside its stream: one POST a message, text as it is, bytes as base64; and nothing more once it is stopped. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { fromBase64 } from '../wire/bytes/base64.ts'
import { createRun, type Send } from './run.ts'
import { sseAndPost } from './shown/sse-and-post.ts'
import type { BrowserMoment } from '../wire/trace/trace.ts'

/** An EventSource that never opens: what comes down is another file's test. */
class QuietSource extends EventTarget {
  static readonly CLOSED = 2
  static made: string[] = []
  readyState = 0
  onopen = null
  onerror = null
  constructor(url: string) {
    super()
    QuietSource.made.push(url)
  }
  close(): void {
    this.readyState = QuietSource.CLOSED
  }
}

afterEach(() => {
  vi.unstubAllGlobals()
  QuietSource.made = []
})

interface Posted {
  readonly url: string
  readonly init: RequestInit
}

function running() {
  const posted: Posted[] = []
  vi.stubGlobal('EventSource', QuietSource)
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    posted.push({ url, init })
    init.signal?.throwIfAborted()
    return Promise.resolve(new Response('{}', { status: 201 }))
  })
  const stop = new AbortController()
  const moments: BrowserMoment[] = []
  let send: Send | undefined
  const ended = sseAndPost(
    createRun({
      name: 'sse-and-post',
      lab: '/labs/x',
      last: 7,
      signal: stop.signal,
      options: () => ({ pollIntervalMs: 0, silenceMs: 60_000, query: '' }),
      now: () => 0,
      after: () => ({ cancel: () => undefined }),
      random: () => 1,
      append: (moment) => moments.push(moment),
      takeInput: (given) => (send = given),
    }),
  ).catch((reason: unknown) => reason)
  return { posted, stop, moments, ended, send: (message: Parameters<Send>[0]) => send?.(message) }
}

describe('sseAndPost', () => {
  it('listens on one stream from its cursor on, and posts each text as it is', async () => {
    const run = running()
    await run.send('{"type":"note","data":1}')
    expect(QuietSource.made).toEqual(['/labs/x/sse?after=7'])
    expect(run.posted.map(({ url, init }) => [init.method, url, init.body])).toEqual([
      ['POST', '/labs/x/events', '{"type":"note","data":1}'],
    ])
    expect(run.moments).toContainEqual({
      kind: 'note',
      run: 'sse-and-post',
      note: { kind: 'answer', status: 201 },
      at: 0,
    })
    run.stop.abort()
    await run.ended
  })

  it('makes text of bytes, every one of them', async () => {
    const run = running()
    const bytes = Uint8Array.from({ length: 1024 }, (_, i) => i % 256)
    await run.send(bytes)
    const body = JSON.parse(run.posted[0]?.init.body as string) as {
      readonly type: string
      readonly data: { readonly base64: string }
    }
    expect(body.type).toBe('note')
    expect(fromBase64(body.data.base64)).toEqual(bytes)
    run.stop.abort()
    await run.ended
  })

  it('sends nothing that the server could take once it is stopped', async () => {
    const run = running()
    run.stop.abort()
    await run.ended
    await expect(run.send('late')).rejects.toThrow()
  })
})
