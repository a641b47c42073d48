/**
 * Links to a moment of a figure. Of a recorded run: the figure and a stop, or a moment by its number. A reader's own run goes in the
 * link itself, which opens in the inspector; one that is too long for that is saved.
 */
import { figureAnchor } from '../../model/figure.ts'
import type { BenchViewState } from '../bench-view-state.ts'
import { pathIn } from '../../../words/languages.ts'
import { copyText } from '../../../ui/copy-text.ts'
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

/** The index of the stop that a fragment leads to, of those of a figure; -1 where it leads to none. */
export function linkedStop(
  fragment: string,
  figure: string | undefined,
  stops: readonly { readonly name: string }[],
): number {
  const place = figure === undefined ? undefined : placeIn(fragment, figure)
  return place !== undefined && 'stop' in place ? stops.findIndex(({ name }) => name === place.stop) : -1
}

export type Linked = 'copied' | 'in-address' | 'saved'

/** Copies the link to the moment on show; `stop` names the stop that is open there. */
export async function copyLink(
  viewState: BenchViewState,
  scene: string,
  stop: string | undefined,
): Promise<Linked> {
  const { model, moment, selection, language } = viewState
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
  const fragment = withPlace(run.fragment, { unit: selection?.unit })
  return copy(`${pathIn(language, '/inspector/')}#${fragment}`)
}

/** Copies an address of this site, made whole. */
export async function copy(address: string): Promise<Linked> {
  if (await copyText(new URL(address, location.href).href)) return 'copied'
  history.replaceState(null, '', address)
  return 'in-address'
}
