/**
 * The goals on real traffic: recorded runs of a real browser against the real server. A page never ticks a goal on a
 * recorded run; here they stand for the live run that they once were.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { captureOf, SCENES, type SceneName } from '../bench/model/scenes.ts'
import { createConversation } from '../wire/trace/conversation.ts'
import { createTimeline } from '../wire/trace/timeline.ts'
import { decodeTrace } from '../wire/trace/trace-codec.ts'
import { delayConditions, recordedDelays } from '../figures/the-interval/facts.ts'
import { GOAL_CHECKS, type GoalName, type GoalRun } from './goal-checks.ts'

function capturedRun(name: SceneName, variant?: string): GoalRun {
  const scene = SCENES[name]
  const lanes = scene.variants?.find((each) => each.name === variant)?.lanes ?? scene.lanes
  const text = readFileSync(`content/captures/${captureOf(scene, variant)}.json`, 'utf8')
  const decoded = decodeTrace(text)
  if (!decoded.ok) throw new Error(decoded.message)
  const conversation = createConversation()
  const timeline = createTimeline(lanes, conversation.view)
  decoded.trace.events.forEach((event, moment) => {
    conversation.push(event, moment)
    timeline.push(event, moment)
  })
  const { pollIntervalMs = 2000 } = scene.options
  return {
    timeline: timeline.view,
    conversation: conversation.view,
    events: decoded.trace.events,
    conditions: delayConditions(scene.settings, { pollIntervalMs }),
    since: 0,
  }
}

/** Which of the goals that a chapter sets for this scene its recorded run shows. */
function reached(run: GoalRun): readonly GoalName[] {
  return (Object.keys(GOAL_CHECKS) as GoalName[]).filter((name) => GOAL_CHECKS[name](run))
}

describe('recorded runs', () => {
  it('show what the chapter says they show', () => {
    expect(reached(capturedRun('match-and-ticker'))).toEqual(
      expect.arrayContaining(['first-live-event', 'same-event-both-ways', 'a-second-apart']),
    )
    expect(reached(capturedRun('two-polls'))).toContain('long-poll-under-200-ms')
    expect(reached(capturedRun('the-burst'))).toContain('burst-three-trips')
    const gap = reached(capturedRun('the-gap'))
    expect(gap).toContain('gap-event-received')
    expect(gap).toContain('gap-event-lost')
  })

  it('tell the two ways of meeting a 304 apart', () => {
    const byTheBrowser = reached(capturedRun('not-modified'))
    expect(byTheBrowser).toContain('304-behind-a-200')
    expect(byTheBrowser).not.toContain('304-in-the-script')
    const byTheScript = reached(capturedRun('not-modified', 'short-poll-conditional'))
    expect(byTheScript).toContain('304-in-the-script')
    expect(byTheScript).not.toContain('304-behind-a-200')
  })

  it('tell the loops apart', () => {
    expect(reached(capturedRun('the-loop', 'xhr-loop-notes'))).toEqual(['notes-loop-silent'])
    expect(reached(capturedRun('the-loop', 'xhr-loop-sent'))).toEqual(['one-request-then-silence'])
    const loops: readonly GoalName[] = ['notes-loop-silent', 'one-request-then-silence']
    for (const name of reached(capturedRun('the-loop', 'xhr-loop'))) expect(loops).not.toContain(name)
  })

  it('give the histogram delays inside the predicted box, but for the time the page and the network take', () => {
    const scene = SCENES['the-interval']
    const { delaysMs, answers, conditions } = recordedDelays(scene, capturedRun('the-interval').timeline)
    expect(delaysMs.length).toBeGreaterThan(5)
    expect(answers).toBeGreaterThan(3)
    const { pollIntervalMs, tripMs } = conditions
    for (const delay of delaysMs) {
      expect(delay).toBeGreaterThan(tripMs - 5)
      expect(delay).toBeLessThan(pollIntervalMs + 3 * tripMs + 200)
    }
  })
})
