/** The owner's side of a tap: its WebSocket, what came over it, and what can be asked for. One a page. */
import { signal, type ReadonlySignal } from '@preact/signals'
import type { Cut } from '../../contract/faults.ts'
import { isWrong, parsedJson, readKind } from '../../contract/rule.ts'
import { NO_CONDITIONS, type WireSettings } from '../../contract/settings.ts'
import {
  TAKEN_OVER,
  TAP_MESSAGES,
  TAP_PATH,
  WRONG_KEY,
  type TapMessage,
  type TapRequest,
} from '../../contract/tap.ts'
import { TapStore } from './tap-store.ts'

export type TapState = 'connecting' | 'open' | 'taken-over' | 'wrong-key' | 'gone'

export type Welcome = Extract<TapMessage, { readonly kind: 'welcome' }>

/** How things stand at the tap. */
export interface TapStanding {
  readonly refuses: boolean
  readonly bodies: boolean
  /** Of all connections, and of those that have their own. */
  readonly all: WireSettings
  readonly own: ReadonlyMap<string, WireSettings>
}

export interface TapSession {
  readonly state: ReadonlySignal<TapState>
  /** Changes with all that came. */
  readonly version: ReadonlySignal<number>
  readonly welcome: ReadonlySignal<Welcome | undefined>
  readonly standing: ReadonlySignal<TapStanding>
  readonly paused: ReadonlySignal<boolean>
  /** How many messages wait while it is paused. */
  readonly waiting: ReadonlySignal<number>
  readonly store: TapStore
  setPaused(paused: boolean): void
  setCovered(covered: boolean): void
  setConditions(wire: WireSettings, connection?: string): void
  fault(fault: Cut, connection?: string): void
  refuse(on: boolean): void
  keepBodies(on: boolean): void
  clear(): void
  end(): void
}

/** What came is drawn so often. */
const DRAWN_EVERY_MS = 200
const AGAIN_MS = 1_000
/** While it is paused no more than this waits; the tap keeps what there is, and is asked for it again. */
const MOST_WAITING = 50_000

export function openTap(key: string): TapSession {
  const state = signal<TapState>('connecting')
  const version = signal(0)
  const welcome = signal<Welcome | undefined>(undefined)
  const standing = signal<TapStanding>({ refuses: false, bodies: false, all: NO_CONDITIONS, own: new Map() })
  const paused = signal(false)
  const waiting = signal(0)
  let store = new TapStore()
  let queue: TapMessage[] = []
  let isOverfull = false
  let socket: WebSocket | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let isEnded = false

  function connect(): void {
    state.value = 'connecting'
    const own = new WebSocket(`${location.origin.replace(/^http/, 'ws')}${TAP_PATH}`)
    socket = own
    own.onopen = () => own.send(JSON.stringify({ kind: 'hello', key } satisfies TapRequest))
    own.onmessage = ({ data }) => {
      const message = readMessage(data)
      if (message !== undefined) take(message)
    }
    own.onclose = ({ code }) => {
      if (socket !== own || isEnded) return
      if (code === TAKEN_OVER) state.value = 'taken-over'
      else if (code === WRONG_KEY) state.value = 'wrong-key'
      // Too slow: what is still kept is read again.
      else if (code === 1013) connect()
      else {
        state.value = 'gone'
        setTimeout(() => isEnded || connect(), AGAIN_MS)
      }
    }
  }

  function take(message: TapMessage): void {
    if (message.kind === 'welcome') {
      // The tap may be another one by now, and tells all that it has.
      store = new TapStore()
      store.setCovered(isCovered)
      queue = []
      isOverfull = false
      welcome.value = message
      state.value = 'open'
    } else if (message.kind === 'state') {
      const { refuses, bodies } = message
      standing.value = { ...standing.value, refuses, bodies, own: new Map() }
    } else if (message.kind === 'conditions') {
      const { connection, wire } = message
      const { own, all } = standing.value
      standing.value =
        connection === undefined
          ? { ...standing.value, all: wire }
          : { ...standing.value, all, own: new Map(own).set(connection, wire) }
    } else if (queue.length < MOST_WAITING) queue.push(message)
    else isOverfull = true
    drawSoon()
  }

  let isCovered = true

  function drawSoon(): void {
    timer ??= setTimeout(() => {
      timer = undefined
      waiting.value = paused.value ? queue.length : 0
      if (paused.value) return
      for (const message of queue) store.take(message)
      queue = []
      version.value++
    }, DRAWN_EVERY_MS)
  }

  function send(request: TapRequest): void {
    if (socket?.readyState === 1) socket.send(JSON.stringify(request))
  }

  connect()
  return {
    state,
    version,
    welcome,
    standing,
    paused,
    waiting,
    get store() {
      return store
    },
    setPaused(to) {
      paused.value = to
      if (!to && isOverfull) {
        socket?.close()
        connect()
      }
      drawSoon()
    },
    setCovered(to) {
      isCovered = to
      store.setCovered(to)
      version.value++
    },
    setConditions: (wire, connection) =>
      send({ kind: 'conditions', wire, ...(connection === undefined ? {} : { connection }) }),
    fault: (fault, connection) =>
      send({ kind: 'fault', fault, ...(connection === undefined ? {} : { connection }) }),
    refuse: (on) => send({ kind: 'refuse', on }),
    keepBodies: (on) => send({ kind: 'bodies', on }),
    clear: () => send({ kind: 'clear' }),
    end() {
      isEnded = true
      clearTimeout(timer)
      socket?.close()
    },
  }
}

function readMessage(data: unknown): TapMessage | undefined {
  const read = readKind(TAP_MESSAGES, typeof data === 'string' ? parsedJson(data) : undefined)
  return isWrong(read) ? undefined : read
}
