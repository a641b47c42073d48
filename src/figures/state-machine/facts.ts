/**
 * How the readyState of a run went: each state with the transition that led there. From the script's notes; one thing no script
 * sees is read from the wire, the Close frame that makes a WebSocket CLOSING. Used by `StateMachine.tsx`.
 */
import { socketLives } from '../../wire/trace/queries/socket-lives.ts'
import type { Lane } from '../../wire/trace/views.ts'

export type MachineOf = 'WebSocket' | 'EventSource'

/** What leads from one state to another; `created` leads to CONNECTING from nowhere, since it is a new object. */
export type TransitionName =
  | 'created'
  | 'ws-open'
  | 'ws-fail'
  | 'ws-lost'
  | 'ws-closing'
  | 'ws-closed'
  | 'es-open'
  | 'es-again'
  | 'es-refused'
  | 'es-closed'

export interface MachineStep {
  readonly to: number
  readonly by: TransitionName
  readonly moment: number
  readonly at: number
  /** Of a close event. */
  readonly code?: number
}

/** Gives the steps of a lane's newest object and of those before it, in order. */
export function machineSteps(of: MachineOf, lane: Lane): readonly MachineStep[] {
  return of === 'WebSocket' ? webSocketSteps(lane) : eventSourceSteps(lane)
}

/** The last step at or before a moment. */
export function stepAt(steps: readonly MachineStep[], moment: number | undefined): MachineStep | undefined {
  return moment === undefined ? undefined : steps.findLast((step) => step.moment <= moment)
}

/** The step on show: at the reader's moment, or the newest of a live run; a recorded run is told from its first. */
export function stepOnShow(
  steps: readonly MachineStep[],
  run: { readonly selected: number | undefined; readonly isRecorded: boolean; readonly shown: number },
): MachineStep | undefined {
  if (run.selected === undefined && run.isRecorded) return steps[0]
  return stepAt(steps, run.selected ?? run.shown - 1)
}

function webSocketSteps({ notes, arrows }: Lane): readonly MachineStep[] {
  const lives = socketLives(notes)
  return lives.flatMap((life, i) => {
    const next = lives[i + 1]?.created.moment ?? Number.POSITIVE_INFINITY
    const steps: MachineStep[] = [{ to: 0, by: 'created', ...life.created }]
    const { opened, closed } = life
    if (opened !== undefined) steps.push({ to: 1, by: 'ws-open', ...opened })
    const closeFrame =
      opened &&
      arrows.find(
        ({ moment, direction, carries }) =>
          moment > opened.moment &&
          moment < (closed?.moment ?? next) &&
          direction === 'server-to-client' &&
          carries.kind === 'stream' &&
          carries.parts.some(({ kind }) => kind === 'close'),
      )
    const closing =
      life.closing ??
      (closeFrame && closed?.wasClean === true
        ? { moment: closeFrame.moment, at: closeFrame.arrived }
        : undefined)
    if (closing !== undefined) steps.push({ to: 2, by: 'ws-closing', ...closing })
    // One that was given up may close when the next is open long since: the machine follows the next.
    if (closed !== undefined && closed.moment < next) {
      const by = opened === undefined ? 'ws-fail' : closing === undefined ? 'ws-lost' : 'ws-closed'
      steps.push({ to: 3, by, moment: closed.moment, at: closed.at, code: closed.code })
    }
    return steps
  })
}

function eventSourceSteps({ notes }: Lane): readonly MachineStep[] {
  const steps: MachineStep[] = []
  for (const { moment, at, note } of notes) {
    const from = steps.at(-1)?.to
    // The page closes a source it has heard nothing from, and makes another.
    if (note.kind === 'silent') steps.push({ to: 2, by: 'es-closed', moment, at })
    if (note.kind !== 'ready-state' || note.of !== 'EventSource' || note.value === from) continue
    if (note.value === 0) steps.push({ to: 0, by: from === 1 ? 'es-again' : 'created', moment, at })
    else if (note.value === 1) steps.push({ to: 1, by: 'es-open', moment, at })
    else steps.push({ to: 2, by: from === 0 ? 'es-refused' : 'es-closed', moment, at })
  }
  return steps
}
