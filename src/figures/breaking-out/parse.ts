/**
 * What an HTML parser makes of a script with data in it: by our own dissector, and by the browser's parser, which runs
 * nothing of what it is given here.
 */
import { utf8 } from '../../wire/bytes/bytes.ts'
import { createScriptReader } from '../../wire/html/script-chunks.ts'

export interface Parsed {
  /** The text of each script element, in order. */
  readonly scripts: readonly string[]
  /** The HTML that is in no script. */
  readonly rest: string
}

/** What became of a script that is followed by another one. */
export type Verdict =
  | { readonly kind: 'whole' }
  /** The script ended within its text; `rest` became HTML. */
  | { readonly kind: 'ends-early'; readonly script: string; readonly rest: string }
  /** Its end tag did not end it. */
  | { readonly kind: 'swallows' }

/** The script that follows each one that is tried, so that it shows whether the first has ended. */
const NEXT = '<script>next()</script>\n'

/** Parses HTML with the dissector that cuts the stream into scripts. */
export function parsedByUs(html: string): Parsed {
  const bytes = new TextEncoder().encode(html)
  const reader = createScriptReader('tried', 0)
  reader.advance(bytes)
  const scripts: string[] = []
  let rest = ''
  for (const unit of reader.units(bytes, true)) {
    const text = utf8(bytes, unit.range.start, unit.range.end)
    if (unit.kind !== 'script') rest += text
    else scripts.push(text.replace(/^<script[^>]*>/, '').replace(unit.complete ? /<\/script>$/ : /$^/, ''))
  }
  return { scripts, rest: rest.trim() }
}

/** Parses HTML with the browser's own parser. What it makes belongs to no window: no script runs and no image loads. */
export function parsedByBrowser(html: string): Parsed {
  const parsed = new DOMParser().parseFromString(withoutHandlers(html), 'text/html')
  const elements = [...parsed.scripts]
  const scripts = elements.map(({ textContent }) => withHandlers(textContent))
  for (const element of elements) element.remove()
  return { scripts, rest: withHandlers(parsed.body.innerHTML.trim()) }
}

/** Letters of nobody's, one for each `o`, so that every offset stays. */
const IN_PLACE_OF = { o: '\uE000', O: '\uE001' } as const

/**
 * Hides the names of event handlers while the browser parses. It would run none of them, but it looks at the page's policy
 * at each and reports a breach (HTML, event handler content attributes). To a parser one attribute name is as good as another.
 */
function withoutHandlers(html: string): string {
  return html.replace(/([oO])(?=[nN]\w+\s*=)/g, (letter) => IN_PLACE_OF[letter as 'o' | 'O'])
}

function withHandlers(html: string): string {
  return html.replaceAll(IN_PLACE_OF.o, 'o').replaceAll(IN_PLACE_OF.O, 'O')
}

/** Tells what becomes of a script with this text, between `<script>` and `</script>`. */
export function verdictOn(text: string, parse: (html: string) => Parsed): Verdict {
  const { scripts, rest } = parse(`<script>${text}</script>\n${NEXT}`)
  const [first = ''] = scripts
  if (first === text && scripts.length === 2) return { kind: 'whole' }
  if (first.length < text.length) return { kind: 'ends-early', script: first, rest }
  return { kind: 'swallows' }
}
