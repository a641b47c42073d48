/** Captures by their names, as the prose calls them. Runs under Node only. */
import { foldCapture, type FoldedCapture } from '../bench/build/captures.ts'
import { CAPTURES } from './lookup.ts'

/** A capture, folded with the lanes of the scene or the variant that it is of. */
export function readCapture(name: string): FoldedCapture {
  const capture = CAPTURES.find((each) => each.name === name)
  if (capture === undefined) throw new Error(`no scene shows a capture “${name}”`)
  return foldCapture(capture.scene, capture.variant)
}
