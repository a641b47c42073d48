/** A stop with what the prose says there: what the build hands to an island. */
import type { Stop } from '../../model/stop.ts'

export interface StopText {
  readonly name: string
  /** What happens there. */
  readonly title: string
  /** How a reader comes to it in a run of their own. */
  readonly todo: string
  /** One to three sentences; numbers of its moment stand in it as what `numberMark` makes. */
  readonly html: string
}

export type StoryStop = Stop & StopText

/** How `<Now>` stands in a stop's text until a run gives the number. */
export function numberMark(of: string, at?: string): string {
  return `<data data-now="${of}"${at === undefined ? '' : ` data-at="${at}"`}></data>`
}

const MARK = /<data data-now="([\w-]+)"(?: data-at="([\w-]+)")?><\/data>/g

/** The text with its numbers; `…` stands for one that the run has not. */
export function fillText(html: string, number: (of: string, at?: string) => string | undefined): string {
  return html.replace(MARK, (_, of: string, at?: string) => {
    const said = number(of, at)
    return `<span class="story-number">${said === undefined ? '…' : escaped(said)}</span>`
  })
}

/** The numbers that a text asks for. */
export function numbersIn(html: string): readonly { readonly of: string; readonly at?: string }[] {
  return [...html.matchAll(MARK)].map(([, of = '', at]) => (at === undefined ? { of } : { of, at }))
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
