/**
 * What a tap has told, as a run: events, and the conversation that is read from them. What is secret is covered until the owner uncovers
 * it. Exchanges that the tap forgot leave the lists at once, and memory as soon as they are half of it. Knows no socket and no page.
 */
import type { TapFailure, TapMessage } from '../../contract/tap.ts'
import { fromBase64 } from '../../wire/bytes/base64.ts'
import { covered, createCover, type Cover } from '../../wire/export/cover-secrets.ts'
import { coveredValue } from '../../wire/export/secrets.ts'
import { createConversation, type ConversationFold } from '../../wire/trace/conversation.ts'
import type { Trace, TraceEvent } from '../../wire/trace/trace.ts'
import type { Conversation, ExchangeView } from '../../wire/trace/views.ts'

/** What the tap says of an exchange that no byte of it shows. */
export interface AboutExchange {
  readonly rewritten: readonly { readonly name: string; readonly was: string; readonly now?: string }[]
  readonly waysPast: readonly { readonly how: 'redirect' | 'page'; readonly address: string }[]
  /** The tap answered itself. */
  readonly failure?: TapFailure
}

export interface TappedRun {
  readonly events: readonly TraceEvent[]
  readonly conversation: Conversation
}

const NOTHING: AboutExchange = { rewritten: [], waysPast: [] }

export class TapStore {
  /** As they were told. */
  #told: TraceEvent[] = []
  #shown: TraceEvent[] = []
  #fold: ConversationFold = createConversation()
  #cover: Cover | undefined = createCover({ contents: true })
  readonly #about = new Map<string, AboutExchange>()
  readonly #failures = new Map<string, TapFailure>()
  readonly #forgotten = new Set<string>()
  /** How many had to make room. */
  forgottenForRoom = 0

  get run(): TappedRun {
    const { view } = this.#fold
    if (this.#forgotten.size === 0) return { events: this.#shown, conversation: { ...view } }
    const exchanges = view.exchanges.filter(({ id }) => !this.#forgotten.has(id))
    return { events: this.#shown, conversation: { ...view, connections: view.connections, exchanges } }
  }

  get isCovered(): boolean {
    return this.#cover !== undefined
  }

  about({ id, connection }: Pick<ExchangeView, 'id' | 'connection'>): AboutExchange {
    const told = this.#about.get(id) ?? NOTHING
    const about = this.isCovered ? { ...told, rewritten: told.rewritten.map(coveredChange) } : told
    const failure = this.#failures.get(connection)
    return failure === undefined ? about : { ...about, failure }
  }

  take(message: TapMessage): void {
    const event = eventOf(message)
    if (event !== undefined) {
      this.#told.push(event)
      this.#show(event)
      return
    }
    if (message.kind === 'rewritten') {
      const { exchange, name, was, now } = message
      const about = this.#about.get(exchange) ?? NOTHING
      const change = { name, was, ...(now === undefined ? {} : { now }) }
      this.#about.set(exchange, { ...about, rewritten: [...about.rewritten, change] })
    } else if (message.kind === 'way-past') {
      const { exchange, how, address } = message
      const about = this.#about.get(exchange) ?? NOTHING
      this.#about.set(exchange, { ...about, waysPast: [...about.waysPast, { how, address }] })
    } else if (message.kind === 'failed') this.#failures.set(message.connection, message.code)
    else if (message.kind === 'forgotten') this.#forget(message.exchange, message.why)
  }

  /** Covers what is secret, or uncovers it, on the screen alone. */
  setCovered(isCovered: boolean): void {
    if (isCovered !== this.isCovered) this.#readAnew(isCovered)
  }

  /** As it may leave the page: covered, whatever the screen shows, and where contents are not wanted without them. */
  leaving(contents: boolean): Trace {
    const [first] = this.#told
    return {
      header: {
        version: 1,
        lab: '',
        vantage: 'elsewhere',
        recordedAt: new Date(first?.kind === 'slice' ? first.left : (first?.at ?? 0)).toISOString(),
        client: 'tap',
        settings: {},
      },
      events: covered(
        this.#told.filter((event) => !this.#isForgotten(event)),
        { contents },
      ),
    }
  }

  #show(event: TraceEvent): void {
    for (const each of this.#cover?.push(event) ?? [event]) {
      this.#fold.push(each, this.#shown.length)
      this.#shown.push(each)
    }
  }

  #readAnew(isCovered: boolean): void {
    this.#cover = isCovered ? createCover({ contents: true }) : undefined
    this.#fold = createConversation()
    this.#shown = []
    for (const event of this.#told) this.#show(event)
  }

  #forget(exchange: string, why: 'room' | 'cleared'): void {
    this.#forgotten.add(exchange)
    this.#about.delete(exchange)
    if (why === 'room') this.forgottenForRoom++
    // Reading anew costs as much as was read: it waits until it frees half.
    if (this.#forgotten.size * 2 <= this.#fold.view.exchanges.length) return
    this.#told = this.#told.filter((event) => !this.#isForgotten(event))
    this.#forgotten.clear()
    this.#readAnew(this.isCovered)
  }

  #isForgotten(event: TraceEvent): boolean {
    return 'exchange' in event && this.#forgotten.has(event.exchange)
  }
}

function coveredChange({ name, was, now }: AboutExchange['rewritten'][number]) {
  const cover = (value: string): string => coveredValue(name, value)
  return { name, was: cover(was), ...(now === undefined ? {} : { now: cover(now) }) }
}

/** A message that is an event of a trace; `undefined` for any other. */
function eventOf(message: TapMessage): TraceEvent | undefined {
  switch (message.kind) {
    case 'connection': {
      const { connection, state, at, how = 'fin' } = message
      return state === 'open'
        ? { kind: 'connection-opened', connection, at }
        : { kind: 'connection-closed', connection, at, how }
    }
    case 'exchange': {
      const { exchange, connection, transport, state, at } = message
      return state === 'closed'
        ? { kind: 'exchange-closed', exchange, at }
        : { kind: 'exchange-opened', exchange, connection, transport, at }
    }
    case 'slice': {
      const bytes = fromBase64(message.bytes)
      return bytes && { ...message, bytes }
    }
    case 'dropped':
    case 'fault':
      return message.kind === 'dropped' ? message : { ...message, transport: 'all' }
    default:
      return undefined
  }
}
