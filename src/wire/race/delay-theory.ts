/**
 * What the delay of an event should be, by transport, from the conditions alone: the line that measurements are held against.
 * Pure arithmetic; the page's and the server's own work is not in it (about a millisecond), nor is the real network.
 *
 * One transit is `latency` and up to `jitter` more, drawn anew for each slice. Events come at random, each independent of
 * the one before, so an event falls anywhere in what repeats.
 */
import { type Conditions, WIRE_KEYS, type WireKey } from '../../contract/settings.ts'
import type { Transport } from '../trace/transports.ts'
import type { DelayTheory } from './race-view.ts'

/** A theory knows no other: under one of those, bytes wait for more than time on their way. */
const SPOKEN_OF: readonly WireKey[] = ['latencyMs', 'jitterMs', 'bufferBytes', 'idleTimeoutMs']

/**
 * Gives what theory says of a transport under conditions, in milliseconds; nothing where bytes wait for more than time on
 * their way: a limit of bandwidth, a proxy that holds a stream back, a box that drops a stream before its heartbeat.
 */
export function delayTheory(transport: Transport, conditions: Conditions): DelayTheory | undefined {
  if (WIRE_KEYS.some((key) => conditions[key] > 0 && !SPOKEN_OF.includes(key))) return undefined
  switch (transport) {
    case 'short-poll':
      return shortPoll(conditions)
    case 'long-poll':
      return isDropped(conditions, conditions.longPollTimeoutMs) ? undefined : longPoll(conditions)
    case 'iframe-stream':
    case 'sse':
      // Buffering holds an answer until it ends: a poll's is through at once, a stream's is not.
      return conditions.bufferBytes > 0 || isDropped(conditions, conditions.heartbeatMs)
        ? undefined
        : oneTransit(conditions)
    case 'ws':
      return isDropped(conditions, conditions.heartbeatMs) ? undefined : oneTransit(conditions)
  }
}

/** Whether what is silent for so long is dropped on the way before it speaks again. */
function isDropped({ idleTimeoutMs }: Conditions, silentForMs: number): boolean {
  return idleTimeoutMs > 0 && idleTimeoutMs <= silentForMs
}

/**
 * RFC 6202 3.2, "Maximal Latency": a stream costs one transit, as long as nothing on the way holds it back. A WebSocket
 * costs the same. With jitter the mean is a little more where slices queue, since none overtakes another.
 * @see https://www.rfc-editor.org/rfc/rfc6202#section-3.2
 */
function oneTransit({ latencyMs, jitterMs }: Conditions): DelayTheory {
  return {
    shape: 'one-transit',
    leastMs: latencyMs,
    meanMs: latencyMs + jitterMs / 2,
    greatestMs: latencyMs + jitterMs,
  }
}

/**
 * Questions arrive at the server one period apart: the answer's transit, the interval T, the question's transit. An event
 * waits for the next of them, anywhere from nothing to a whole period, and then for one transit. Of periods P that vary a
 * longer one is hit more often, so the mean wait is E[P²] / 2E[P]; P's variance is that of two jitters, jitter²/12 each.
 * Two questions are at most T + 2 (latency + jitter) apart.
 */
function shortPoll({ pollIntervalMs, latencyMs, jitterMs }: Conditions): DelayTheory {
  const periodMs = pollIntervalMs + 2 * latencyMs + jitterMs
  const variance = jitterMs ** 2 / 6
  const meanWaitMs = periodMs > 0 ? (periodMs ** 2 + variance) / (2 * periodMs) : 0
  return {
    shape: 'uniform',
    leastMs: latencyMs,
    meanMs: meanWaitMs + latencyMs + jitterMs / 2,
    greatestMs: periodMs + jitterMs + latencyMs + jitterMs,
  }
}

/**
 * RFC 6202 2.2, "Maximal Latency": one transit while a question waits, and up to three for an event just behind an answer,
 * which waits until that has arrived and the next question has come. With R the round trip and λ the rate, a round trip
 * after an answer λR events come and wait R/2 on average; e^-λR is how often none comes, and then one event ends the
 * wait of the next question without waiting itself. So the mean is one transit + (λR²/2) / (λR + e^-λR).
 * @see https://www.rfc-editor.org/rfc/rfc6202#section-2.2
 */
function longPoll({ eventsPerMinute, latencyMs, jitterMs }: Conditions): DelayTheory {
  const roundTripMs = 2 * latencyMs + jitterMs
  const expected = (eventsPerMinute / 60_000) * roundTripMs
  const meanWaitMs = (expected * roundTripMs) / 2 / (expected + Math.exp(-expected))
  return {
    shape: 'one-to-three-transits',
    leastMs: latencyMs,
    meanMs: meanWaitMs + latencyMs + jitterMs / 2,
    greatestMs: 3 * (latencyMs + jitterMs),
  }
}
