/** What the checks of the content say. Something to mend, and where. */
export interface Finding {
  readonly file: string
  readonly line: number
  readonly message: string
}
