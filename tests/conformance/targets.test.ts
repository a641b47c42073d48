/** One way from a request target to a lab: however it is spelled, every call of the lab is served or none, and tapped is what is served. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestLab, type TestServer } from '../support/comet.ts'
import { request } from '../support/http-client.ts'
import { rawClient } from '../support/raw-client.ts'
import { readTap, type TapReader } from '../support/tap-reader.ts'

let site: TestServer
let lab: TestLab
let tap: TapReader
beforeAll(async () => {
  site = await startServer()
  lab = await site.lab()
  tap = await readTap(site.origin, lab.path)
})
afterAll(() => {
  tap.close()
  site.server.end()
})

const HANDSHAKE = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
]
const EVENT = '{"type":"goal","data":1}'

/** Calls that a lab answers well, each with a request as bytes; tapped are those of them that are exchanges. */
const CALLS: Readonly<Record<string, (target: string) => string>> = {
  'short-poll': (target) => request(`${target}?after=0`),
  sse: (target) => request(`${target}?after=0&once=1`),
  ws: (target) => request(target, 'GET', HANDSHAKE),
  events: (target) => request(target, 'POST', [`Content-Length: ${EVENT.length}`]) + EVENT,
  observe: (target) => request(target, 'GET', HANDSHAKE),
  answer: (target) => request(target, 'DELETE'),
}
const TAPPED = ['short-poll', 'sse', 'ws', 'events']

const encoded = (letter: string): string => `%${letter.charCodeAt(0).toString(16)}`

const SPELLINGS: Readonly<Record<string, (id: string, call: string) => string>> = {
  plain: (id, call) => `/labs/${id}/${call}`,
  'behind its origin': (id, call) => `http://test/labs/${id}/${call}`,
  'behind an origin in capitals': (id, call) => `HTTP://TEST:80/labs/${id}/${call}`,
  'behind another origin': (id, call) => `https://[::1]:4321/labs/${id}/${call}`,
  'behind a user': (id, call) => `http://me@test/labs/${id}/${call}`,
  'behind a user and a word': (id, call) => `http://me:word@test/labs/${id}/${call}`,
  'behind no host': (id, call) => `http:///labs/${id}/${call}`,
  'behind another scheme': (id, call) => `ftp://test/labs/${id}/${call}`,
  'a dot before the id': (id, call) => `/labs/./${id}/${call}`,
  'a dot before all': (id, call) => `/./labs/${id}/${call}`,
  'a dot behind the id': (id, call) => `/labs/${id}/./${call}`,
  'up and down again': (id, call) => `/labs/x/../${id}/${call}`,
  'an encoded dot': (id, call) => `/labs/%2e/${id}/${call}`,
  'two slashes before all': (id, call) => `//labs/${id}/${call}`,
  'two slashes before the id': (id, call) => `/labs//${id}/${call}`,
  'two slashes behind the id': (id, call) => `/labs/${id}//${call}`,
  'a slash behind the call': (id, call) => `/labs/${id}/${call}/`,
  'an encoded letter of the id': (id, call) => `/labs/${encoded(id.charAt(0))}${id.slice(1)}/${call}`,
  'an encoded letter of "labs"': (id, call) => `/lab%73/${id}/${call}`,
  'an encoded letter of the call': (id, call) => `/labs/${id}/${encoded(call.charAt(0))}${call.slice(1)}`,
  'an encoded slash': (id, call) => `/labs/${id}%2F${call}`,
  'an encoded question mark': (id, call) => `/labs/${id}/${call}%3F`,
  'a backslash': (id, call) => `/labs\\${id}/${call}`,
  capitals: (id, call) => `/LABS/${id}/${call}`,
  'a parameter': (id, call) => `/labs/${id}/${call};x`,
  'a fragment': (id, call) => `/labs/${id}/${call}#x`,
  'no slash at all': (id, call) => `labs/${id}/${call}`,
}
const SERVED = ['plain', 'behind its origin', 'behind an origin in capitals', 'behind another origin']

/** The status of the answer to a request on a connection of its own; 0 where there is none. */
async function statusOf(text: string): Promise<number> {
  const client = await rawClient(site.port)
  client.write(text)
  const answer = await client.untilText('\r\n\r\n').catch(() => '')
  client.socket.destroy()
  return Number(answer.slice(9, 12))
}

describe('a lab’s target', () => {
  it.each(Object.entries(SPELLINGS))(
    '%s is the lab’s for all its calls and the tap, or for none',
    async (name, spell) => {
      const before = tap.all().length
      for (const [call, ask] of Object.entries(CALLS)) {
        const status = await statusOf(ask(spell(lab.id, call)))
        expect(status === 101 || (status >= 200 && status < 300), `${call}: ${status}`).toBe(
          SERVED.includes(name),
        )
      }
      // What comes later than that is seen later in the tap.
      await statusOf(request(`${lab.path}/short-poll?after=0&marker`))
      await tap.until(() =>
        tap
          .all()
          .slice(before)
          .some(({ sent }) => sent.includes('&marker')),
      )
      const tapped = tap
        .all()
        .slice(before, -1)
        .map(({ transport }) => transport)
      expect(tapped).toEqual(SERVED.includes(name) ? TAPPED : [])
    },
  )
})
