/** Opens one input with the page's own code and reads it to its end. */
import type { Direction } from '../../src/wire/bytes/bytes.ts'
import type { Guess } from '../../src/wire/import/guess.ts'
import type { ImportErrorCode, ImportNote } from '../../src/wire/import/imported.ts'
import { openFile, openText, type Opened } from '../../src/wire/import/open.ts'
import { directionOf, readBytesAs, type ByteReading } from '../../src/wire/import/read-as.ts'
import { streamsAsFrames } from '../../src/wire/import/streams-as-frames.ts'
import { conversationOf } from '../../src/wire/trace/conversation.ts'
import type { FindingRun } from '../../src/wire/findings/finding.ts'
import type { TracedKind } from '../../src/wire/trace/transports.ts'
import type { Side } from '../../src/wire/trace/views.ts'

/** What crossed, as a run has it; of bytes that stand alone there is one side, and no head of its own. */
export interface InspectedExchange {
  readonly id: string
  readonly connection?: string
  readonly kind: TracedKind | 'alone'
  readonly method?: string
  readonly target?: string
  readonly status?: number
  readonly sides: Readonly<Partial<Record<Direction, Side>>>
}

export interface Inspection {
  readonly input: string
  /** False where nothing could be made of it. */
  readonly isRead: boolean
  readonly from?: Opened['from']
  readonly guess?: Guess
  readonly reading?: ByteReading
  readonly failure?: { readonly code: ImportErrorCode | 'unreadable-file'; readonly message: string }
  readonly notes: readonly ImportNote[]
  readonly exchanges: readonly InspectedExchange[]
  /** Of what is a run: what findings are looked for in. */
  readonly run?: FindingRun
}

interface Options {
  /** What bytes that stand alone are read as, whatever they look like. */
  readonly reading: ByteReading | undefined
  readonly pasted: boolean
}

/** Inspects an input; a text instead of bytes says why there are none. Never throws. */
export function inspect(input: string, bytes: Uint8Array | string, { reading, pasted }: Options): Inspection {
  if (typeof bytes === 'string')
    return {
      input,
      isRead: false,
      failure: { code: 'unreadable-file', message: bytes },
      notes: [],
      exchanges: [],
    }
  const opened = pasted ? openText(asPasted(bytes)) : openFile(bytes)
  if (!opened.ok) {
    const { code, message } = opened
    return { input, isRead: false, failure: { code, message }, notes: [], exchanges: [] }
  }
  const { value, notes } = opened
  if (value.kind === 'run') {
    const trace = reading?.includes('frames') === true ? streamsAsFrames(value.trace) : value.trace
    const run = { events: trace.events, conversation: conversationOf(trace.events) }
    return { input, isRead: true, from: value.from, notes, exchanges: exchangesOf(run), run }
  }
  const read = reading ?? value.guess.reading
  const exchange = { id: 'bytes', kind: 'alone', sides: sidesOf(value.bytes, read) } as const
  return {
    input,
    isRead: read !== 'bytes' || reading === 'bytes',
    from: value.from,
    guess: value.guess,
    reading: read,
    notes,
    exchanges: [exchange],
  }
}

/** What a text box makes of a text. */
function asPasted(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).replace(/\r\n?/g, '\n')
}

function sidesOf(bytes: Uint8Array, reading: ByteReading): InspectedExchange['sides'] {
  return { [directionOf(reading)]: readBytesAs(bytes, reading) }
}

function exchangesOf({ conversation }: FindingRun): readonly InspectedExchange[] {
  return conversation.exchanges.map(({ id, connection, transport, method, target, status, sides }) => ({
    id,
    connection,
    kind: transport,
    ...(method === undefined ? {} : { method }),
    ...(target === undefined ? {} : { target }),
    ...(status === undefined ? {} : { status }),
    sides,
  }))
}
