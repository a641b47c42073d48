/** The faults a scene offers, as buttons: each breaks something of the reader's own lab, now. */
import type { FaultRequest } from '../../../contract/faults.ts'
import type { ControlProps } from './control-props.ts'
import { Button } from '../../../ui/Button.tsx'

export function FaultButtons({ viewState, scene }: ControlProps) {
  const { model, words } = viewState
  const name = (request: FaultRequest): string => {
    const fault = words.run.faults[request.kind]
    if (model.scene.lanes.length === 1 || !('transport' in request))
      return words.controls.fault(fault, undefined)
    const { transport } = request
    return words.controls.fault(fault, transport === 'all' ? words.run.all : words.transport[transport])
  }
  return (
    <div class="controls-group" role="group" aria-label={words.controls.break}>
      {(scene.faults ?? []).map((request) => (
        <Button
          key={JSON.stringify(request)}
          class="button-quiet"
          disabled={model.state.value.kind !== 'running'}
          onClick={() => model.fault(request)}
        >
          {name(request)}
        </Button>
      ))}
    </div>
  )
}
