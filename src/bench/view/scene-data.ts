/** Which data of its page a scene needs, and by what names: what `Bench.astro` writes and the bench reads back. */
import { captureOf, type Scene } from '../model/scenes.ts'

/** The captures of a scene and of its variants, its own first. */
export function captureNames(scene: Scene): readonly string[] {
  return [captureOf(scene), ...(scene.variants ?? []).slice(1).map(({ name }) => captureOf(scene, name))]
}

/** Every run a scene can show the source of. */
export function runNames(scene: Pick<Scene, 'lanes' | 'variants'>): readonly string[] {
  const lanes = scene.variants ? scene.variants.flatMap((variant) => variant.lanes) : scene.lanes
  return [...new Set(lanes.map((lane) => lane.run))]
}

/** The name of a capture's data block. */
export function captureData(capture: string): string {
  return `capture ${capture}`
}

/** The name of a recorded run as it is seen: the file of it is `captures/<name>.json`, as a capture's own. */
export function seenName(capture: string): string {
  return `${capture}.seen`
}

/** The name of the data block of a run's source. */
export function sourceData(run: string): string {
  return `source ${run}`
}
