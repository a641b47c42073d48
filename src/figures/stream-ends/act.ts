import type { Player } from '../../bench/model/score.ts'
import type { StreamTry } from './facts.ts'
import { tryStreamEnd } from './try-stream-end.ts'

/** Tries one way to end a stream. */
export const player: Player<StreamTry> = (model, played) => (what) => void tryStreamEnd(model, what, played)
