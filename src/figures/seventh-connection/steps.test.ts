/** The steps of the recorded run: each is reached after the one before, and what it says is so at its moment. */
import { expect, it } from 'vitest'
import { capturedRun } from '../../../tests/support/captured-run.ts'
import { createStepMoments, socketRows } from './facts.ts'

it('finds one stream, then six, then the seventh and a request that wait; nobody lets go', () => {
  const { conversation, events } = capturedRun('seventh-connection')
  const moments = createStepMoments()(conversation, events)
  const { one = -1, six = -1, seventh = -1, ask = -1 } = moments
  expect([one, six, seventh, ask]).toEqual([one, six, seventh, ask].toSorted((a, b) => a - b))
  expect(one).toBeGreaterThan(0)
  expect(moments.freed).toBeUndefined()
  expect(socketRows(conversation, events, seventh + 1).streams).toHaveLength(7)
  expect(socketRows(conversation, events, ask + 1).asks).toHaveLength(1)
})

it('looks at no note twice, and begins anew with another run', () => {
  const { conversation, events } = capturedRun('seventh-connection')
  const read = createStepMoments()
  const half = events.slice(0, events.length / 2)
  read(conversation, half)
  expect(read(conversation, events)).toEqual(createStepMoments()(conversation, events))
  expect(read(capturedRun('stream-ends').conversation, [])).toEqual({})
})
