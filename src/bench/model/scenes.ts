/**
 * A scene: which code runs in a live figure, in what lab, under what conditions. Data only: a figure's `figure.ts` says it, the
 * chapters name it, the bench runs it, `npm run capture` records it. Below, what several have in common.
 */
import type { LaneSpec } from '../../wire/trace/views.ts'
import type { FaultRequest } from '../../contract/faults.ts'
import type { Control, ControlKey } from '../../contract/settings.ts'
import type { SceneModel, SceneVariant } from './bench-model.ts'
import type { Pane } from './stop.ts'
import { RUN_TRANSPORTS, type RunName } from '../../transports/run-names.ts'

/** What a scene lets the reader change, beside Start, Stop and stepping: by buttons and a list, and of the settings. */
export type SceneControl = 'publish' | 'several' | 'send' | 'faults' | 'variant' | ControlKey

export interface Scene extends SceneModel {
  /** As the prose calls it. Its capture is `content/captures/<name>.json`; a variant's own is `<name>.<variant>.json`. */
  readonly name: string
  readonly controls: readonly SceneControl[]
  /** Where a setting is set by something else than its row says. */
  readonly ranges?: { readonly [Key in ControlKey]?: Control }
  /** What the button for several events at once publishes. */
  readonly several?: { readonly count: number; readonly apartMs: number }
  /** The panes that are open beside its ladder before the reader chooses. */
  readonly opens?: readonly Pane[]
  /** The faults its buttons offer. */
  readonly faults?: readonly FaultRequest[]
}

/** The lane of a run, and where two differ in it, whether it asks with a cursor. */
export function lane(run: RunName, cursor?: 'with' | 'without'): LaneSpec {
  const transport = RUN_TRANSPORTS[run]
  return cursor === undefined ? { run, transport } : { run, transport, cursor }
}

/** Runs in turn, each alone and called after its code. */
export function oneLaneVariants(runs: readonly RunName[]): readonly SceneVariant[] {
  return runs.map((run) => ({ name: run, lanes: [lane(run)] }))
}

/** A stream whose page speaks by POST, and a WebSocket: in one lab, so that both carry the same conversation. */
export const BOTH_WAYS: readonly LaneSpec[] = [{ ...lane('sse-and-post'), posts: true }, lane('ws')]

/** A heartbeat that a reader can wait for, and two and a half of them. */
export const QUICK_HEARTBEAT = { heartbeatMs: 4000, silenceMs: 10_000 } as const

/** Every way to break the lanes of a scene at once. */
export const WIRE_FAULTS: readonly FaultRequest[] = [
  { kind: 'reset', transport: 'all' },
  { kind: 'fin', transport: 'all' },
  { kind: 'stall', transport: 'all' },
  { kind: 'resume', transport: 'all' },
  { kind: 'restart', downMs: 3000 },
]

/** The capture that shows a scene before Start: its own, or the chosen variant's. The first variant's is the scene's. */
export function captureOf(scene: Pick<Scene, 'name' | 'variants'>, variant?: string): string {
  const first = scene.variants?.[0]?.name
  return variant === undefined || variant === first ? scene.name : `${scene.name}.${variant}`
}
