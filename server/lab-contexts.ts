/**
 * What belongs to a lab beside the lab itself: its transports and its recorder. The lab knows neither, the wiretap
 * knows no lab, the transports know no wiretap; here they stand side by side under the lab's id.
 */
import { createBudget, type SharedBudget } from './budget.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Report } from './http/answer.ts'
import type { Lab } from './lab/lab.ts'
import { createRegistry, type Registry } from './lab/registry.ts'
import { createScriptedAnswers, type ScriptedAnswers } from './transports/answer-queue.ts'
import { openTransports, type LabTransports } from './transports/table.ts'
import { createRecorder } from './wiretap/recorder.ts'
import type { TappedLab } from './wiretap/tap.ts'

export interface LabContext {
  readonly lab: Lab
  readonly transports: LabTransports
  /** Answers that wait for the next request of their transport. */
  readonly scripted: ScriptedAnswers
  /** The lab as the wiretap sees it. */
  readonly tapped: TappedLab
}

export interface LabContexts {
  readonly registry: Registry
  /** What all that is kept for them takes. */
  readonly budget: SharedBudget
  find(labId: string): LabContext | undefined
}

/** No labs yet, and what stands beside each new one. `settingsChanged` is called after a PATCH took effect, `labEnded` when what was open in a lab has been told to end; `report` is told of our own mistakes. */
export function createLabContexts(
  config: Config,
  clock: Clock,
  settingsChanged: () => void,
  labEnded: (labId: string) => void,
  report: Report,
): LabContexts {
  const host = { streamLifetimeMs: config.streamLifetimeMs, report }
  const contexts = new Map<string, LabContext>()
  const budget = createBudget(config.maxMemoryBytes, config.maxMemoryBytesPerAddress)
  const registry = createRegistry({
    clock,
    limits: config,
    budget,
    opened(lab) {
      const recorder = createRecorder({ account: lab.budget.account('tap') })
      const tapped = {
        recorder,
        get wire() {
          return lab.settings.wire
        },
      }
      lab.feed.subscribe((kept) => recorder.published(kept.json, kept.sizeBytes))
      lab.onChange((change) => {
        if (change === 'settings') settingsChanged()
      })
      contexts.set(lab.id, {
        lab,
        transports: openTransports(lab, clock, host),
        scripted: createScriptedAnswers(lab, clock, host),
        tapped,
      })
    },
    closed(lab) {
      labEnded(lab.id)
      const context = contexts.get(lab.id)
      context?.tapped.recorder.close()
      context?.scripted.clear()
      contexts.delete(lab.id)
    },
  })

  // Cheapest to lose first: answers past their minute, then the past of labs in which nobody is, the longest unused first.
  // Who comes back to one is told of what is gone: by the tap, and by a gap in the events.
  budget.freeBy((isEnough, share) => {
    const all = [...contexts.values()].filter(({ lab }) => share === undefined || lab.budget === share)
    for (const { lab } of all) lab.firstAnswers.forgetOld()
    const idle = all
      .filter(({ lab }) => lab.connections === 0)
      .sort((one, other) => one.lab.lastUseAt - other.lab.lastUseAt)
    for (const { tapped } of idle) if (!isEnough()) tapped.recorder.forget()
    for (const { lab } of idle) if (!isEnough()) lab.feed.forget()
  })
  return { registry, budget, find: (labId) => contexts.get(labId) }
}
