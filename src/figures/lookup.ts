/** What is asked of all figures: scenes and goals by their names, captures, measures. For the build and for scripts: a page has its own figures only. */
import type { CaptureOf, Figure, Story } from '../bench/model/figure.ts'
import type { GoalCheck } from '../bench/model/goal.ts'
import type { OfLane } from '../bench/model/measure.ts'
import { captureOf, type Scene } from '../bench/model/scenes.ts'
import { stopsOf } from '../bench/model/stop.ts'
import { FIGURES } from './registry.ts'

/** The name of a figure's scene. */
export type SceneName = Extract<(typeof FIGURES)[number], { readonly scene: object }>['scene']['name']

const ALL: readonly Figure[] = FIGURES

const LIVE = ALL.flatMap((figure) => (figure.scene === undefined ? [] : [figure]))

export const SCENE_NAMES = LIVE.map(({ scene }) => scene.name) as readonly SceneName[]

/** A scene by its name, and what it is called. Throws, saying what there is, where none has the name. */
export function sceneNamed(name: SceneName): Scene {
  return liveFigure(name).scene
}

export function titleOf(name: SceneName): Figure['title'] & object {
  return liveFigure(name).title
}

/** Its story, or another told of the same run. Throws, saying what there is, where none has the name. */
export function storyOfScene(name: SceneName, story?: string): Story {
  const { stops = [], stories = {} } = liveFigure(name)
  if (story === undefined) return { stops }
  const told = Object.hasOwn(stories, story) ? stories[story] : undefined
  if (told === undefined)
    throw new Error(`no story “${story}” of ${name}; there are: ${Object.keys(stories).join(', ')}`)
  return told
}

/** The stops of a story that are told of the variant that its figure opens with. */
export function stopsAtFirst(name: SceneName, story?: string): Story['stops'] {
  const { opensWith, variants } = sceneNamed(name)
  return stopsOf(storyOfScene(name, story).stops, opensWith ?? variants?.[0]?.name)
}

/** The names of its further stories. */
export function storyNames(name: SceneName): readonly string[] {
  return Object.keys(liveFigure(name).stories ?? {})
}

function liveFigure(name: SceneName): (typeof LIVE)[number] {
  const figure = LIVE.find(({ scene }) => scene.name === name)
  if (figure === undefined) throw new Error(`no scene “${name}”; there are: ${SCENE_NAMES.join(', ')}`)
  return figure
}

/** Every capture there is to record, those of one scene together. */
export const CAPTURES: readonly CaptureOf[] = LIVE.flatMap(({ name: figure, title, scene, score }) => {
  const of = { figure, title, scene, score }
  if (scene.variants === undefined) return [{ ...of, name: scene.name }]
  return scene.variants.map(({ name: variant }) => ({ ...of, name: captureOf(scene, variant), variant }))
})

/** The figures that chapters show: all but the race, which has a page of its own. */
export const IN_PROSE = ALL.filter(({ name }) => name !== 'race')

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
