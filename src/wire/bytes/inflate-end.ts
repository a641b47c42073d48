/** How inflating ends, and how an end comes out of the innermost loop. */

/** What is wrong with the data; each is what zlib refuses as well. */
export type DeflateFault =
  | 'reserved-block-type'
  | 'stored-length-mismatch'
  | 'too-many-codes'
  | 'bad-code-lengths'
  | 'no-end-of-block'
  | 'unassigned-code'
  | 'too-far-back'

export type InflateEnd =
  /** The input ended where a block did. */
  | { readonly kind: 'whole' }
  /** The input ended inside a block. */
  | { readonly kind: 'unfinished' }
  | { readonly kind: 'broken'; readonly fault: DeflateFault }
  /** The output reached its limit. */
  | { readonly kind: 'too-large' }

/** Carries an end out of the innermost loop; caught in `inflate` and never seen outside. */
export class Stop extends Error {
  readonly end: InflateEnd
  constructor(end: InflateEnd) {
    super(end.kind)
    this.end = end
  }
}

export function stop(end: InflateEnd): never {
  throw new Stop(end)
}
