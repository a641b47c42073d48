/**
 * The streams under faults, in the reader's own hand: what was published while the cable was cut arrives once it is back,
 * the browser says how far it had come, and what a reader types crosses under a mask.
 */
import type { Direction } from '../../src/wire/bytes/bytes.ts'
import { conversationOf } from '../../src/wire/trace/conversation.ts'
import type { Trace } from '../../src/wire/trace/trace.ts'
import { framesOf } from '../../src/wire/trace/queries/frames.ts'
import { header } from '../../src/wire/trace/queries/heads.ts'
import { derivedSource } from '../../src/wire/trace/queries/sides.ts'
import { BenchOnPage } from './bench.ts'
import { expect, test } from './site.ts'

/** The browser itself says in its console that an answer broke off, and it may say nothing else. */
function expectOnlyTheCut(consoleErrors: string[]): void {
  expect(consoleErrors.filter((error) => !/net::ERR_[A-Z_]+ .*\/labs\//.test(error))).toEqual([])
  consoleErrors.length = 0
}

function delivered(run: Trace): readonly number[] {
  return run.events.flatMap((event) => (event.kind === 'delivered' ? [event.event] : []))
}

test('/sse/: cut by a reset, the browser comes back with its Last-Event-ID and misses nothing', async ({
  page,
  consoleErrors,
}) => {
  await page.goto('/sse/')
  const bench = new BenchOnPage(page, 'cut-and-resume', '/sse/')
  const { words } = bench
  await bench.start()
  const publish = bench.button(words.controls.publishGoal)
  // The figure's lab says something by itself as soon as its stream is open.
  await bench.savedRunWith((run) => (delivered(run).includes(1) ? run : undefined), 'the first event')

  await bench.button(words.run.faults.reset).click()
  await bench.savedRunWith(
    (run) => run.events.find((event) => event.kind === 'fault' && event.affected === 1),
    'the fault, in the trace',
  )
  await publish.click()
  const run = await bench.savedRunWith(
    (each) => (delivered(each).includes(2) ? each : undefined),
    'the event that was published while nobody listened',
  )
  expect(delivered(run)).toEqual([1, 2])
  const [, again] = conversationOf(run.events).exchanges.filter(({ transport }) => transport === 'sse')
  expect(again && header(again, 'request', 'last-event-id')).toBe('1')
  expectOnlyTheCut(consoleErrors)
})

test('/websocket/: what a reader types crosses under a mask and comes back as an event', async ({ page }) => {
  await page.goto('/websocket/')
  const bench = new BenchOnPage(page, 'first-frames', '/websocket/')
  const { words } = bench
  await bench.start()
  await bench.socketOpen()
  // Here the server may speak first, and does: a frame of its own before any of the browser's.
  const first = await bench.savedRunWith(
    (each) => (delivered(each).includes(1) ? each : undefined),
    'an event that nobody asked for',
  )
  // A heartbeat and its answer may have crossed by now.
  const namesIn = (direction: Direction, heartbeat: string): readonly unknown[] =>
    framesOf(conversationOf(first.events), direction).flatMap(({ name }) =>
      name === heartbeat ? [] : [name],
    )
  expect(namesIn('server-to-client', 'ping')).toEqual(['text'])
  expect(namesIn('client-to-server', 'pong')).toEqual([])
  const text = '你好 “</script>” 🎉'
  await bench.root.getByRole('textbox', { name: words.controls.sendText }).fill(text)
  await bench.button(words.controls.send).click()
  const run = await bench.savedRunWith(
    (each) => (delivered(each).includes(2) ? each : undefined),
    'the event',
  )
  const [exchange] = conversationOf(run.events).exchanges.filter(({ transport }) => transport === 'ws')
  if (exchange === undefined) throw new Error('no exchange')
  const up = exchange.sides['client-to-server']
  const wire = Buffer.from(up.source.bytes)
  expect(wire.includes(Buffer.from(text))).toBe(false)
  const unmasked = derivedSource(up, 'unmasked')
  expect(Buffer.from(unmasked?.bytes ?? []).toString('utf8')).toContain(JSON.stringify(text))
})

for (const [slug, scene, run] of [
  ['iframe-streaming/held-back', 'silent-cut', 'iframe-stream'],
  ['sse', 'cut-and-resume', 'sse'],
] as const) {
  test(`/${slug}/: ended by a FIN, ${run} asks again from its cursor and repeats nothing`, async ({
    page,
    consoleErrors,
  }) => {
    await page.goto(`/${slug}/`)
    const bench = new BenchOnPage(page, scene, `/${slug}/`)
    const { words } = bench
    await bench.start()
    const publish = bench.button(words.controls.publishGoal)
    await publish.click()
    const before = await bench.savedRunWith(
      (each) => (delivered(each).length > 0 ? delivered(each) : undefined),
      'an event before the cut',
    )
    await bench.button(words.run.faults.fin).click()
    await publish.click()
    const after = await bench.savedRunWith((each) => {
      const asked = conversationOf(each.events).exchanges.filter(({ transport }) => transport === run)
      return asked.length > 1 && delivered(each).length > before.length ? delivered(each) : undefined
    }, 'a second request, and what it brought')
    expect(after).toEqual([...new Set(after)].sort((a, b) => a - b))
    expect(after.at(-1)).toBe(after.length)
    expectOnlyTheCut(consoleErrors)
  })
}
