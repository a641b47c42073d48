/** What was published, what of it crossed, and whether it came: a row for each event of an iframe stream. Pure. */
import type { Conversation, Timeline } from '../../wire/trace/views.ts'
import { exchangesOfTransport } from '../../wire/trace/queries/exchanges.ts'
import { textOf, unitsOf } from '../../wire/trace/queries/sides.ts'

export interface Crossing {
  readonly event: number
  /** The event as JSON, with nothing escaped that JSON does not ask for. */
  readonly json: string
  /** Of it, the reader's part. */
  readonly data: string
  /** The text of the script that brought it; absent until it has crossed. */
  readonly script?: string
  readonly delivered: boolean
}

/** The newest `most` events and their scripts, oldest first. */
export function crossingsOf(
  { published, lanes }: Timeline,
  conversation: Conversation,
  most: number,
): readonly Crossing[] {
  const scripts = scriptsOf(conversation)
  const delivered = new Set(lanes.flatMap(({ deliveries }) => deliveries.map(({ event }) => event)))
  return published.slice(-most).map(({ event }) => {
    const script = scripts.findLast((text) => text.includes(`({"id":${event.id},`))
    return {
      event: event.id,
      json: JSON.stringify(event),
      data: JSON.stringify(event.data),
      delivered: delivered.has(event.id),
      ...(script === undefined ? {} : { script }),
    }
  })
}

/** What in a script stands for something else: the escapes that keep data within its string. */
const ESCAPES = /(\\u003[ce]|\\u0026|\\u202[89]|\["__proto__"\])/

/** A text cut at its escapes: every other piece is one. */
export function cutAtEscapes(text: string): readonly string[] {
  return text.split(ESCAPES)
}

/** From the event's data on; the rest is the same in every script. */
export function dataPart(script: string): string {
  const at = script.indexOf('"data":')
  return at < 0 ? script : script.slice(at)
}

/** The text between the tags of each script. */
function scriptsOf(conversation: Conversation): readonly string[] {
  return exchangesOfTransport(conversation, 'iframe-stream').flatMap(({ sides }) => {
    const side = sides['server-to-client']
    return unitsOf(side, 'script').flatMap(({ complete, source, fields }) => {
      const [open, ...inner] = fields
      const close = inner.at(-1)
      if (!complete || open === undefined || close === undefined) return []
      return [textOf({ source, range: { start: open.range.end, end: close.range.start } }, side)]
    })
  })
}
