/**
 * What belongs to a lab beside the lab itself: its transports and its recorder. The lab knows neither, the wiretap
 * knows no lab, the transports know no wiretap; here they stand side by side under the lab's id.
 */
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Report } from './http/answer.ts'
import type { Lab } from './lab/lab.ts'
import { createRegistry, type Registry } from './lab/registry.ts'
import { createScriptedAnswers, type ScriptedAnswers } from './transports/answer-queue.ts'
import { openTransports, type LabTransports } from './transports/table.ts'
import { createRecorder } from './wiretap/recorder.ts'
import type { TappedLab } from './wiretap/tap.ts'

export interface Room {
  readonly lab: Lab
  readonly transports: LabTransports
  /** Answers that wait for the next request of their transport. */
  readonly scripted: ScriptedAnswers
  /** The lab as the wiretap sees it. */
  readonly tapped: TappedLab
}

export interface Rooms {
  readonly registry: Registry
  find(labId: string): Room | undefined
}

/** No labs yet, and the room that each new one gets. `settingsChanged` is called after a PATCH took effect, `labEnded` when what was open in a lab has been told to end; `report` is told of our own mistakes. */
export function createRooms(
  config: Config,
  clock: Clock,
  settingsChanged: () => void,
  labEnded: (labId: string) => void,
  report: Report,
): Rooms {
  const host = { streamLifetimeMs: config.streamLifetimeMs, report }
  const rooms = new Map<string, Room>()
  const registry = createRegistry({
    clock,
    limits: config,
    opened(lab) {
      const recorder = createRecorder()
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
      rooms.set(lab.id, {
        lab,
        transports: openTransports(lab, clock, host),
        scripted: createScriptedAnswers(lab, clock, host),
        tapped,
      })
    },
    closed(lab) {
      labEnded(lab.id)
      rooms.get(lab.id)?.tapped.recorder.close()
      rooms.delete(lab.id)
    },
  })
  return { registry, find: (labId) => rooms.get(labId) }
}
