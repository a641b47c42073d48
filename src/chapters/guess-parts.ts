/**
 * A guess is written as one run of children; on the page its question is the legend of a fieldset, its options are in
 * it, and the reveal is not. This takes the rendered children apart again.
 */

export interface GuessParts {
  /** Phrasing content only: it goes into a `legend`. */
  readonly question: string
  readonly options: string
  readonly reveal: string
}

/** The parts of a guess's rendered children. Throws when question, options or reveal is missing. */
export function guessParts(html: string): GuessParts {
  const firstOption = html.search(/<label\b[^>]*class="guess-option"/)
  const reveal = html.search(/<details\b[^>]*class="guess-reveal"/)
  if (firstOption < 0) throw new Error('a guess has no <Option>')
  if (reveal < firstOption) throw new Error('a guess needs its <Reveal> after its options')
  // An option in a paragraph of its own leaves that paragraph's opening tag before it.
  const question = html
    .slice(0, firstOption)
    .replace(/<p>\s*$/, '')
    .trim()
    .replace(/^<p>|<\/p>$/g, '')
    .replace(/<\/p>\s*<p>/g, '<br>')
  if (question === '') throw new Error('a guess has no question before its options')
  // Options may come each in a paragraph of their own; a paragraph around a label says nothing.
  const options = html.slice(firstOption, reveal).replace(/<\/?p>/g, '')
  return { question, options: options.trim(), reveal: html.slice(reveal).trim() }
}
