/** One moment, and where the reader went deeper, a unit and a field in it. */
export interface Selection {
  /** Index into the trace's events. */
  readonly moment: number
  readonly unit?: string | undefined
  /** Indexes from the unit's fields down to one field. */
  readonly field?: readonly number[] | undefined
  /** One byte of that field, an offset in the unit's source, where the reader went as deep. */
  readonly byte?: number | undefined
}
