/** What is asked of all figures: scenes and goals by their names, captures, measures. For the build and for scripts: a page has its own figures only. */
import type { CaptureOf, Figure } from '../bench/model/figure.ts'
import type { GoalCheck } from '../bench/model/goal.ts'
import type { OfLane } from '../bench/model/measure.ts'
import { captureOf, type Scene } from '../bench/model/scenes.ts'
import { FIGURES } from './registry.ts'

/** The name of a figure's scene. */
export type SceneName = Extract<(typeof FIGURES)[number], { readonly scene: object }>['scene']['name']

const ALL: readonly Figure[] = FIGURES

const SCENES: ReadonlyMap<string, Scene> = new Map(
  ALL.flatMap(({ scene }) => (scene === undefined ? [] : [[scene.name, scene]])),
)

export const SCENE_NAMES = [...SCENES.keys()] as readonly SceneName[]

/** A scene by its name. Throws, saying what there is, where none is called so. */
export function sceneNamed(name: SceneName): Scene {
  const scene = SCENES.get(name)
  if (scene === undefined) throw new Error(`no scene “${name}”; there are: ${SCENE_NAMES.join(', ')}`)
  return scene
}

/** Every capture there is to record, those of one scene together. */
export const CAPTURES: readonly CaptureOf[] = ALL.flatMap(({ name: figure, scene, score }) => {
  if (scene === undefined || score === undefined) return []
  if (scene.variants === undefined) return [{ name: scene.name, figure, scene, score }]
  return scene.variants.map(({ name: variant }) => ({
    name: captureOf(scene, variant),
    figure,
    scene,
    variant,
    score,
  }))
})

/** The goals of all figures, by name, each with its figure's. */
export const GOALS: ReadonlyMap<string, { readonly figure: string; readonly check: GoalCheck }> = new Map(
  ALL.flatMap(({ name: figure, goals = {} }) =>
    Object.entries(goals).map(([name, check]) => [name, { figure, check }]),
  ),
)

/** What figures add to the numbers of the prose. */
export const FIGURE_MEASURES: Readonly<Record<string, OfLane>> = Object.assign(
  {},
  ...ALL.map(({ measures }) => measures),
) as Record<string, OfLane>

/** The documents that figures put into frames, by their names at the site's root. */
export const DOCUMENTS = ALL.flatMap(({ documents = {} }) => Object.entries(documents))

/**
 * What the figure is called that a component in the prose shows, by its name and attributes: in `<Correction shown="…">`, and in
 * the anchor that leads to it. Undefined for a component that is none, or that has no anchor.
 */
export function figureOf(
  component: string,
  attributes: Readonly<Record<string, string>>,
): string | undefined {
  if (component === 'Bench') return attributes['scene']
  const shown = ALL.find((figure) => figure.component?.name === component)?.component
  if (shown?.anchor === undefined) return undefined
  return shown.by === undefined ? shown.anchor : `${shown.anchor}-${attributes[shown.by] ?? ''}`
}
