/** What is said of both directions, and of the other one. Apart from `bytes.ts`, so that who only counts brings nothing else onto a page. */
import type { Direction } from '../../contract/observe.ts'

/** Gives what a function says of each of the two directions. */
export function eachWay<T>(of: (direction: Direction) => T): Record<Direction, T> {
  return { 'client-to-server': of('client-to-server'), 'server-to-client': of('server-to-client') }
}

export function otherWay(direction: Direction): Direction {
  return direction === 'client-to-server' ? 'server-to-client' : 'client-to-server'
}
