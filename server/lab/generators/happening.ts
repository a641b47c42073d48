/** The seam between a lab and what makes its events: a generator says what happens next, the pace says when. */
export interface Happening {
  readonly type: string
  readonly data: unknown
}

export interface Generator {
  /** What happens next, or `undefined` when nothing ever does by itself. */
  next(): Happening | undefined
}
