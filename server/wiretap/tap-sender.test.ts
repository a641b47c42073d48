import { expect, it } from 'vitest'
import { ForeignTap } from './foreign-tap.ts'
import type { ExchangeState } from './log-subject.ts'
import { Recorder } from './recorder.ts'
import { TapSender } from './tap-sender.ts'

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

it('one that cannot send keeps no more than so much, and begins anew with what there is then', async () => {
  const recorder = new Recorder({ instance: 'ab12-', limitBytes: 20_000 })
  const sent: { readonly number: number; readonly lines: readonly string[] }[] = []
  let goOn = (): void => undefined
  const sender = new TapSender(recorder, 'ab12-', (number, text) => {
    sent.push({ number, lines: text.split('\n').filter((line) => line !== '') })
    return new Promise<void>((resolve) => (goOn = resolve))
  })
  const connection = recorder.openConnection(1)
  const exchange = (): ExchangeState => {
    const opened = recorder.openExchange(connection, 'short-poll', 2)
    recorder.slice(opened, 'client-to-server', Buffer.from('GET'), [], 3, 4)
    recorder.closeExchange(opened, 5)
    return opened
  }
  exchange()
  await turn()
  // All this while the first message is on its way.
  for (let i = 0; i < 10_000; i++) exchange()
  const last = exchange()
  for (let before = -1; before !== sent.length;) {
    before = sent.length
    goOn()
    await turn()
  }

  const anew = sent.findIndex(({ number }, i) => i > 0 && number === 0)
  expect(sent.map(({ number }) => number)).toEqual(sent.map((_, i) => (i < anew ? i : i - anew)))
  const lines = sent.flatMap((message) => message.lines)
  expect(lines.length).toBeLessThan(3_000)
  expect(lines.at(-1)).toContain(`"${last.id}"`)
  // Whoever hears it makes whole exchanges of it: none is closed twice, or before it was open.
  const there = new ForeignTap('ab12-')
  const rows = lines.flatMap((line) => there.rowsOf(line, 0))
  const exchanges = new Set(rows.map(({ subject }) => subject).filter((subject) => 'transport' in subject))
  expect([...exchanges].every((state) => 'closedAt' in state && state.closedAt === 5)).toBe(true)
  expect(exchanges.size).toBeGreaterThan(500)
  sender.end()
})
