/** One note: published, on the wire with its escapes marked, and what it would have done without them. */
import { useMemo } from 'preact/hooks'
import type { BreakingOutWords } from './words.ts'
import { parsedByBrowser, parsedByUs, verdictOn } from './parse.ts'
import { cutAtEscapes, dataPart, type Crossing } from './facts.ts'

interface Props {
  readonly row: Crossing
  readonly words: BreakingOutWords
  /** The browser's parser can be asked; while building it cannot. */
  readonly asksBrowser: boolean
}

/** Of a long text its end is shown: that is where the script ended. */
const TAIL = 28

export function CrossingView({ row, words, asksBrowser }: Props) {
  const { script } = row
  const parse = asksBrowser ? parsedByBrowser : parsedByUs
  const by = asksBrowser ? words.byBrowser : words.byUs
  const crossed = useMemo(
    () => (script === undefined ? undefined : verdictOn(script, parse)),
    [script, asksBrowser],
  )
  return (
    <li class="breaking-row">
      <dl>
        <dt>{words.published}</dt>
        <dd>
          <code>{visible(row.data)}</code>
        </dd>
        <dt>{words.crossed}</dt>
        <dd>
          {script === undefined ? (
            <span class="breaking-soft">{words.notYet}</span>
          ) : (
            <>
              <code>
                …
                {cutAtEscapes(dataPart(script)).map((piece, index) =>
                  index % 2 === 1 ? <mark key={index}>{piece}</mark> : piece,
                )}
              </code>{' '}
              <span class="breaking-soft">{words.crossing(crossed?.kind === 'whole', row.delivered)}</span>
            </>
          )}
        </dd>
        <dt>{words.unescaped}</dt>
        <dd>
          <Unescaped row={row} words={words} parse={parse} by={by} />
        </dd>
      </dl>
    </li>
  )
}

function Unescaped({
  row,
  words,
  parse,
  by,
}: Pick<Props, 'row' | 'words'> & { readonly parse: typeof parsedByUs; readonly by: string }) {
  const call = `f(${row.json})`
  const verdict = useMemo(() => verdictOn(call, parse), [call, parse])
  switch (verdict.kind) {
    case 'ends-early':
      return (
        <span title={by}>
          {words.endsEarly} <code>…{visible(verdict.script.slice(-TAIL))}</code> {words.becomesHtml}{' '}
          <code class="breaking-html">{verdict.rest}</code>
          <span class="only-heard"> ({by})</span>
        </span>
      )
    case 'swallows':
      return (
        <span title={by}>
          {words.swallows}
          <span class="only-heard"> ({by})</span>
        </span>
      )
    case 'whole':
      return <span>{harmOf(row, words)}</span>
  }
}

/** What an HTML parser does not mind, and JavaScript does. */
function harmOf({ data }: Crossing, words: BreakingOutWords): string {
  if (/[\u2028\u2029]/.test(data)) return words.lineSeparator
  if (data.includes('"__proto__":')) return words.prototype
  return /[<>&]/.test(data) ? words.whole : words.harmless
}

/** A line separator has no shape. */
function visible(text: string): string {
  return text.replace(/[\u2028\u2029]/g, (letter) => (letter === '\u2028' ? '⟨U+2028⟩' : '⟨U+2029⟩'))
}
