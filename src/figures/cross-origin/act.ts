import type { Player } from '../../bench/model/score.ts'
import type { ForeignTry } from './facts.ts'
import { foreignDocument } from './foreign-page.ts'
import { tryCrossOrigin } from './try-cross-origin.ts'

/** A sandboxed page's try. */
export const player: Player<ForeignTry> = (model) => (which) =>
  void tryCrossOrigin(model, which, document.body, (frame) => (frame.srcdoc = foreignDocument()))
