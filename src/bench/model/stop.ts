/**
 * A stop of a figure's story: a moment that a query finds, in the recorded run and in a reader's own. What is said there stands in
 * the prose, `<Stop name="…">`, once in each language; where it is stands here, once.
 */
import type { WrittenQuery } from '../../wire/trace/queries/written-query.ts'

/** What can be opened beside a figure's ladder. */
export const PANES = ['code', 'bytes'] as const
export type Pane = (typeof PANES)[number]

export interface Stop {
  /** Unique in its figure's variant; `<Stop>`s of both languages are called by it. */
  readonly name: string
  /** Finds exactly one moment in the recorded run; in a live one the first it finds is meant. */
  readonly at: WrittenQuery
  /** What comes into sight with it. */
  readonly opens?: readonly Pane[]
  /** Of a scene with variants, those in which it is told; all where nothing is said. */
  readonly variants?: readonly string[]
}

/** The stops that are told of a variant, in their order. */
export function stopsOf<Each extends Pick<Stop, 'variants'>>(
  stops: readonly Each[],
  variant: string | undefined,
): readonly Each[] {
  return stops.filter(
    ({ variants }) => variants === undefined || variant === undefined || variants.includes(variant),
  )
}
