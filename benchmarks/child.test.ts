/** What the processes of a bench share. */
import { expect, it } from 'vitest'
import { Child } from './child.ts'
import { EPOCH, epochMs } from './one-clock.ts'

/** Where the child is held up between the two readings their difference is too small: the largest of some counts. */
const TELL = `
  const read = () => performance.timeOrigin + performance.now() - Number(process.hrtime.bigint()) / 1e6
  process.send(Math.max(...Array.from({ length: 9 }, read)))
`

it.each([
  ['the clock of the process that starts it', {}, epochMs],
  ['whatever the system’s clock says by then', { [EPOCH]: String(epochMs - 60_000) }, epochMs - 60_000],
])('a child counts by %s', async (_, environment, expected) => {
  const child = Child.start('The child', ['--eval', TELL], environment)
  expect(await child.next<number>()).toBeCloseTo(expected, 1)
  await child.end()
})
