/** The sentences about duties: one for each receiver of each problem, in both languages, with its numbers. */
import { RECEIVER_RULES } from '../wire/field/receiver-rules.ts'
import { receiverSentence } from './receiver-words.ts'
import { LANGUAGES } from '../words/languages.ts'
import { describe, expect, it } from 'vitest'

describe.each(LANGUAGES)('what a receiver does, in %s', (language) => {
  it('is said of every problem, with the code or status', () => {
    for (const duties of Object.values(RECEIVER_RULES))
      for (const receiver of ['server', 'client'] as const) {
        const duty = duties[receiver]
        if (duty === undefined) continue
        const sentence = receiverSentence(language, receiver, duty)
        expect(sentence).toMatch(/[.。]$/)
        expect(sentence).not.toMatch(/undefined/)
        for (const act of duty.acts) {
          if (act.kind === 'fail-websocket') expect(sentence).toContain(String(act.closeCode))
          if (act.kind === 'answer') expect(sentence).toContain(String(act.status))
        }
      }
  })

  it('tells bound receivers from free ones', () => {
    const acts = [{ kind: 'close' }] as const
    const citation = { standard: 'RFC 6455', section: '5.2' } as const
    const said = (['must', 'should', 'may', 'customary'] as const).map((obligation) =>
      receiverSentence(language, 'client', { obligation, acts, citation }),
    )
    expect(new Set(said).size).toBe(4)
  })
})
