/**
 * Which of the connections that a browser opens to one host a race uses now, so that its page can say how many are left for
 * everything else: the reader's faults and changes, another tab. WebSockets are counted apart by browsers.
 */
import type { RaceView } from '../wire/race/race-view.ts'
import { CONNECTIONS_TO_ONE_HOST } from './seven-connections.ts'

export interface ConnectionsInUse {
  /** How many a browser opens to one host for HTTP/1.1, all its tabs together. */
  readonly limit: number
  /** HTTP exchanges of the race that are open: held questions, streams, a short poll on its way. */
  readonly inUse: number
  /** WebSockets of the race and its observer: these are none of the six. */
  readonly webSockets: number
}

/** Gives the connections in use at the end of a view. The observer's is open while the race runs. */
export function connectionsInUse({ rows }: RaceView, isRunning: boolean): ConnectionsInUse {
  const open = (isWebSocket: boolean): number =>
    rows.reduce(
      (sum, { transport, openExchanges }) => sum + ((transport === 'ws') === isWebSocket ? openExchanges : 0),
      0,
    )
  return {
    limit: CONNECTIONS_TO_ONE_HOST,
    inUse: open(false),
    webSockets: open(true) + (isRunning ? 1 : 0),
  }
}
