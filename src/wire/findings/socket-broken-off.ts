/**
 * A WebSocket that was closed for a mistake (1002, 1003, 1007, 1009), with the frame that was one; or without a Close frame at all,
 * which scripts are told as 1006, with how its connection ended.
 * @see https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1
 */
import { announcedLength, frameOf, wholeMessages } from '../trace/queries/frames.ts'
import { findProblems } from '../trace/queries/fields.ts'
import type { Unit } from '../field/field.ts'
import { unitGroups } from '../trace/units-of-side.ts'
import type { Side } from '../trace/views.ts'
import { closingEvidence, unitEvidence } from './evidence.ts'
import { closesOf, factsOf, type ExchangeFacts } from './exchange-facts.ts'
import type { FindingCase, FindingRule, FindingRun } from './finding.ts'

const MISTAKES = new Set([1002, 1003, 1007, 1009])

export const socketBrokenOff: FindingRule = (run) =>
  factsOf(run).flatMap((each) => {
    const hasHole = each.up.missing.length > 0 || each.down.missing.length > 0
    return !each.isSocket || hasHole ? [] : ofSocket(each, run)
  })

function ofSocket({ exchange, up, down, target }: ExchangeFacts, run: FindingRun): readonly FindingCase[] {
  const closes = closesOf(exchange)
  const mistaken = closes.find(({ code }) => MISTAKES.has(code ?? 0))
  if (mistaken !== undefined) {
    const { direction, unit, code, reason } = mistaken
    const isClients = direction === 'client-to-server'
    const [side, other] = isClients ? [up, down] : [down, up]
    const cause = causeOf(code ?? 0, other)
    const evidence = [unitEvidence(side, unit, undefined, code), cause && unitEvidence(other, cause.unit)]
    const by = isClients ? 'client' : 'server'
    const { problem, bytes } = cause ?? {}
    return [{ target, evidence, facts: { what: 'mistake', code, by, reason, cause: problem, bytes } }]
  }
  const connection = run.conversation.connections.find(({ id }) => id === exchange.connection)
  if (closes.length > 0 || connection?.closed === undefined) return []
  const { how } = connection.closed
  // A mistake that was not answered with a Close may be why.
  const broken = [up, down].flatMap((side) => {
    const cause = causeOf(1002, side) ?? causeOf(1007, side)
    return cause === undefined ? [] : [{ side, ...cause }]
  })[0]
  const evidence = [closingEvidence(run, exchange), broken && unitEvidence(broken.side, broken.unit)]
  return [{ target, evidence, facts: { what: 'no-close', code: 1006, how, cause: broken?.problem } }]
}

interface Cause {
  readonly unit: Unit
  /** The rule that it breaks; by 1003 and 1009 none is broken. */
  readonly problem?: string
  readonly bytes?: number
}

/** What explains a close code: the last frame or message that breaks its rule; of 1009 the largest message, of 1003 the last. */
function causeOf(code: number, side: Side): Cause | undefined {
  if (code === 1003 || code === 1009) {
    const messages = messagesIn(side)
    return code === 1009
      ? messages.toSorted((a, b) => b.bytes - a.bytes)[0]
      : (messages.findLast(({ name }) => name === 'binary') ?? messages.at(-1))
  }
  const last = unitGroups(side).flatMap(({ start, end }) =>
    side.units.slice(Math.max(start, end - LOOKED_AT), end),
  )
  for (const unit of last.toReversed()) {
    const broken = findProblems(unit.fields).find(
      ({ problem: { severity, closeCode } }) => severity === 'violation' && closeCode === code,
    )
    if (broken !== undefined) return { unit, problem: broken.problem.code }
  }
  return undefined
}

/** A receiver fails the connection at once: of each source the last units are enough. */
const LOOKED_AT = 20

/**
 * The messages of a side, each with its last frame and its size: that of all its fragments, inflated where it was compressed. A frame
 * that its receiver did not wait for counts as long as its header says.
 */
function messagesIn(
  side: Side,
): readonly (Cause & { readonly name: string | undefined; readonly bytes: number })[] {
  const whole = new Map(wholeMessages(side).map(({ end, bytes }) => [end, bytes.length]))
  const messages: { unit: Unit; name: string | undefined; bytes: number }[] = []
  for (const unit of side.units) {
    const frame = frameOf(unit, side)
    if (frame === undefined || ['close', 'ping', 'pong'].includes(frame.name ?? '')) continue
    const before = frame.name === 'continuation' ? messages.pop() : undefined
    const size = (before?.bytes ?? 0) + announcedLength(frame, side)
    const bytes = Math.max(size, whole.get(unit.range.end) ?? 0)
    messages.push({ unit, name: before?.name ?? frame.name, bytes })
  }
  return messages
}
