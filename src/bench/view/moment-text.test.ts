/** The sentence of a moment that no mark stands for. */
import { describe, expect, it } from 'vitest'
import { capturedRun } from '../../../tests/support/captured-run.ts'
import { originOf } from './moments.ts'
import { momentText } from './moment-text.ts'
import { BENCH_WORDS } from './words.ts'

describe('a moment in words', () => {
  const { events, timeline } = capturedRun('two-polls')
  const said = (kind: string): string => {
    const moment = events.findIndex((event) => event.kind === kind)
    return momentText({ events, timeline, words: BENCH_WORDS.en, origin: originOf(timeline) }, moment)
  }

  it('says what it is, also where the ladder has no mark of it', () => {
    expect(said('connection-opened')).toMatch(/ s: a connection opens$/)
    expect(said('exchange-closed')).toMatch(/ s: an exchange is over$/)
    expect(said('run-stopped')).toMatch(/ s: the page’s code is stopped$/)
    expect(said('run-stopped')).not.toContain('connection')
  })
})
