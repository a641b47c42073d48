/** A message whose line ends were lost when it was pasted, with nobody blamed for that. */
import type { Field, Unit } from '../field/field.ts'
import type { Problem } from '../field/problem.ts'

/** What a text box did, nobody sent: line feeds alone are not said, and what no longer fits is said to be that. */
export function withoutBlame(unit: Unit): Unit {
  return { ...unit, fields: unit.fields.map(notBlamed) }
}

function notBlamed(field: Field): Field {
  const problems = field.problems
    .filter(({ code }) => code !== 'bare-line-feed')
    .map((problem): Problem => (OF_LINE_ENDS.has(problem.code) ? { ...problem, ...LINE_ENDS_LOST } : problem))
  return { ...field, problems, children: field.children.map(notBlamed) }
}

const LINE_ENDS_LOST = { code: 'line-ends-lost', severity: 'oddity' } as const
const OF_LINE_ENDS: ReadonlySet<Problem['code']> = new Set<Problem['code']>([
  'malformed-chunk-size',
  'missing-chunk-end',
  'beyond-message-end',
  'truncated',
])
