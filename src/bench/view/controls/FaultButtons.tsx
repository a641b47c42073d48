/** The faults a scene offers, as buttons: each breaks something of the reader's own lab, now. */
import { faultTarget } from '../../../words/run-words.ts'
import type { FaultRequest } from '../../../contract/faults.ts'
import type { ControlProps } from './SceneControls.tsx'

export function FaultButtons({ frame, scene }: ControlProps) {
  const { model, words } = frame
  const name = (request: FaultRequest): string => {
    const several = model.scene.lanes.length > 1 && 'transport' in request
    const target = several
      ? faultTarget(
          { kind: 'fault', fault: request.kind, transport: request.transport, affected: 0, at: 0 },
          words.transport,
          words.run,
        )
      : undefined
    return words.controls.fault(words.run.faults[request.kind], target)
  }
  return (
    <div class="controls-group" role="group" aria-label={words.controls.break}>
      {(scene.faults ?? []).map((request) => (
        <button
          key={JSON.stringify(request)}
          type="button"
          class="button button-quiet"
          disabled={model.state.value.kind !== 'running'}
          onClick={() => model.fault(request)}
        >
          {name(request)}
        </button>
      ))}
    </div>
  )
}
