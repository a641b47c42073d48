import type { Player } from '../../bench/model/score.ts'
import { sevenConnections } from './seven-connections.ts'

/** Opens one more stream, or asks beside them. */
export const player: Player<'open' | 'ask'> = (model) => {
  const connections = sevenConnections(model)
  return (what) => connections[what]()
}
