/** Takes off what a mail, Markdown or a chat puts around a whole text: a fence, quote marks, an indentation; or a log, the name of a container; or what a client says before it. */

export interface Unwrapped {
  readonly text: string
  /** How many lines that say something stood outside of the fences. */
  readonly passedOver: number
}

const FENCE = /^\s*(?:```|~~~)/
/** What Docker and Kubernetes put before each line of a container. */
const LABEL = /^(?:[\w./-]{1,64} {1,8}\| ?|\[[\w./-]{1,128}\] )/
const QUOTE = /^(?: {0,3}>)+ ?/

/** Gives what is inside; `undefined` where nothing is around it. */
export function unwrapped(text: string): Unwrapped | undefined {
  const [, element] = PREFORMATTED.exec(text) ?? []
  if (element !== undefined) return { text: withoutReferences(element), passedOver: 0 }
  const lines = text.split(/\r\n|\r|\n/)
  const written = lines.filter((line) => line.trim() !== '')
  if (written.some((line) => FENCE.test(line))) return withoutFences(lines)
  if (written.length === 0) return undefined
  const isQuoted = written.every((line) => QUOTE.test(line))
  if (isQuoted) return { text: lines.map((line) => line.replace(QUOTE, '')).join('\n'), passedOver: 0 }
  const [label] = LABEL.exec(written[0] ?? '') ?? []
  const plain = label?.trimEnd()
  if (label !== undefined && written.every((line) => line.startsWith(plain ?? label)))
    return { text: lines.map((line) => line.slice(label.length)).join('\n'), passedOver: 0 }
  const plainLines = withoutNumbers(lines) ?? withoutStamps(lines) ?? withoutPadding(lines)
  if (plainLines !== undefined) return { text: plainLines.join('\n'), passedOver: 0 }
  const quoted = written.filter((line) => QUOTE.test(line))
  if (quoted.length * 2 > written.length)
    return {
      text: quoted.map((line) => `${line.replace(/^ {0,3}> ?/, '')}\n`).join(''),
      passedOver: written.length - quoted.length,
    }
  const indentation = written.reduce((least, line) => Math.min(least, line.search(/\S/)), Infinity)
  const outdented = lines.map((line) => line.slice(Math.min(indentation, Math.max(0, line.search(/\S|$/)))))
  return indentation === 0 ? undefined : { text: outdented.join('\n'), passedOver: 0 }
}

/** A text that is an element of HTML whose line ends count. */
const PREFORMATTED = /^\s*<pre\b[^<>]{0,256}>(?:<code\b[^<>]{0,256}>)?([^<]*)(?:<\/code>)?<\/pre>\s*$/i

const REFERENCES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' }

const withoutReferences = (text: string): string =>
  text.replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => REFERENCES[name] ?? '')

/** Lines without the numbers before them, which count on by one; of an empty line the blanks behind its number may have got lost. */
function withoutNumbers(lines: readonly string[]): readonly string[] | undefined {
  const all = lines.at(-1) === '' ? lines.slice(0, -1) : lines
  const matches = all.map((line) => /^[ \t]{0,8}(\d{1,6})([:.)|]?)([ \t]{0,8})(?=(\S?))/.exec(line))
  const first = Number(matches[0]?.[1])
  const areNumbers = matches.every(
    (match, index) => Number(match?.[1]) === first + index && match?.[2] === matches[0]?.[2],
  )
  if (all.length < 2 || !areNumbers) return undefined
  const least = matches.reduce(
    (least, match) => Math.min(least, match?.[4] === '' ? 8 : (match?.[3]?.length ?? 0)),
    8,
  )
  return matches.map((match, at) =>
    (all[at] ?? '').slice((match?.[0].length ?? 0) - (match?.[3]?.length ?? 0) + least),
  )
}

/** A time, as logs have it. */
const STAMP =
  /^\[?(?:\d{4}-\d\d-\d\d[T ])?\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?\]?:?(?:[ \t]|$)/

/** Lines without the time before each of them, and the words behind it that all have. */
function withoutStamps(lines: readonly string[]): readonly string[] | undefined {
  const written = lines.filter((line) => line.trim() !== '')
  if (written.length < 2 || !written.every((line) => STAMP.test(line))) return undefined
  // The blank at the end of an empty line may have got lost.
  const rests = written.map((line) => `${line.replace(STAMP, '')} `)
  let [common = ''] = rests
  for (const rest of rests)
    while (!rest.startsWith(common)) common = common.slice(0, common.slice(0, -1).lastIndexOf(' ') + 1)
  return rests.map((rest) => rest.slice(common.length, -1))
}

/** Lines without the blanks with which each of them, and the empty ones, are filled up; or with plain blanks for others. */
function withoutPadding(lines: readonly string[]): readonly string[] | undefined {
  const all = lines.at(-1) === '' ? lines.slice(0, -1) : lines
  if (all.length > 1 && all.every((line) => /[ \t]$/.test(line)))
    return all.map((line) => line.trimEnd()).concat('')
  return lines.some((line) => line.includes('\u00a0'))
    ? lines.map((line) => line.replaceAll('\u00a0', ' '))
    : undefined
}

/** What is within fences; a fence that is not closed goes to the end. */
function withoutFences(lines: readonly string[]): Unwrapped {
  const inside: string[] = []
  let isInside = false
  let passedOver = 0
  for (const line of lines) {
    if (FENCE.test(line)) isInside = !isInside
    else if (isInside) inside.push(line)
    else if (line.trim() !== '') passedOver++
  }
  return { text: inside.map((line) => `${line}\n`).join(''), passedOver }
}

/** HTTP behind what a client says of its connection: from its first head on. */
export function fromHeadOn(text: string): Unwrapped | undefined {
  const at = text.search(/^(?:[A-Z]{3,10} \S+ HTTP\/1\.[01]|HTTP\/1\.[01] \d{3}[^\n]*)\r?\n[\w-]+: /m)
  if (at <= 0) return undefined
  const before = text.slice(0, at).split('\n')
  return { text: text.slice(at), passedOver: before.filter((line) => line.trim() !== '').length }
}
