/** What a figure's folder says of itself in its `figure.ts`. Data, and what is asked of a run: how it looks is its component's. */
import type { Goals } from './goal.ts'
import type { OfLane } from './measure.ts'
import type { Scene } from './scenes.ts'
import type { Score } from './score.ts'
import type { Pane, Stop } from './stop.ts'

export type Figure = Named & (Live | { readonly [Key in keyof Live]?: never })

interface Named {
  /** Its folder's. */
  readonly name: string
  /**
   * What shows it in the prose beside a `<Bench>`: the folder's component, and its `id` on the page, `figure-<anchor>`. Where a
   * page can have several, the value of the attribute `by` tells them apart.
   */
  readonly component?: { readonly name: string; readonly anchor?: string; readonly by?: string }
  readonly goals?: Goals
  /** Numbers for the prose, by the names that `<Measure of="<run>.…">` gives them. */
  readonly measures?: Readonly<Record<string, OfLane>>
  /** Documents of its own that it puts into frames, by their names at the site's root, without `.html`. */
  readonly documents?: Readonly<Record<string, () => string>>
}

/** Of a figure in which something runs; others have none of it, or draw what runs in the bench of another's scene. */
interface Live {
  /** What its bench and its captures are called, in each language. */
  readonly title: Readonly<Record<'en' | 'zh', string>>
  readonly scene: Scene
  /** What is done in the scene while it is recorded. */
  readonly score: Score
  /** Its story: where its stops are. What is said at them stands in the prose. */
  readonly stops?: readonly Stop[]
  /** Told of the same run on another page, by the name that its `<Bench story="…">` gives. */
  readonly stories?: Readonly<Record<string, Story>>
}

export interface Story {
  readonly stops: readonly Stop[]
  /** The panes that are open beside the ladder there; the scene's own where nothing is said. */
  readonly opens?: readonly Pane[]
}

/** A capture: a recorded run of a figure's scene, or of a variant of it. */
export interface CaptureOf {
  /** `content/captures/<name>.json`. */
  readonly name: string
  readonly figure: string
  readonly title: Live['title']
  readonly scene: Scene
  readonly variant?: string
  readonly score: Score
}

/** The `id` on the page of what shows a figure, and of a bench, which is called as its scene is. */
export function figureAnchor(anchor: string): string {
  return `figure-${anchor}`
}
