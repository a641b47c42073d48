import type { Player } from '../../bench/model/score.ts'
import type { CrossOriginTry } from './facts.ts'
import { crossOriginDocument } from './cross-origin-page.ts'
import { tryCrossOrigin } from './try-cross-origin.ts'

/** A sandboxed page's try. */
export const player: Player<CrossOriginTry> = (model) => (which) =>
  void tryCrossOrigin(model, which, document.body, (frame) => (frame.srcdoc = crossOriginDocument()))
