/**
 * Links to a moment of a figure. Of a recorded run: the figure and a stop, or a moment by its number. A reader's own run goes in the
 * link itself, which opens in the inspector; one that is too long for that is saved.
 */
import { figureAnchor } from '../../model/figure.ts'
import type { Frame } from '../frame.ts'
import { pathIn } from '../../../words/languages.ts'
import { pack } from '../../../ui/pack.ts'
import { saveFile } from '../../../ui/save-file.ts'

/** The `id` of a stop's text on the page, and the fragment that leads to it. */
export function stopAnchor(scene: string, stop: string): string {
  return `${figureAnchor(scene)}.${stop}`
}

/** What a fragment says of a figure: a stop of its story, or a moment of its recorded run. */
export function placeIn(
  fragment: string,
  scene: string,
): { readonly stop: string } | { readonly moment: number } | undefined {
  const start = `#${stopAnchor(scene, '')}`
  if (!fragment.startsWith(start)) return undefined
  const place = fragment.slice(start.length)
  return /^\d{1,6}$/.test(place) ? { moment: Number(place) } : { stop: place }
}

export type Linked = 'copied' | 'in-address' | 'saved'

/** Copies the link to the moment on show; `stop` names the stop that is open there. */
export async function copyLink(frame: Frame, scene: string, stop: string | undefined): Promise<Linked> {
  const { model, moment, selection, language } = frame
  if (model.isRecorded.peek()) {
    return copy(`${location.pathname}#${stopAnchor(scene, stop ?? String(moment ?? 0))}`)
  }
  const trace = model.trace()
  const { encodeRunFragment } = await import('../../../wire/export/run-link.ts')
  const run = await encodeRunFragment(trace, pack)
  if (!run.ok) {
    saveFile(model.text(), `${scene}.json`, 'application/json')
    return 'saved'
  }
  const { withPlace } = await import('../../../inspector/field-link.ts')
  const place = selection?.unit === undefined ? {} : { unit: selection.unit }
  return copy(`${pathIn(language, '/inspector/')}#${withPlace(run.fragment, place)}`)
}

/** Copies an address of this site, made whole. */
export async function copy(address: string): Promise<Linked> {
  try {
    await navigator.clipboard.writeText(new URL(address, location.href).href)
    return 'copied'
  } catch {
    // No clipboard without a secure context, or without leave: the address bar holds the link then.
    history.replaceState(null, '', address)
    return 'in-address'
  }
}
