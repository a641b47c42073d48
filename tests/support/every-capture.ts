/** Every recorded run there is, for what is to hold of all of them. */
import { CAPTURES } from '../../src/figures/lookup.ts'

export { readCapture } from '../../src/figures/captures.ts'

export const CAPTURE_NAMES: readonly string[] = CAPTURES.map(({ name }) => name)
