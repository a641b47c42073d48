/**
 * Sends changed settings to a lab, one request at a time: a slider that is dragged changes them faster than
 * requests go, and only the newest matter. The bench makes one for each live run.
 */
import type { SceneSettings } from './bench-model.ts'
import type { LabAnswer, Trouble } from './lab-client.ts'

export interface SettingsSender {
  send(change: SceneSettings): void
}

/** Puts a change over settings, `wire` key by key, as the server merges them. */
export function mergeSettings(settings: SceneSettings, change: SceneSettings): SceneSettings {
  if (change.wire === undefined) return { ...settings, ...change }
  return { ...settings, ...change, wire: { ...settings.wire, ...change.wire } }
}

/**
 * Makes a sender over `request`. What the server did not take goes to `failed`, with the settings it has as far as
 * this page knows; `current` are those it began with.
 */
export function settingsSender(
  current: SceneSettings,
  request: (change: SceneSettings) => Promise<LabAnswer<unknown>>,
  failed: (trouble: Trouble, current: SceneSettings) => void,
): SettingsSender {
  let accepted = current
  let waiting: SceneSettings | undefined
  let busy = false

  async function work(): Promise<void> {
    busy = true
    while (waiting !== undefined) {
      const change = waiting
      waiting = undefined
      const answer = await request(change)
      if (answer.ok) accepted = mergeSettings(accepted, change)
      else failed(answer.trouble, waiting === undefined ? accepted : mergeSettings(accepted, waiting))
    }
    busy = false
  }

  return {
    send(change) {
      waiting = mergeSettings(waiting ?? {}, change)
      if (!busy) void work()
    },
  }
}
