/** Everything that can leave a page of a run, as texts to be searched: as they are, and as whoever gets them can read them. */
import { deflateRawSync } from 'node:zlib'
import { DIRECTIONS, latin1 } from '../../src/wire/bytes/bytes.ts'
import { commandLine } from '../../src/wire/export/command-line.ts'
import { encodeHar } from '../../src/wire/export/har.ts'
import { encodePcapng } from '../../src/wire/export/pcapng.ts'
import { decodeRunFragment, encodeRunFragment } from '../../src/wire/export/run-link.ts'
import { annotatedText } from '../../src/wire/export/text.ts'
import { conversationOf } from '../../src/wire/trace/conversation.ts'
import { importCaptureFile } from '../../src/wire/import/capture-file.ts'
import { decodeTrace, encodeTrace } from '../../src/wire/trace/trace-codec.ts'
import type { Trace } from '../../src/wire/trace/trace.ts'

/** Gives for each way out of a run the texts in what it makes. */
export async function waysOut(run: Trace): Promise<Readonly<Record<string, readonly string[]>>> {
  const saved = encodeTrace(run)
  const decoded = decodeTrace(saved)
  if (!decoded.ok) throw new Error(decoded.message)
  const link = await encodeRunFragment(run, (bytes) => Promise.resolve(deflateRawSync(bytes)))
  const linked = link.ok ? decodeRunFragment(link.fragment) : undefined
  const pcapng = encodePcapng(run)
  const opened = importCaptureFile(pcapng)
  const har = encodeHar(run)
  return {
    saved: [saved, ...textsIn(decoded.trace)],
    link: linked?.ok === true ? [link.ok ? link.fragment : '', ...textsIn(linked.value)] : [],
    pcapng: [latin1(pcapng), ...(opened.ok ? textsIn(opened.value) : [])],
    har: [har, ...base64In(JSON.parse(har))],
    text: [annotatedText(run)],
    'command line': conversationOf(run.events).exchanges.map((exchange) => {
      const made = commandLine(exchange)
      return made.ok ? made.value.line : ''
    }),
  }
}

/** Every source of a run, those derived from others too, and what it has beside them. */
function textsIn(run: Trace): readonly string[] {
  const sides = conversationOf(run.events).exchanges.flatMap(({ sides }) =>
    DIRECTIONS.map((each) => sides[each]),
  )
  const sources = sides.flatMap(({ source, derived }) => [source, ...derived])
  return [...sources.map(({ bytes }) => latin1(bytes)), JSON.stringify(run)]
}

/** What a HAR has in base64. */
function base64In(value: unknown): readonly string[] {
  if (typeof value === 'string') return [Buffer.from(value, 'base64').toString('latin1')]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(base64In)
}
