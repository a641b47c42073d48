/** Opens capture files in tests, and gives what each side of each exchange wrote. */
import { DIRECTIONS, latin1 } from '../../src/wire/bytes/bytes.ts'
import { importCaptureFile } from '../../src/wire/import/capture-file.ts'
import type { ImportNote } from '../../src/wire/import/imported.ts'
import { conversationOf } from '../../src/wire/trace/conversation.ts'
import type { Trace } from '../../src/wire/trace/trace.ts'

export function opened(file: Uint8Array): { readonly trace: Trace; readonly notes: readonly ImportNote[] } {
  const result = importCaptureFile(file)
  if (!result.ok) throw new Error(`${result.code}: ${result.message}`)
  return { trace: result.value, notes: result.notes }
}

/** The text each side wrote in each exchange, missing bytes as `?`. */
export function texts(trace: Trace): readonly (readonly [up: string, down: string])[] {
  return conversationOf(trace.events).exchanges.map(({ sides }) => {
    const [up, down] = DIRECTIONS.map((direction) => {
      const { source, missing } = sides[direction]
      const letters = Array.from(latin1(source.bytes))
      for (const { start, end } of missing) letters.fill('?', start, end)
      return letters.join('')
    })
    return [up ?? '', down ?? '']
  })
}
