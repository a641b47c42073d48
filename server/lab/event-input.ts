/**
 * What a client may publish: `{"type","data"}`, from a POST or from an observer's message, checked in one place.
 * Data comes back out on every transport, so what could not be written again is refused here.
 */
import { RESERVED_TYPES, TYPE_PATTERN } from '../../src/contract/events.ts'
import { refuse, type Refusal } from '../errors.ts'

export interface EventInput {
  readonly type: string
  /** Any JSON; `null` where the client sent none. */
  readonly data: unknown
}

/** Far deeper than an event needs, far shallower than what exhausts the stack of a serialiser here or in a browser. */
const DEEPEST = 100

/** The type and data of a parsed body, or why it is no event. Other keys are ignored. */
export function readEventInput(value: unknown): EventInput | Refusal {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse('bad-event', 'An event is a JSON object: {"type": "goal", "data": …}.')
  }
  const type: unknown = 'type' in value ? value.type : undefined
  const data: unknown = 'data' in value ? value.data : null
  if (typeof type !== 'string' || !TYPE_PATTERN.test(type)) {
    return refuse(
      'bad-event',
      'The type starts with a letter a to z, then has up to 31 of a to z, 0 to 9 and "-".',
    )
  }
  if (RESERVED_TYPES.includes(type)) {
    return refuse(
      'bad-event',
      `The type "${type}" is reserved; so are ${RESERVED_TYPES.join(', ')}. Choose another.`,
    )
  }
  if (isDeeperThan(data, DEEPEST)) {
    return refuse('bad-event', `The data is nested more than ${DEEPEST} levels deep; make it flatter.`)
  }
  return { type, data }
}

/** Without recursion: the depth is what a stranger chose. */
function isDeeperThan(value: unknown, deepest: number): boolean {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return true
    const next: unknown[] = []
    for (const item of level) {
      if (typeof item === 'object' && item !== null) for (const child of Object.values(item)) next.push(child)
    }
    level = next
  }
  return false
}
