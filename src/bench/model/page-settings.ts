/** The settings that pages let be set, wherever each is kept: in the lab, on its wire, or in the page alone. */
import { isPageKey, isWireKey, LAB_SETTINGS, type ControlKey } from '../../contract/settings.ts'
import type { BenchModel } from './bench-model.ts'

/** A page gives up after so many heartbeats have not come. */
const HEARTBEATS_MISSED = 2.5

/** What a setting is now. */
export function settingOf({ settings, options }: BenchModel, key: ControlKey): number | string {
  if (isWireKey(key)) return settings.value.wire?.[key] ?? 0
  return isPageKey(key) ? options.value[key] : (settings.value[key] ?? LAB_SETTINGS[key].initial)
}

/** Sets one to what its control gave. */
export function changeSetting(model: BenchModel, key: ControlKey, value: number | string): void {
  if (key === 'heartbeatMs')
    model.options.value = { ...model.options.peek(), silenceMs: HEARTBEATS_MISSED * Number(value) }
  if (isPageKey(key)) model.options.value = { ...model.options.peek(), [key]: Number(value) }
  else model.patch(isWireKey(key) ? { wire: { [key]: Number(value) } } : { [key]: value })
}
