/**
 * A lecture: one lab on two instances, its owner at work on all five transports, and many who watch by its link, some from
 * the beginning and some who come late, half on each instance.
 */
import { setTimeout as passed } from 'node:timers/promises'
import { TRANSPORTS } from '../../src/wire/trace/transports.ts'
import type { TestLab, TestServer } from '../support/comet.ts'
import type { RawClient } from '../support/raw-client.ts'
import { openTransport } from '../support/raw-transports.ts'
import { moments, openWatch, partsOfId, watch, type Watcher } from '../support/watcher.ts'

/** Where the two instances are. */
export type Instance = Pick<TestServer, 'origin' | 'port'> & { lab(settings?: object): Promise<TestLab> }

export interface Lecture {
  readonly watchers: number
  readonly events: number
  /** What each was sent, in messages. */
  readonly messages: number
  /** The count that the owner was told last before the link ended. */
  readonly counted: number
  readonly wrong: readonly string[]
}

const EVENTS = 40

/** Gives it to so many. */
export async function lecture(instances: readonly [Instance, Instance], watchers: number): Promise<Lecture> {
  const [one, two] = instances
  const at = (i: number): Instance => (i % 2 === 0 ? one : two)
  const lab = await one.lab()
  const own = await watch(one.origin, `${lab.path}/observe`)
  const path = await openWatch(two.origin, lab.path)
  const come = (from: number, until: number): Promise<Watcher[]> =>
    Promise.all(Array.from({ length: until - from }, (_, i) => watch(at(i).origin, path)))

  const early = await come(0, Math.ceil(watchers / 2))
  const clients: RawClient[] = []
  for (const [i, transport] of TRANSPORTS.entries()) clients.push(await openTransport(at(i), lab, transport))
  for (let i = 0; i < EVENTS / 2; i++) {
    await lab.publish('goal', { i, of: lab.id })
    own.send(JSON.stringify({ kind: 'report', marks: `step ${i} of ${lab.path}` }))
  }
  const all = [...early, ...(await come(early.length, watchers))]
  for (let i = EVENTS / 2; i < EVENTS; i++) await lab.publish('goal', { i, of: lab.id })
  for (const client of clients) client.socket.destroy()
  const isThrough = ({ messages }: Watcher): boolean =>
    messages.filter((each) => each.kind === 'event').length === EVENTS &&
    messages.filter((each) => each.kind === 'reported').length === EVENTS / 2 &&
    messages.filter((each) => each.kind === 'exchange' && each.state === 'closed').length ===
      EVENTS + TRANSPORTS.length
  await Promise.all(all.map((each) => each.until(() => isThrough(each))))
  const count = (): number =>
    own.messages.reduce((last, each) => (each.kind === 'watchers' ? each.count : last), 0)
  await own.until(() => count() === watchers)

  // A connection's end is told after that of its last exchange, and on one instance sooner than on the other.
  const isUnlike = (each: Watcher): boolean => JSON.stringify(sorted(each)) !== JSON.stringify(sorted(all[0]))
  for (let tries = 0; tries < 100 && all.some(isUnlike); tries++) await passed(100)
  const wrong: string[] = []
  for (const [i, each] of all.entries()) {
    if (isUnlike(each)) wrong.push(`watcher ${i} saw other moments than the first`)
    const bytes = each.messages.flatMap((message) =>
      message.kind === 'slice' ? [Buffer.from(message.bytes, 'base64').toString('latin1')] : [],
    )
    for (const text of [...each.texts, ...bytes])
      if (partsOfId(text, lab.id).length > 0) wrong.push(`watcher ${i} was sent the id: ${text}`)
  }
  const counted = count()
  all[1]?.send('{"kind":"publish","type":"goal","data":1}')
  const spoke = await all[1]?.closed
  if (spoke?.code !== 1008) wrong.push(`a watcher that spoke was closed with ${spoke?.code}`)
  await fetch(`${one.origin}${lab.path}/watch`, { method: 'DELETE' })
  for (const [i, each] of all.entries()) {
    const closed = await Promise.race([each.closed, passed(10_000, undefined, { ref: false })])
    if (i !== 1 && closed?.code !== 4001) wrong.push(`watcher ${i} was closed with ${closed?.code}`)
  }
  own.close()
  const messages = all[0]?.messages.length ?? 0
  return { watchers: all.length, events: EVENTS, messages, counted, wrong }
}

/** By name, since what crosses on two instances may be told of in either order. */
function sorted(watcher: Watcher | undefined): readonly unknown[] {
  return watcher === undefined
    ? []
    : Object.entries(moments(watcher)).toSorted(([a], [b]) => (a < b ? -1 : 1))
}
