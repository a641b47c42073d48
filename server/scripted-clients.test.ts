import type { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { granted } from '../tests/support/granted.ts'
import { createFakeClock, type FakeClock } from '../tests/support/fake-clock.ts'
import { readConfig } from './config.ts'
import type { Lab } from './lab/lab.ts'
import { createScriptedClients, type ScriptedClients } from './scripted-clients.ts'
import { createLabContexts } from './lab-contexts.ts'
import type { FrontDoor } from './wiretap/front-door.ts'

const HANDSHAKE = 'Upgrade: websocket\r\n'
const SWITCHED =
  'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: x\r\n\r\n'

interface Wire {
  /** Each of the client's writes; then `end`, then `close`. */
  readonly seen: string[]
  /** What the server says. */
  say(text: string): void
  /** The server ends its side. */
  end(): void
}

/** A front door that keeps what comes in and says what the test says. */
function setUp(): {
  clock: FakeClock
  lab: Lab
  clients: ScriptedClients
  wires: Wire[]
} {
  const clock = createFakeClock()
  const read = readConfig({})
  if (read.kind === 'mistakes') throw new Error(read.mistakes.join())
  const ignore = (): void => undefined
  // On a clock of its own, so that the timers counted are the clients'.
  const contexts = createLabContexts(read.config, {
    clock: createFakeClock(),
    settingsChanged: ignore,
    labEnded: ignore,
    fault: () => 0,
    report: ignore,
  })
  const lab = granted(contexts.registry.create({ settings: { feed: 'manual' } }))
  const wires: Wire[] = []
  const frontDoor: Partial<FrontDoor> = {
    acceptScripted(socket: Socket) {
      const seen: string[] = []
      socket.on('data', (bytes) => seen.push(bytes.toString('latin1')))
      socket.on('end', () => seen.push('end'))
      socket.on('close', () => seen.push('close'))
      wires.push({ seen, say: (text) => void socket.write(text), end: () => void socket.end() })
      return `c${wires.length}`
    },
  }
  const clients = createScriptedClients({ contexts, clock, frontDoor: () => frontDoor as FrontDoor })
  return { clock, lab, clients, wires }
}

function bytes(...texts: readonly string[]): string[] {
  return texts.map((text) => Buffer.from(text, 'latin1').toString('base64'))
}

function get(lab: Lab, call: string, more = ''): string {
  return `GET /labs/${lab.id}/${call} HTTP/1.1\r\nHost: x\r\n${more}\r\n`
}

/** Streams tell of their ends in a later turn. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

describe('a scripted client', () => {
  it('writes piece by piece, so far apart, and stays as long as it is told', async () => {
    const { clock, lab, clients, wires } = setUp()
    const text = get(lab, 'sse')
    const body = { bytes: bytes(text.slice(0, 9), text.slice(9)), everyMs: 100, stayMs: 500 }
    expect(clients.play(lab, body, '')).toEqual({ connection: 'c1' })
    const [{ seen } = { seen: [] }] = wires
    clock.advance(0)
    await turn()
    expect(seen).toEqual([text.slice(0, 9)])
    clock.advance(99)
    await turn()
    expect(seen).toHaveLength(1)
    clock.advance(1)
    await turn()
    expect(seen).toEqual([text.slice(0, 9), text.slice(9)])
    clock.advance(499)
    await turn()
    expect(seen).not.toContain('end')
    clock.advance(1)
    await turn()
    expect(seen.at(-1)).toBe('end')
    // The server does not end its own side: the client leaves it.
    clock.advance(1_000)
    await turn()
    expect([seen.at(-1), clock.pending]).toEqual(['close', 0])
  })

  it('holds back what follows a handshake until there is a 101, and for its whole life if there is none', async () => {
    const { clock, lab, clients, wires } = setUp()
    const head = get(lab, 'ws', HANDSHAKE)
    for (let i = 0; i < 2; i++) clients.play(lab, { bytes: bytes(`${head}frame`, 'more'), everyMs: 10 }, '')
    const [first, second] = wires
    clock.advance(5_000)
    await turn()
    expect(first?.seen).toEqual([head])
    first?.say(SWITCHED.slice(0, 40))
    clock.advance(1_000)
    await turn()
    expect(first?.seen).toEqual([head])
    first?.say(SWITCHED.slice(40))
    clock.advance(20)
    await turn()
    expect(first?.seen).toEqual([head, 'frame', 'more'])
    clock.advance(30_000)
    await turn()
    clock.advance(1_000)
    await turn()
    expect([first?.seen.slice(3), second?.seen, clock.pending]).toEqual([
      ['end', 'close'],
      [head, 'end', 'close'],
      0,
    ])
  })

  it('leaves once all is answered, or the server has', async () => {
    const { clock, lab, clients, wires } = setUp()
    for (let i = 0; i < 2; i++) clients.play(lab, { bytes: bytes(get(lab, 'short-poll')) }, '')
    clock.advance(0)
    await turn()
    wires[0]?.say('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{')
    clock.advance(1)
    await turn()
    expect(wires[0]?.seen).toHaveLength(1)
    wires[0]?.say('}')
    clock.advance(0)
    wires[1]?.end()
    await turn()
    await turn()
    expect(wires.map(({ seen }) => seen.slice(1, 2))).toEqual([['end'], ['end']])
    wires[0]?.end()
    await turn()
    expect([wires.map(({ seen }) => seen.at(-1)), clock.pending]).toEqual([['close', 'close'], 0])
  })

  it.each(['drain', 'end'] as const)('leaves at the lab’s %s, and makes room for others', async (what) => {
    const { clock, lab, clients, wires } = setUp()
    const body = { bytes: bytes(get(lab, 'sse')), stayMs: 30_000 }
    for (let i = 0; i < 4; i++) expect(clients.play(lab, body, '')).toEqual({ connection: `c${i + 1}` })
    expect(clients.play(lab, body, '')).toMatchObject({ refused: 'too-many-connections' })
    clock.advance(0)
    void lab[what]()
    await turn()
    for (const { seen } of wires) expect(seen.at(-1)).toBe('end')
    clock.advance(1_000)
    await turn()
    for (const { seen } of wires) expect(seen.at(-1)).toBe('close')
    expect(clock.pending).toBe(0)
    expect(clients.play(lab, body, '')).toMatchObject({
      refused: what === 'end' ? 'lab-not-found' : 'draining',
    })
  })
})
