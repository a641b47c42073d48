/**
 * A page from elsewhere: the script of a small document that is put into a sandboxed iframe, so that its origin is opaque. It
 * opens one WebSocket or EventSource on a lab of the reader's and tells what it learns, on itself and to the page around it.
 * Served as `/foreigner.html`, its script allowed by hash.
 */

/** What the document is told, as JSON in its window's name. */
export interface PageTask {
  readonly api: 'WebSocket' | 'EventSource'
  /** Absolute: the document has no address of the site's. */
  readonly url: string
}

/** What it tells, in the order it happened. */
export type PageWord =
  | { readonly kind: 'origin'; readonly origin: string }
  | { readonly kind: 'state'; readonly value: number }
  | { readonly kind: 'error' }
  | { readonly kind: 'closed'; readonly code: number; readonly reason: string; readonly wasClean: boolean }
  | { readonly kind: 'message'; readonly data: string }

/** Runs inside the document, from its own text: it can name nothing of this file or of any other. */
function inside(): void {
  const { api, url } = JSON.parse(window.name) as PageTask
  const say = (line: string, word: PageWord): void => {
    const row = document.createElement(word.kind === 'origin' ? 'h1' : 'p')
    row.textContent = line
    document.querySelector('main')?.append(row)
    parent.postMessage(word, '*')
  }
  say(`self.origin  "${self.origin}"`, { kind: 'origin', origin: self.origin })
  const opened = api === 'WebSocket' ? new WebSocket(url) : new EventSource(url)
  const state = (name: string): void => {
    const value = opened.readyState
    say(`${name}  readyState ${value}`, { kind: 'state', value })
  }
  state(`new ${api}`)
  opened.addEventListener('open', () => state('open'))
  opened.addEventListener('error', () => {
    say('error', { kind: 'error' })
    if (api === 'EventSource') state('error')
  })
  opened.addEventListener('message', (event) => {
    const { data } = event as MessageEvent<string>
    say(`message  ${data}`, { kind: 'message', data })
  })
  opened.addEventListener('close', (event) => {
    const { code, reason, wasClean } = event as CloseEvent
    state('close')
    say(`close  ${code}`, { kind: 'closed', code, reason, wasClean })
  })
}

/** The whole document. */
export function crossOriginDocument(): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>A page from elsewhere</title>
<style>
body { margin: 0.6rem 0.8rem; font: 0.8rem/1.55 ui-monospace, Menlo, monospace; }
h1, p { margin: 0; font: inherit; overflow-wrap: anywhere; }
</style>
</head>
<body>
<main></main>
<script>(${inside.toString()})()</script>
</body>
</html>
`
}
