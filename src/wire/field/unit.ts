/** Makes units; every reader of a source does, and all must name them alike. */
import type { ByteRange, SourceId } from '../bytes/bytes.ts'
import { makeField, type Field, type Unit, type UnitKind } from './field.ts'
import type { Problem } from './problem.ts'

/**
 * So many units of one kind are read of one side; what follows is left as it is, in one unit. Ten megabytes of zeros are five
 * million frames, of line feeds ten million blocks, and nobody's list holds them.
 */
export const MAX_UNITS = 250_000

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

/** Makes the unit of what is not looked into any more. */
export function restUnit(source: SourceId, start: number, end: number, complete: boolean): Unit {
  const citation = { standard: 'RFC 9110', section: '6.4' } as const
  return makeUnit('content', source, start, end, complete, [
    makeField('http.content', source, start, end, { citation }),
  ])
}

/** Gives the fields of a unit from its range and what its reader kept of it; the same ones whenever it is asked. */
export type FieldMaker<Detail> = (range: ByteRange, detail: Detail) => readonly Field[]

/**
 * A unit whose fields are made when they are first looked at, and kept from then on. Ten megabytes of frames are a million
 * fields, of which a list shows none and a reader opens a few.
 */
export class LazyUnit<Detail> implements Unit {
  readonly id: string
  readonly kind: UnitKind
  readonly source: SourceId
  readonly range: ByteRange
  readonly complete: boolean
  declare readonly fields: readonly Field[]
  #made: readonly Field[] | undefined
  #make: FieldMaker<Detail> | undefined
  readonly #detail: Detail

  constructor(
    kind: UnitKind,
    source: SourceId,
    range: ByteRange,
    complete: boolean,
    make: FieldMaker<Detail>,
    detail: Detail,
  ) {
    this.id = `${source}@${range.start}`
    this.kind = kind
    this.source = source
    this.range = range
    this.complete = complete
    this.#make = make
    this.#detail = detail
    // Its own property, as of a plain object: spread, cloned and compared with the fields in it.
    Object.defineProperty(this, 'fields', LazyUnit.#FIELDS)
  }

  /** One getter for all, so that they have one shape. */
  static readonly #FIELDS: PropertyDescriptor & ThisType<LazyUnit<unknown>> = {
    enumerable: true,
    get() {
      if (this.#make !== undefined) {
        this.#made = this.#make(this.range, this.#detail)
        this.#make = undefined
      }
      return this.#made
    },
  }
}

/** Gives the units with a problem on the last field of the last of them; for what only its end shows. */
export function withProblemOnLastUnit(units: readonly Unit[], problem: Problem): readonly Unit[] {
  const last = units.at(-1)
  return last === undefined ? units : [...units.slice(0, -1), withLastProblem(last, problem)]
}

/** Gives the unit with a problem on its last field. */
export function withLastProblem(unit: Unit, problem: Problem): Unit {
  return { ...unit, fields: withProblemOnLast(unit.fields, problem) }
}

/** Gives the fields with a problem on the last of them. */
export function withProblemOnLast(fields: readonly Field[], problem: Problem): readonly Field[] {
  return withProblemsAt(fields, [problem], (_, field) => field === fields.at(-1))
}

/** Gives the fields with each problem on those that it is on; what its finder knew of its place is left out. */
export function withProblemsAt<Placed extends Problem>(
  fields: readonly Field[],
  problems: readonly Placed[],
  isOn: (problem: Placed, field: Field) => boolean,
): readonly Field[] {
  if (problems.length === 0) return fields
  return fields.map((field) => {
    const own = problems.filter((problem) => isOn(problem, field)).map(withoutPlace)
    return own.length === 0 ? field : { ...field, problems: [...field.problems, ...own] }
  })
}

function withoutPlace({ code, severity, citation, closeCode }: Problem): Problem {
  return { code, severity, citation, ...(closeCode === undefined ? {} : { closeCode }) }
}
