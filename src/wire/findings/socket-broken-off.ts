/**
 * A WebSocket that was closed for a mistake (1002, 1003, 1007, 1009), with the frame that was one; or without a Close frame at all,
 * which scripts are told as 1006, with how its connection ended.
 * @see https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1
 */
import { DIRECTIONS, type Direction } from '../bytes/bytes.ts'
import { announcedLength, closeOf, frameOf, framesIn, wholeMessages } from '../trace/queries/frames.ts'
import { findProblems } from '../trace/queries/fields.ts'
import type { Unit } from '../field/field.ts'
import { unitGroups } from '../trace/units-of-side.ts'
import type { Side } from '../trace/views.ts'
import { arrivalOf, closingEvidence, unitEvidence } from './evidence.ts'
import { factsOf, type ExchangeFacts } from './exchange-facts.ts'
import { finding, type Finding, type FindingRule, type FindingRun } from './finding.ts'

const MISTAKES = new Set([1002, 1003, 1007, 1009])

export const socketBrokenOff: FindingRule = {
  code: 'socket-broken-off',
  find: (run) =>
    factsOf(run).flatMap((facts) => {
      const sides = DIRECTIONS.map((direction) => facts.exchange.sides[direction])
      return !facts.isSocket || sides.some(({ missing }) => missing.length > 0) ? [] : ofSocket(facts, run)
    }),
}

function ofSocket(facts: ExchangeFacts, run: FindingRun): readonly Finding[] {
  const { exchange, target } = facts
  const closes = DIRECTIONS.flatMap((direction) => {
    const side = exchange.sides[direction]
    const frame = framesIn(side).find(({ name }) => name === 'close')
    const at = frame && arrivalOf(side, frame.unit)?.left
    return frame === undefined ? [] : [{ direction, side, frame, at: at ?? 0, ...closeOf(frame, side) }]
  }).sort((a, b) => a.at - b.at)
  const mistaken = closes.find(({ code }) => MISTAKES.has(code ?? 0))
  if (mistaken !== undefined) {
    const { direction, side, frame, code, reason } = mistaken
    const cause = causeOf(code ?? 0, exchange.sides[otherOf(direction)])
    const evidence = [
      unitEvidence(exchange, side, frame.unit, undefined, code),
      cause && unitEvidence(exchange, exchange.sides[otherOf(direction)], cause.unit),
    ]
    return finding('socket-broken-off', target, evidence, {
      what: 'mistake',
      code,
      by: direction === 'client-to-server' ? 'client' : 'server',
      reason,
      cause: cause?.problem,
      bytes: cause?.bytes,
    })
  }
  const connection = run.conversation.connections.find(({ id }) => id === exchange.connection)
  if (closes.length > 0 || connection?.closed === undefined) return []
  const { how } = connection.closed
  // A mistake that was not answered with a Close may be why.
  const broken = DIRECTIONS.flatMap((direction) => {
    const side = exchange.sides[direction]
    const cause = causeOf(1002, side) ?? causeOf(1007, side)
    return cause === undefined ? [] : [{ side, ...cause }]
  })[0]
  const evidence = [
    closingEvidence(run, exchange, 'connection-closed'),
    broken && unitEvidence(exchange, broken.side, broken.unit),
  ]
  const facts1006 = { what: 'no-close', code: 1006, how, cause: broken?.problem }
  return finding('socket-broken-off', target, evidence, facts1006)
}

const otherOf = (direction: Direction): Direction =>
  direction === 'client-to-server' ? 'server-to-client' : 'client-to-server'

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
