/** The conditions of a live run as its trace tells them: what the lab answered that its settings are, and the page's options. */
import { FEEDS, type Conditions } from '../../wire/trace/trace.ts'
import type { RunOptions } from '../../transports/transport.ts'

type LabNumber = Exclude<keyof Conditions, 'feed' | 'pollIntervalMs' | WireNumber>
type WireNumber = 'latencyMs' | 'jitterMs' | 'bytesPerSecond' | 'bufferBytes' | 'idleTimeoutMs'

/** Gives them; nothing where an answer does not hold what the contract says. `settings` may stand in `{"settings"}` of an answer. */
export function readConditions(answer: unknown, { pollIntervalMs }: RunOptions): Conditions | undefined {
  const outer = record(answer)
  const settings = record(outer['settings'] ?? outer)
  const wire = record(settings['wire'])
  const feed = FEEDS.find((name) => name === settings['feed'])
  const own = (name: LabNumber): number => number(settings[name])
  const onWire = (name: WireNumber): number => number(wire[name])
  if (feed === undefined) return undefined
  const conditions: Conditions = {
    feed,
    eventsPerMinute: own('eventsPerMinute'),
    pollIntervalMs,
    longPollTimeoutMs: own('longPollTimeoutMs'),
    heartbeatMs: own('heartbeatMs'),
    latencyMs: onWire('latencyMs'),
    jitterMs: onWire('jitterMs'),
    bytesPerSecond: onWire('bytesPerSecond'),
    bufferBytes: onWire('bufferBytes'),
    idleTimeoutMs: onWire('idleTimeoutMs'),
  }
  return Object.values(conditions).some((value) => Number.isNaN(value)) ? undefined : conditions
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function number(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN
}
