/**
 * A client of WebDriver BiDi for tests: commands and their answers over one WebSocket, events to whoever listens. Knows of
 * the protocol what a test of a page needs: a session, a tab, an address, a script and its result, the console.
 * @see https://w3c.github.io/webdriver-bidi/
 */
import { WebSocket } from 'ws'

/** The commands used here: what each takes, and of what it gives, what is read. */
interface Commands {
  'session.new': { takes: { capabilities: object }; gives: { capabilities: { browserVersion: string } } }
  'session.subscribe': { takes: { events: readonly string[] }; gives: object }
  'browser.close': { takes: object; gives: object }
  'browsingContext.create': { takes: { type: 'tab' }; gives: { context: string } }
  'browsingContext.navigate': {
    takes: { context: string; url: string; wait: 'complete' }
    gives: { url: string }
  }
  'script.evaluate': {
    takes: { expression: string; target: { context: string }; awaitPromise: boolean }
    gives: ScriptResult
  }
}

type ScriptResult =
  | { readonly type: 'success'; readonly result: { readonly type: string; readonly value?: unknown } }
  | { readonly type: 'exception'; readonly exceptionDetails: { readonly text: string } }

/** Of a `log.entryAdded`, what a test asks for. */
export interface LogEntry {
  readonly level: string
  readonly text: string
}

export interface BidiClient {
  send<Name extends keyof Commands>(
    method: Name,
    parameters: Commands[Name]['takes'],
  ): Promise<Commands[Name]['gives']>
  /** What consoles said since `session.subscribe`. */
  readonly log: readonly LogEntry[]
  close(): void
}

interface Message {
  readonly type: 'success' | 'error' | 'event'
  readonly id?: number
  readonly method?: string
  readonly params?: unknown
  readonly result?: unknown
  readonly error?: string
  readonly message?: string
}

/** Connects to the address that a browser says it listens on (`ws://127.0.0.1:<port>`); no session is made yet. */
export async function bidiClient(address: string): Promise<BidiClient> {
  const socket = new WebSocket(`${address.replace(/\/$/, '')}/session`)
  await new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject))
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  const log: LogEntry[] = []
  let sent = 0

  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString('utf8')) as Message
    if (message.method === 'log.entryAdded') log.push(message.params as LogEntry)
    const call = waiting.get(message.id ?? 0)
    if (call === undefined) return
    waiting.delete(message.id ?? 0)
    if (message.type === 'success') call.resolve(message.result)
    else call.reject(new Error(`${message.error}: ${message.message}`))
  })
  for (const end of ['close', 'error']) {
    socket.on(end, () => {
      for (const call of waiting.values()) call.reject(new Error('The browser has ended the connection'))
      waiting.clear()
    })
  }

  return {
    log,
    send(method, parameters) {
      const call = Promise.withResolvers<unknown>()
      const id = ++sent
      waiting.set(id, call)
      socket.send(JSON.stringify({ id, method, params: parameters }))
      return call.promise as Promise<Commands[typeof method]['gives']>
    },
    close: () => socket.close(),
  }
}

/** The string that a script gives, once its promise is settled; what it throws is thrown here. */
export async function evaluate(bidi: BidiClient, context: string, expression: string): Promise<string> {
  const done = await bidi.send('script.evaluate', { expression, target: { context }, awaitPromise: true })
  if (done.type === 'exception') throw new Error(done.exceptionDetails.text)
  return typeof done.result.value === 'string' ? done.result.value : ''
}
