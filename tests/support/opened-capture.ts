/** Opens capture files in tests, and gives what each side of each exchange wrote. */
import { DIRECTIONS, latin1 } from '../../src/wire/bytes/bytes.ts'
import { importCaptureFile } from '../../src/wire/import/capture-file.ts'
import type { ImportNote } from '../../src/wire/import/imported.ts'
import { createConversation } from '../../src/wire/trace/conversation.ts'
import type { Trace, TraceEvent } from '../../src/wire/trace/trace.ts'
import type { Conversation } from '../../src/wire/trace/views.ts'

export function opened(file: Uint8Array): { readonly trace: Trace; readonly notes: readonly ImportNote[] } {
  const result = importCaptureFile(file)
  if (!result.ok) throw new Error(`${result.code}: ${result.message}`)
  return { trace: result.value, notes: result.notes }
}

export function fold(events: readonly TraceEvent[]): Conversation {
  const conversation = createConversation()
  events.forEach((event, moment) => conversation.push(event, moment))
  return conversation.view
}

/** The text each side wrote in each exchange, missing bytes as `?`. */
export function texts(trace: Trace): readonly (readonly [up: string, down: string])[] {
  return fold(trace.events).exchanges.map(({ sides }) => {
    const [up, down] = DIRECTIONS.map((direction) => {
      const { source, missing } = sides[direction]
      const letters = Array.from(latin1(source.bytes))
      for (const { start, end } of missing) letters.fill('?', start, end)
      return letters.join('')
    })
    return [up ?? '', down ?? '']
  })
}
