/**
 * What a ladder's labels say of lateness, holds and slices: a list of texts, the fullest first, the others for lanes
 * too narrow for it. What none of them fits is left to the table. Pure, used by `ladder-labels.ts`.
 */
import type { BenchWords } from '../words.ts'
import type { Arrow, Lane, Timeline } from '../../../wire/trace/views.ts'
import { closeCode } from '../../../words/ready-states.ts'
import { eventSummary } from './event-summary.ts'
import { shortTarget } from './ladder-marks.ts'
import type { FannedMark } from './diamond-fan.ts'
import type { HoldShape } from './ladder-shapes.ts'
import type { BracketShape } from './lateness-brackets.ts'

/** The name of an event, or of several that stand together: one name with their count, or both ends. */
export function namesTexts(fan: readonly FannedMark[], words: BenchWords): readonly string[] {
  const names = fan.map(({ mark }) => eventSummary(mark.event, words))
  const [first = ''] = names
  if (names.length < 2) return [first]
  if (names.every((name) => name === first)) return [words.ladder.several(first, names.length)]
  return [words.ladder.fromTo(first, withoutSameStart(first, names.at(-1) ?? ''))]
}

/** `goal 3` after `goal 2` needs only its number: there is little room right of a lifeline. */
function withoutSameStart(first: string, last: string): string {
  const start = /^\D+(?=\d)/.exec(first)?.[0]
  return start !== undefined && last.startsWith(start) ? last.slice(start.length) : last
}

/** How late the events were whose brackets end together; `together` is longest first. */
export function latenessTexts(together: readonly BracketShape[], words: BenchWords): readonly string[] {
  const most = words.duration(together[0]?.lateMs ?? 0)
  const least = words.duration(together.at(-1)?.lateMs ?? 0)
  if (most !== least) return [words.ladder.lateBetween(least, most), words.ladder.lateAtMost(most)]
  return [words.ladder.late(most), words.ladder.lateShort(most)]
}

/** How long a bar lasted; an open one's length changes with every frame, so it only says that it lasts. */
export function holdTexts(hold: HoldShape, words: BenchWords): readonly string[] {
  const lasts = hold.kind === 'held' ? words.ladder.stillHeld : words.run.stillOpen
  if (hold.open) return [lasts]
  const span = words.duration(hold.lastedMs)
  // Beside the broad bar of a held question a span alone says enough; beside an open answer's it could be anything.
  return hold.kind === 'held' ? [words.ladder.held(span), span] : [words.run.open(span)]
}

/** What a slice carries, where that needs saying; of more parts than two it names the first. */
export function arrowTexts(
  { carries }: Arrow,
  lane: Lane,
  timeline: Timeline,
  words: BenchWords,
): readonly string[] {
  if (carries.kind === 'request') return requestTexts(carries)
  if (carries.kind === 'response' && saysNoMore(lane) && carries.events.length === 0) {
    const code = carries.status === 101 ? ['101 Switching Protocols', '101'] : [String(carries.status)]
    return [...(carries.says ?? []).map((says) => `${carries.status} · ${says}`), ...code]
  }
  if (carries.kind === 'response') return answerTexts(carries.status, carries.events, timeline, words)
  if (carries.kind !== 'stream') return []
  const texts = carries.parts.map((part) => words.run.part(part, (id) => nameOf(id, timeline, words)))
  const [first, second] = texts
  if (first === undefined) return []
  const short = carries.parts[0]?.kind === 'close' ? [closeCode(carries.parts[0].code, '')] : []
  if (texts.length === 2 && second !== undefined) return [`${first} · ${second}`, `${first} +1`, ...short]
  // Without its length a frame still says what it is.
  return [
    texts.length > 2 ? `${first} +${texts.length - 1}` : first,
    ...short,
    first.split(/[,，]/u)[0] ?? first,
  ]
}

/** What a request asks for beside its target; where it just asks, the target. */
function requestTexts(carries: Arrow['carries'] & { readonly kind: 'request' }): readonly string[] {
  const { method, target, says = [] } = carries
  const [first] = says
  if (first === undefined) return [`${method} ${shortTarget(target).split('?')[0] ?? ''}`, method]
  return [`${method}, ${says.join(', ')}`, ...says, ...says.map((line) => line.split(':')[0] ?? line), method]
}

/** Of a poll's answer one can say that it brings nothing; a stream's has only begun, and another server's says what only that knows. */
function saysNoMore({ spec }: Lane): boolean {
  return spec.path !== undefined || (spec.transport !== 'short-poll' && spec.transport !== 'long-poll')
}

function nameOf(id: number, timeline: Timeline, words: BenchWords): string {
  const event = timeline.published.find((mark) => mark.event.id === id)?.event
  return event === undefined ? words.eventWithId(id) : eventSummary(event, words)
}

function answerTexts(
  status: number,
  events: readonly number[],
  timeline: Timeline,
  words: BenchWords,
): readonly string[] {
  const [first] = events
  const code = String(status)
  if (first === undefined) {
    if (status === 304) return [words.ladder.nothingNew304, code]
    if (status === 204) return [words.ladder.noEvent204, code]
    return status === 200 ? [words.ladder.nothingNew200, code] : [code]
  }
  const others = events.length > 1 ? ` +${events.length - 1}` : ''
  const name = `${nameOf(first, timeline, words)}${others}`
  return [`${code} · ${name}`, name, code]
}
