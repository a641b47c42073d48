/** Some of what a scene lets the reader change beside running it, in the scene's order: buttons, and a control for each setting. */
import type { ComponentChildren } from 'preact'
import { controlOf, type ControlKey } from '../../../contract/settings.ts'
import type { SceneControl } from '../../model/scenes.ts'
import type { ControlProps } from './control-props.ts'
import { Choice } from './Choice.tsx'
import { nextGoals } from './readers-goal.ts'
import { FaultButtons } from './FaultButtons.tsx'
import { SendBox } from './SendBox.tsx'
import { SettingControl } from './SettingControl.tsx'
import { Button } from '../../../ui/Button.tsx'

/** What is no setting. */
const BUTTONS: Readonly<
  Record<Exclude<SceneControl, ControlKey>, (props: ControlProps) => ComponentChildren>
> = {
  publish: PublishButton,
  several: SeveralButton,
  send: SendBox,
  faults: FaultButtons,
  variant: VariantChoice,
}

export function SceneControls({
  controls,
  ...props
}: ControlProps & { readonly controls: readonly SceneControl[] }) {
  return (
    <>
      {controls.map((control) => {
        if (isSetting(control)) {
          const by = props.scene.ranges?.[control] ?? controlOf(control)
          return <SettingControl key={control} setting={control} control={by} {...props} />
        }
        const Button = BUTTONS[control]
        return <Button key={control} {...props} />
      })}
    </>
  )
}

function isSetting(control: SceneControl): control is ControlKey {
  return !Object.hasOwn(BUTTONS, control)
}

function PublishButton({ viewState }: ControlProps) {
  const { model, words } = viewState
  return (
    <Button
      disabled={model.state.value.kind !== 'running'}
      onClick={() => model.publishSeveral(nextGoals(viewState), 0)}
    >
      {words.controls.publishGoal}
    </Button>
  )
}

function SeveralButton({ viewState, scene }: ControlProps) {
  const { model, words } = viewState
  const several = scene.several
  if (several === undefined) return null
  return (
    <Button
      disabled={model.state.value.kind !== 'running'}
      onClick={() => model.publishSeveral(nextGoals(viewState, several.count), several.apartMs)}
    >
      {words.controls.publishSeveral(several.count, several.apartMs)}
    </Button>
  )
}

function VariantChoice({ viewState: { model, words }, ready }: ControlProps) {
  const names = (model.scene.variants ?? []).map(({ name }) => name)
  return (
    <Choice
      label={
        names.every((name) => name in words.run.variants) ? words.controls.conditions : words.controls.variant
      }
      value={model.variant.value ?? ''}
      values={names}
      text={(name) => words.run.variants[name] ?? `${name}.ts`}
      ready={ready}
      onChange={(name) => model.chooseVariant(name)}
    />
  )
}
