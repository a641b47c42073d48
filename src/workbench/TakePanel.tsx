/** What a reader takes along: the run as a file of ours, for Wireshark, as HAR, as text; the line that repeats an exchange; links. */
import { useState } from 'preact/hooks'
import { sentenceAlone } from '../words/field-sentences/alone.ts'
import type { Language } from '../words/languages.ts'
import type { Says } from './words.ts'
import { copyText } from '../ui/copy-text.ts'
import { pack } from '../ui/pack.ts'
import { saveFile } from '../ui/save-file.ts'
import { MAX_FRAGMENT_CHARACTERS } from '../wire/export/run-link.ts'
import type { Trace } from '../wire/trace/trace.ts'
import { hexDump } from '../inspector/byte-text.ts'
import type { Source } from './sources.ts'
import type { UnitRow } from './unit-rows.ts'
import { fieldFragment, withPlace, type LinkedPlace } from '../inspector/field-link.ts'
import { bytesFragment } from '../inspector/workbench-link.ts'
import { QuietButton } from '../ui/Button.tsx'

interface Props {
  readonly source: Source
  /** The run as it is on show, changed bytes and all, without its lab's id; nothing where bytes stand alone. */
  readonly trace: () => Trace | undefined
  /** Bytes that stand alone, as they are on show. */
  readonly bytes: Uint8Array | undefined
  readonly isChanged: boolean
  readonly row: UnitRow | undefined
  /** What is looked at, and how. */
  readonly place: LinkedPlace
  readonly says: Says
}

/** So that a browser saves what it could also show. */
const BYTES = 'application/octet-stream'

export function TakePanel({ source, trace, bytes, isChanged, row, place, says: { words, language } }: Props) {
  const [said, setSaid] = useState('')
  const [line, setLine] = useState('')
  // A run that was changed is no longer the one of that name.
  const name = source.kind === 'capture' && !isChanged ? source.name : isChanged ? 'run-changed' : 'run'

  const take = async (make: () => Promise<string>): Promise<void> => {
    setLine('')
    try {
      setSaid(await make())
    } catch {
      setSaid(words.take.failed)
    }
  }
  const file = (kind: 'run' | 'pcapng' | 'har' | 'text'): Promise<void> =>
    take(async () => {
      const run = trace()
      if (run === undefined) return words.take.failed
      saveFile(await encoded(kind, run, language), `${name}.${ENDINGS[kind]}`, BYTES)
      return words.take.saved(`${name}.${ENDINGS[kind]}`)
    })
  const copy = async (text: string): Promise<string> => {
    if (await copyText(text)) return words.take.copied
    // The text stands there to be selected.
    setLine(text)
    return words.take.copyFailed
  }
  const address = (fragment: string): string => `${location.origin}${location.pathname}#${fragment}`
  const linkWithRun = (): Promise<void> =>
    take(async () => {
      const run = trace()
      if (run === undefined) return words.take.failed
      const { encodeRunFragment } = await import('../wire/export/run-link.ts')
      const made = await encodeRunFragment(run, pack)
      return made.ok
        ? copy(address(withPlace(made.fragment, place)))
        : words.take.tooLong(made.characters, made.limit)
    })
  /** A capture is named, and the server has it; any other run has to be in the link itself. */
  const linkToField = (): Promise<void> =>
    source.kind !== 'capture' || isChanged
      ? linkWithRun()
      : take(() => {
          const fragment = fieldFragment({ capture: source.name, ...place })
          history.replaceState(null, '', `#${fragment}`)
          return copy(address(fragment))
        })
  const linkToBytes = (): Promise<void> =>
    take(() => {
      if (bytes === undefined || source.kind !== 'bytes') return Promise.resolve(words.take.failed)
      const fragment = bytesFragment(bytes, source.reading, place)
      if (fragment !== undefined) return copy(address(fragment))
      return Promise.resolve(words.take.tooLong(Math.ceil((bytes.length * 4) / 3), MAX_FRAGMENT_CHARACTERS))
    })
  const repeat = (): Promise<void> =>
    take(async () => {
      const [{ commandLine }, { conversationOf }] = await Promise.all([
        import('../wire/export/command-line.ts'),
        import('../wire/trace/conversation.ts'),
      ])
      const run = trace()
      const exchange =
        row === undefined || run === undefined
          ? undefined
          : conversationOf(run.events).exchange(row.exchange.id)
      const made = exchange === undefined ? undefined : commandLine(exchange)
      if (made?.ok !== true) return words.take.noLine
      const answer = await copy(made.value.line)
      setLine(made.value.line)
      return [answer, ...made.value.differs.map(words.take.differs)].join(' ')
    })
  return (
    <section class="take" aria-label={words.take.title}>
      <h3 class="workbench-title">{words.take.title}</h3>
      <div class="take-buttons">
        {bytes === undefined ? (
          <>
            <TakeButton label={words.take.run} onClick={() => file('run')} />
            <TakeButton label={words.take.pcapng} onClick={() => file('pcapng')} />
            <TakeButton label={words.take.har} onClick={() => file('har')} />
            <TakeButton label={words.take.text} onClick={() => file('text')} />
            <TakeButton label={words.take.line} onClick={repeat} />
            <TakeButton label={words.take.linkToField} onClick={linkToField} />
            {source.kind !== 'capture' || isChanged ? null : (
              <TakeButton label={words.take.linkWithRun} onClick={linkWithRun} />
            )}
          </>
        ) : (
          <>
            <TakeButton
              label={words.take.bytes}
              onClick={() =>
                take(() => {
                  saveFile(Uint8Array.from(bytes), 'bytes.bin', BYTES)
                  return Promise.resolve(words.take.saved('bytes.bin'))
                })
              }
            />
            <TakeButton label={words.take.dump} onClick={() => take(() => copy(hexDump(bytes, 0)))} />
            <TakeButton label={words.take.linkToField} onClick={linkToBytes} />
          </>
        )}
      </div>
      <p class="workbench-quiet" role="status">
        {said}
      </p>
      {line === '' ? null : (
        <textarea
          class="bring-text take-line"
          readOnly
          rows={3}
          aria-label={words.take.toCopy}
          value={line}
          onFocus={(event) => event.currentTarget.select()}
        />
      )}
    </section>
  )
}

function TakeButton({ label, onClick }: { readonly label: string; readonly onClick: () => Promise<void> }) {
  return <QuietButton onClick={() => void onClick()}>{label}</QuietButton>
}

const ENDINGS = { run: 'json', pcapng: 'pcapng', har: 'har', text: 'txt' } as const

/** Encoders are loaded when they are asked for. */
async function encoded(
  kind: keyof typeof ENDINGS,
  run: Trace,
  language: Language,
): Promise<string | Uint8Array<ArrayBuffer>> {
  switch (kind) {
    case 'run':
      return (await import('../wire/trace/trace-codec.ts')).encodeTrace(run)
    case 'pcapng':
      return Uint8Array.from((await import('../wire/export/pcapng.ts')).encodePcapng(run))
    case 'har':
      return (await import('../wire/export/har.ts')).encodeHar(run)
    case 'text': {
      const { annotatedText } = await import('../wire/export/text.ts')
      return annotatedText(run, (field, bytes) => sentenceAlone(language, field, bytes))
    }
  }
}
