/** Goals, guesses and stops of a chapter's page, read from its source: what its end lists, and what progress is counted from. Pure. */
import { componentsIn } from '../build/chapter-source.ts'
import { figureAnchor } from '../bench/model/figure.ts'
import { figureOf, stopsAtFirst, type SceneName } from '../figures/lookup.ts'

export interface PageGoal {
  readonly check: string
  /** Words and code in turns. */
  readonly text: readonly string[]
  /** The anchor of the figure it stands at; undefined before the first. */
  readonly figure: string | undefined
}

/** The goals of a page's MDX in their order. */
export function goalsOf(mdx: string): readonly PageGoal[] {
  const texts = [...mdx.matchAll(/<Goal\b[^>]*>([\s\S]*?)<\/Goal>/g)].map(([, text = '']) =>
    text.replace(/\s+/g, ' ').trim().split('`'),
  )
  const goals: PageGoal[] = []
  let figure: string | undefined
  for (const { name, attributes } of componentsIn(mdx)) {
    const anchor = figureOf(name, attributes)
    if (anchor !== undefined) figure = figureAnchor(anchor)
    if (name === 'Goal')
      goals.push({ check: attributes['check'] ?? '', text: texts[goals.length] ?? [], figure })
  }
  return goals
}

/** The guesses of a page's MDX, by their ids. */
export function guessesOf(mdx: string): readonly string[] {
  return componentsIn(mdx).flatMap(({ name, attributes }) =>
    name === 'Guess' ? [attributes['id'] ?? ''] : [],
  )
}

/** The stops of a page's stories, in their order, as `<scene>.<stop>`. Those of a variant that a figure does not open with are left out. */
export function stopsTold(mdx: string): readonly string[] {
  let scene = ''
  let told: readonly string[] = []
  return componentsIn(mdx).flatMap(({ name, attributes }) => {
    if (name === 'Bench') {
      scene = attributes['scene'] ?? ''
      told = stopsAtFirst(scene as SceneName, attributes['story']).map((stop) => stop.name)
    }
    const stop = attributes['name'] ?? ''
    return name === 'Stop' && told.includes(stop) ? [`${scene}.${stop}`] : []
  })
}
