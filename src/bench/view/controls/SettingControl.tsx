/** One setting and what it is set by; what it is called and how its values are said is in the table of words. */
import { isWireKey, type Control, type ControlKey } from '../../../contract/settings.ts'
import { changeSetting, settingOf } from '../../model/page-settings.ts'
import { Choice } from './Choice.tsx'
import type { ControlView } from './control-props.ts'
import { Slider } from './Slider.tsx'

interface Props {
  readonly setting: ControlKey
  readonly control: Control
  readonly viewState: Pick<ControlView, 'model' | 'words'>
  readonly ready: boolean
}

export function SettingControl({ setting, control, viewState: { model, words }, ready }: Props) {
  const says = words.settings[setting]
  const text = says.text as (value: number | string) => string
  const value = settingOf(model, setting)
  const common = {
    label: says.label,
    ...(isWireKey(setting) ? { hint: words.controls.simulated } : {}),
    ready,
    onChange: (chosen: number | string) => changeSetting(model, setting, chosen),
  }
  if (control.kind === 'choice') {
    // A scene may have set what no choice is: it is shown as it is.
    const values = control.values.includes(value) ? control.values : [value, ...control.values]
    return <Choice {...common} value={value} values={values} text={text} />
  }
  const { least, most, step } = control
  return <Slider {...common} value={Number(value)} min={least} max={most} step={step} text={text(value)} />
}
