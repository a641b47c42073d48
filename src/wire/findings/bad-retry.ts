/** `retry: 0`, with which clients come back without a pause; or one that is no number, which is ignored. */
import { blockLines } from '../trace/queries/event-blocks.ts'
import { findField } from '../trace/queries/fields.ts'
import { blocksOf } from './event-blocks-of.ts'
import { unitEvidence } from './evidence.ts'
import { streamsIn } from './exchange-facts.ts'
import type { FindingRule } from './finding.ts'

export const badRetry: FindingRule = (run) =>
  streamsIn(run).flatMap((facts) =>
    blocksOf(facts).flatMap(({ unit }) =>
      blockLines(unit, 'retry').flatMap(({ index, line }) => {
        const value = String(findField(line.children, 'event-stream.field-value')?.value ?? '')
        const what = /^0+$/.test(value) ? 'zero' : 'no-number'
        if (what === 'no-number' && /^[0-9]+$/.test(value)) return []
        const evidence = [unitEvidence(facts.down, unit, [index], value)]
        return [{ target: facts.target, evidence, facts: { what, value } }]
      }),
    ),
  )
