/** Messages that were pasted, or stand alone, with nobody blamed for what they lost on the way. */
import type { Field, Unit } from '../field/field.ts'
import type { Problem } from '../field/problem.ts'

/** What a text box did, nobody sent: line feeds alone are not said, and what no longer fits is said to be that. */
export function withoutBlame(unit: Unit): Unit {
  return withProblems(unit, (problems) =>
    problems
      .filter(({ code }) => code !== 'bare-line-feed')
      .map((problem) => (OF_LINE_ENDS.has(problem.code) ? { ...problem, ...LINE_ENDS_LOST } : problem)),
  )
}

/** Of bytes that stand alone nobody saw how their connection ended: what is not there was not left out by anybody. */
export function withoutEnd(unit: Unit): Unit {
  if (unit.complete) return unit
  return withProblems(unit, (problems) => problems.filter(({ code }) => code !== 'truncated'))
}

function withProblems(unit: Unit, of: (problems: readonly Problem[]) => readonly Problem[]): Unit {
  const own = (field: Field): Field => ({
    ...field,
    problems: of(field.problems),
    children: field.children.map(own),
  })
  return { ...unit, fields: unit.fields.map(own) }
}

const LINE_ENDS_LOST = { code: 'line-ends-lost', severity: 'oddity' } as const
const OF_LINE_ENDS: ReadonlySet<Problem['code']> = new Set<Problem['code']>([
  'malformed-chunk-size',
  'missing-chunk-end',
  'beyond-message-end',
  'truncated',
])
