/**
 * Covers what is secret in a run of the reader's own application: in its heads a star for each byte, and of what follows them, where
 * that is asked for, nothing is kept. A head waits until it is whole, so that no half of a value is ever shown.
 */
import { latin1 } from '../bytes/bytes.ts'
import type { Slice, TraceEvent } from '../trace/trace.ts'
import { secretsOf } from './secrets.ts'

const STAR = 0x2a
const LF = 0x0a
/** No head is longer; what is, is starred whole. */
const MAX_HEAD_BYTES = 64 * 1024

interface HeadOfSide {
  /** Bytes so far, and the events that brought them, which wait for the end. */
  text: string
  waiting: Slice[]
  /** Where the contents begin, once that is known. */
  end?: number
}

export interface Cover {
  /** Takes the next event of a run, and gives what may be shown by now, covered. */
  push(event: TraceEvent): readonly TraceEvent[]
  /** Gives what still waits; every byte of it starred. */
  end(): readonly TraceEvent[]
}

/** Makes a cover that has seen nothing. `contents`: what follows the heads is kept; else it is told as dropped. */
export function createCover({ contents }: { readonly contents: boolean }): Cover {
  const heads = new Map<string, HeadOfSide>()

  function slice(event: Slice): readonly TraceEvent[] {
    const side = `${event.direction} ${event.exchange}`
    const head = heads.get(side) ?? { text: '', waiting: [] }
    heads.set(side, head)
    if (head.end !== undefined) return [behind(event)]
    // Behind a hole nobody can say what is a head.
    if (event.offset !== head.text.length) {
      head.end = head.text.length
      return [...head.waiting.map(starred), behind(event)]
    }
    head.text += latin1(event.bytes)
    head.waiting.push(event)
    const end = event.bytes.includes(LF) ? endOfHeads(head.text) : undefined
    if (end === undefined && head.text.length <= MAX_HEAD_BYTES) return []
    head.end = end ?? head.text.length
    const { waiting } = head
    const shown = end === undefined ? waiting.map(starred) : waiting.flatMap(covering(head.text, end))
    head.waiting = []
    head.text = ''
    return shown
  }

  /** What a slice with no head in it becomes. */
  const behind = (event: Slice): TraceEvent => (contents ? event : lost(event, 0))

  /** A slice of a whole head, and what follows it. */
  const covering = (text: string, end: number) => {
    const secrets = secretsOf(text.slice(0, end))
    return (event: Slice): readonly TraceEvent[] => {
      const bytes = event.bytes.slice()
      for (const range of secrets)
        bytes.fill(STAR, Math.max(0, range.start - event.offset), Math.max(0, range.end - event.offset))
      const own = Math.min(bytes.length, Math.max(0, end - event.offset))
      if (contents || own === bytes.length) return [{ ...event, bytes }]
      const head = { ...event, bytes: bytes.subarray(0, own) }
      return own === 0 ? [lost(event, 0)] : [head, lost(event, own)]
    }
  }

  return {
    push: (event) => (event.kind === 'slice' ? slice(event) : [event]),
    end() {
      const rest = [...heads.values()].flatMap(({ waiting }) => waiting.map(starred))
      heads.clear()
      return rest
    },
  }
}

/** A run that may leave the page. */
export function covered(
  events: readonly TraceEvent[],
  options: { readonly contents: boolean },
): readonly TraceEvent[] {
  const cover = createCover(options)
  return [...events.flatMap((event) => cover.push(event)), ...cover.end()]
}

function lost({ exchange, direction, offset, arrived, bytes }: Slice, from: number): TraceEvent {
  return {
    kind: 'dropped',
    exchange,
    direction,
    offset: offset + from,
    length: bytes.length - from,
    at: arrived,
  }
}

function starred(event: Slice): Slice {
  return { ...event, bytes: new Uint8Array(event.bytes.length).fill(STAR) }
}

/** Where the last head of a message ends: a 1xx but for 101 is followed by another (RFC 9110 15.2). `undefined` until it is there. */
function endOfHeads(text: string): number | undefined {
  for (let at = 0; ;) {
    const found = /\r?\n\r?\n/.exec(text.slice(at))
    if (found === null) return undefined
    const end = at + found.index + found[0].length
    if (!/^HTTP\/1\.[01] 1(?!01)\d\d/.test(text.slice(at, at + 12))) return end
    at = end
  }
}
