/**
 * The invariants that every dissector and fold must keep, one helper each: tiling, any split, incremental = at once.
 * (Encode-then-dissect and the second opinion compare with something of their own and stand in the tests.)
 * Random cases come from fast-check, which prints seed and path of a failing one.
 */
import fc from 'fast-check'
import { isDeepStrictEqual } from 'node:util'
import { expect } from 'vitest'
import type { Dissected, Field, Unit } from '../../src/wire/field/field.ts'
import { findProblems, leaves } from '../../src/wire/trace/queries/fields.ts'

/** Checks that fields cover [start, end) of one source exactly: no gap, no overlap, nothing empty, children as well. */
export function expectTiling(fields: readonly Field[], start: number, end: number): void {
  const problem = tilingProblem(fields, start, end)
  expect(problem, `${problem}\n${outline(fields)}`).toBeUndefined()
}

function tilingProblem(fields: readonly Field[], start: number, end: number): string | undefined {
  let at = start
  for (let i = 0; i < fields.length;) {
    const field = fields[i]
    if (field === undefined) break
    const { range } = field
    if (range.start !== at) return `byte ${at}: the next field begins at ${range.start}`
    if (range.end <= range.start) return `byte ${at}: ${field.kind} is empty`
    const together = fields.slice(i).filter((each) => sameRange(each, field))
    const bits = together.some((each) => each.bits !== undefined)
    if (bits && !tilesBits(together, (range.end - range.start) * 8)) return `byte ${at}: bits not covered`
    if (!bits && together.length > 1) return `byte ${at}: two fields over the same bytes`
    for (const each of together) {
      if (each.children.length === 0) continue
      const inner = tilingProblem(each.children, range.start, range.end)
      if (inner !== undefined) return `in ${each.kind}: ${inner}`
    }
    i += together.length
    at = range.end
  }
  return at === end ? undefined : `the fields end at ${at}, not at ${end}`
}

function sameRange(a: Field, b: Field): boolean {
  return a.source === b.source && a.range.start === b.range.start && a.range.end === b.range.end
}

function tilesBits(fields: readonly Field[], count: number): boolean {
  let at = 0
  for (const { bits } of fields) {
    if (bits?.start !== at) return false
    at = bits.end
  }
  return at === count
}

/** Checks that a unit's fields cover it and name its source. */
export function expectUnitTiling(unit: Unit): void {
  expectTiling(unit.fields, unit.range.start, unit.range.end)
  for (const field of leaves(unit.fields)) expect(field.source).toBe(unit.source)
}

/** Every problem anywhere in a tree. */
export function problemCodes(fields: readonly Field[]): string[] {
  return findProblems(fields).map(({ problem }) => problem.code)
}

/** A tree as lines, for the message of a failure. */
export function outline(fields: readonly Field[], indent = ''): string {
  return fields
    .map(({ kind, range, value, children }) => {
      const own = `${indent}${kind} [${range.start}, ${range.end})${value === undefined ? '' : ` = ${value}`}`
      return children.length === 0 ? own : `${own}\n${outline(children, `${indent}  `)}`
    })
    .join('\n')
}

/**
 * Checks a dissector on every prefix of some bytes: where it is not done, the partial fields tile the prefix and
 * `atLeast` is exact (no shorter suffix over `alphabet` finishes it, some suffix that long does); where it is done, it
 * says the same on every longer prefix.
 */
export function expectEveryPrefix<T>(
  bytes: Uint8Array,
  dissect: (bytes: Uint8Array) => Dissected<T>,
  alphabet: string,
): void {
  const whole = dissect(bytes)
  const end = whole.status === 'done' ? whole.end : bytes.length + 1
  for (let length = 0; length <= bytes.length; length++) {
    const prefix = bytes.slice(0, length)
    const seen = dissect(prefix)
    if (length >= end) {
      expect(seen).toEqual(whole)
      continue
    }
    if (seen.status === 'done') throw new Error(`done after ${length} bytes, the whole only at ${end}`)
    expectTiling(seen.partial, 0, length)
    if (whole.status === 'done')
      expect(seen.atLeast, `after ${length} bytes`).toBeLessThanOrEqual(end - length)
    expect(seen.atLeast).toBeGreaterThan(0)
    const finishes = (suffix: readonly number[]): boolean =>
      dissect(Uint8Array.from([...prefix, ...suffix])).status === 'done'
    if (seen.atLeast > 3) continue
    const codes = Array.from(alphabet, (letter) => letter.charCodeAt(0))
    const shorter = suffixes(codes, seen.atLeast - 1)
    expect(shorter.find(finishes), `after ${length} bytes atLeast is too large`).toBeUndefined()
    expect(suffixes(codes, seen.atLeast).some(finishes), `after ${length} bytes atLeast is too small`).toBe(
      true,
    )
  }
}

function suffixes(codes: readonly number[], length: number): (readonly number[])[] {
  if (length === 0) return [[]]
  return suffixes(codes, length - 1).flatMap((head) => codes.map((code) => [...head, code]))
}

/** Ways to cut `length` bytes into consecutive, non-empty pieces. */
export function cuts(
  length: number,
): fc.Arbitrary<readonly { readonly start: number; readonly end: number }[]> {
  return fc
    .uniqueArray(fc.integer({ min: 1, max: Math.max(1, length - 1) }), { maxLength: 12 })
    .map((points) => {
      const bounds = [0, ...points.filter((point) => point < length).sort((a, b) => a - b), length]
      return bounds.slice(1).map((end, index) => ({ start: bounds[index] ?? 0, end }))
    })
}

/**
 * Checks that a fold read after every push ends where one that is read only once ends, and that what it handed out on
 * the way is not changed by what came later.
 */
export function expectIncremental<E, V>(
  events: readonly E[],
  create: () => { push(event: E, moment: number): void; readonly view: V },
  snapshot: (view: V) => unknown,
): void {
  const step = create()
  const prefixes = events.map((event, moment) => {
    step.push(event, moment)
    const seen = snapshot(step.view)
    // A clone reads every field. Of every other view they are read only when all is over: that must give the same.
    return { seen, then: moment % 2 === 0 ? structuredClone(seen) : undefined }
  })
  prefixes.forEach(({ seen, then }, index) => {
    const late = structuredClone(seen)
    if (then !== undefined)
      expectSame(late, then, `what was handed out after event ${index} was changed later`)
    const once = create()
    events.slice(0, index + 1).forEach((event, moment) => once.push(event, moment))
    const all = structuredClone(snapshot(once.view))
    expectSame(late, all, `after event ${index}: incremental differs from at once`)
  })
}

/** As `toEqual`, but slow only where the two differ and the difference is to be shown. */
function expectSame(a: unknown, b: unknown, message: string): void {
  if (!isDeepStrictEqual(a, b)) expect(a, message).toStrictEqual(b)
}
