/** Makes units; every reader of a source does, and all must name them alike. */
import type { SourceId } from './bytes.ts'
import type { Field, Unit, UnitKind } from './field.ts'
import type { Problem } from './problem.ts'

/** Makes the unit over [start, end) of a source; its id is `<source>@<start>`. */
export function makeUnit(
  kind: UnitKind,
  source: SourceId,
  start: number,
  end: number,
  complete: boolean,
  fields: readonly Field[],
): Unit {
  return { id: `${source}@${start}`, kind, source, range: { start, end }, complete, fields }
}

/** Gives the unit with a problem on its last field; for what only its end shows. */
export function withLastProblem(unit: Unit, problem: Problem): Unit {
  const fields = unit.fields.map((field, index) =>
    index === unit.fields.length - 1 ? { ...field, problems: [...field.problems, problem] } : field,
  )
  return { ...unit, fields }
}
