/** `retry: 0`, with which clients come back without a pause; or one that is no number, which is ignored. */
import { blockLines } from '../trace/queries/event-blocks.ts'
import { findField } from '../trace/queries/fields.ts'
import { blocksOf } from './event-blocks-of.ts'
import { unitEvidence } from './evidence.ts'
import { factsOf } from './exchange-facts.ts'
import { finding, type FindingRule } from './finding.ts'

export const badRetry: FindingRule = {
  code: 'bad-retry',
  find: (run) =>
    factsOf(run).flatMap((facts) =>
      !facts.isStream
        ? []
        : blocksOf(facts).flatMap(({ unit }) =>
            blockLines(unit, 'retry').flatMap(({ index, line }) => {
              const { exchange, target } = facts
              const value = String(findField(line.children, 'event-stream.field-value')?.value ?? '')
              const what = /^0+$/.test(value) ? 'zero' : /^[0-9]+$/.test(value) ? undefined : 'no-number'
              if (what === undefined) return []
              const side = exchange.sides['server-to-client']
              return finding('bad-retry', target, [unitEvidence(exchange, side, unit, [index], value)], {
                what,
                value,
              })
            }),
          ),
    ),
}
