/** A stop with what the prose says there: what the build hands to an island. */
import type { Stop } from '../../model/stop.ts'
import type { Found } from '../../../wire/trace/queries/query.ts'

export interface StopText {
  readonly name: string
  /** What happens there. */
  readonly title: string
  /** How a reader comes to it in a run of their own. */
  readonly todo: string
  /** One to three sentences; numbers of its moment stand in it as what `numberMark` makes. */
  readonly html: string
}

/** What a run says at a stop: of a recorded one the build has looked, so that a page shows it before it reads a byte. */
export interface Told {
  readonly found: Pick<Found, 'moment' | 'unit' | 'field'>
  /** By `numberKey`. */
  readonly numbers: Readonly<Record<string, string>>
  readonly bytes?: ShownBytes
}

/** The bytes of a stop at a glance: of a frame its first bytes, part by part, and what a text says; of what is text its first line. */
export type ShownBytes =
  | { readonly line: string }
  | { readonly parts: readonly { readonly kind: string; readonly hex: string }[]; readonly said?: string }

/** `told` by the scene's variants, by an empty name where it has none. */
export type StoryStop = Stop & StopText & { readonly told: Readonly<Record<string, Told>> }

/** The name of a number in `Told`. */
export function numberKey(of: string, at?: string): string {
  return at === undefined ? of : `${of} ${at}`
}

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
