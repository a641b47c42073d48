/** Hono's streamSSE, read by an EventSource of Node's, by fetch with POST, and by the browser's own. */
import { serve as serveHono } from '@hono/node-server'
import { fetchEventSource } from '@microsoft/fetch-event-source'
import { EventSource } from 'eventsource'
import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'

const PAGE = `<!doctype html><title>sse</title><script>
  window.heard = []
  const source = new EventSource('/events')
  source.addEventListener('news', ({ data, lastEventId }) => {
    heard.push(lastEventId + ' ' + data)
    if (lastEventId === '4') { source.close(); window.done = heard }
  })
</script>`

export function serve() {
  const app = new Hono()
  const events = (context) =>
    streamSSE(context, async (stream) => {
      await stream.writeSSE({ data: 'hello\nthere', event: 'news', id: '0', retry: 3000 })
      for (const id of [1, 2, 3, 4]) {
        await stream.sleep(30)
        await stream.writeSSE({ data: `news of ${id}`, event: 'news', id: String(id) })
      }
      await stream.sleep(1000)
    })
  app.get('/', (context) => context.html(PAGE))
  app.get('/events', events)
  app.post('/events', events)
  return new Promise((resolve) => serveHono({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, resolve))
}

export async function client(url) {
  return [...(await byEventSource(url)), ...(await byFetch(url))]
}

function byEventSource(url) {
  const heard = []
  const source = new EventSource(`${url}/events`)
  return new Promise((resolve) =>
    source.addEventListener('news', ({ data, lastEventId }) => {
      heard.push(`${lastEventId} ${data}`)
      if (lastEventId !== '4') return
      source.close()
      resolve(heard)
    }),
  )
}

/** What it takes of a browser. */
function pretendBrowser() {
  globalThis.document ??= { hidden: false, addEventListener() {}, removeEventListener() {} }
  globalThis.window ??= globalThis
}

async function byFetch(url) {
  pretendBrowser()
  const heard = []
  const end = new AbortController()
  await fetchEventSource(`${url}/events`, {
    method: 'POST',
    body: '{}',
    signal: end.signal,
    openWhenHidden: true,
    onmessage({ event, data, id }) {
      heard.push(`${event} ${id} ${data}`)
      if (id === '4') end.abort()
    },
  }).catch(() => undefined)
  return heard
}
