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
  const indentation = written.reduce((least, line) => Math.min(least, line.search(/\S/)), Infinity)
  const outdented = lines.map((line) => line.slice(Math.min(indentation, Math.max(0, line.search(/\S|$/)))))
  return indentation === 0 ? undefined : { text: outdented.join('\n'), passedOver: 0 }
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
