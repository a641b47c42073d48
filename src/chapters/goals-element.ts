/**
 * `<comet-goals>`: a figure's goals, ticked when the reader's own live traffic shows them. Never by a recorded run.
 * `<comet-goals-of-page>`: all goals of the page once more, at its end, with how many are reached.
 * Custom elements over server-rendered HTML: without script they read as lists of things to try.
 * `Goals.astro` and `GoalsOfPage.astro` render what they need: items with `data-check`, the goal, and `data-figure`, whose it is.
 */
import { effect } from '@preact/signals'
import { PROSE_WORDS, type ProseWords } from './words.ts'
import type { BenchModel } from '../bench/model/bench-model.ts'
import { openBenches } from '../bench/model/open-benches.ts'
import type { GoalCheck, GoalRun, Goals } from '../bench/model/goal.ts'
import { languageOf } from './language-of.ts'
import { forget, isGoalReached, markGoal } from '../ui/reader-memory.ts'
import { MemoryElement } from './memory-element.ts'
import { unchangedSince } from '../bench/model/unchanged-since.ts'

/** Traffic can come fifty times a second; goals are looked at this often at most. */
const LOOK_EVERY_MS = 500

/** How goals are recognised, a figure's in a chunk of its own: fetched when a run of the reader's is first looked at. */
const GOALS_OF = import.meta.glob<Goals>('../figures/*/goals.ts', { import: 'GOALS' })

/** Undefined where it could not be fetched; the next look tries again. */
async function checkOf({ dataset: { check = '', figure } }: HTMLElement): Promise<GoalCheck | undefined> {
  const goals = await GOALS_OF[`../figures/${figure}/goals.ts`]?.().catch(() => undefined)
  return goals?.[check]
}

/** The items of a list of goals, each with its state as the reader's memory has it. */
class GoalsList extends MemoryElement {
  protected override listen(_signal: AbortSignal): void {
    for (const item of this.items) {
      if (item.querySelector('.goal-state')) continue
      const state = document.createElement('span')
      state.className = 'goal-state'
      item.prepend(state, ' ')
    }
  }

  protected override show(): void {
    for (const item of this.items) {
      const reached = isGoalReached(nameOf(item))
      item.dataset.state = reached ? 'reached' : 'open'
      const state = item.querySelector('.goal-state')
      if (state) state.textContent = reached ? this.words.reached : this.words.open
    }
  }

  get items(): readonly HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>('[data-check]')]
  }

  get words(): ProseWords['goals'] {
    return PROSE_WORDS[languageOf(this)].goals
  }
}

class FigureGoals extends GoalsList {
  #timer: ReturnType<typeof setTimeout> | undefined
  #benches: readonly { readonly bench: BenchModel; since: () => number }[] = []

  protected override listen(signal: AbortSignal): void {
    super.listen(signal)
    const letGo = effect(() => this.#watch([...openBenches.value.values()]))
    signal.addEventListener('abort', () => {
      clearTimeout(this.#timer)
      this.#timer = undefined
      letGo()
    })
  }

  /** Follows the page's benches; the returned function lets go of them when others open or close. */
  #watch(benches: readonly BenchModel[]): () => void {
    const watched = benches.map((bench) => ({ bench, unchanged: unchangedSince(bench) }))
    this.#benches = watched.map(({ bench, unchanged }) => ({ bench, since: () => unchanged.moment.peek() }))
    const stops = benches.map((bench) =>
      effect(() => {
        void bench.version.value
        if (!bench.isRecorded.value) this.#lookSoon()
      }),
    )
    return () => {
      for (const stop of stops) stop()
      for (const { unchanged } of watched) unchanged.dispose()
      this.#benches = []
    }
  }

  #lookSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      void this.#look()
    }, LOOK_EVERY_MS)
  }

  async #look(): Promise<void> {
    const open = this.items.filter((item) => !isGoalReached(nameOf(item)))
    const checks = await Promise.all(open.map(checkOf))
    const runs = this.#benches.filter(({ bench }) => !bench.isRecorded.peek()).map(goalRun)
    const reached = open.filter((_, i) => runs.some((run) => checks[i]?.(run) === true))
    if (reached.length === 0) return
    for (const item of reached) markGoal(nameOf(item))
    const status = this.querySelector('.goals-status')
    if (status) status.textContent = reached.map((item) => this.words.announce(wordsOf(item))).join(' ')
  }
}

class GoalsOfPage extends GoalsList {
  protected override listen(signal: AbortSignal): void {
    super.listen(signal)
    if (!this.querySelector('.goals-foot')) this.#addFoot()
  }

  protected override show(): void {
    super.show()
    const reached = this.items.filter(({ dataset }) => dataset.state === 'reached').length
    const progress = this.querySelector('.goals-progress')
    if (progress) progress.textContent = this.words.progress(reached, this.items.length)
    const again = this.querySelector<HTMLButtonElement>('.goals-reset')
    if (again) again.hidden = reached === 0
  }

  #addFoot(): void {
    const foot = document.createElement('p')
    foot.className = 'goals-foot'
    const progress = document.createElement('span')
    progress.className = 'goals-progress'
    progress.tabIndex = -1
    const again = document.createElement('button')
    again.type = 'button'
    again.className = 'goals-reset'
    again.textContent = this.words.reset
    again.addEventListener('click', () => {
      this.items.forEach((item) => forget(`goal.${nameOf(item)}`))
      // The button goes; what it did is beside it, and heard there.
      progress.focus({ preventScroll: true })
    })
    foot.append(progress, ' ', again)
    this.append(foot)
  }
}

function nameOf({ dataset }: HTMLElement): string {
  return dataset.check ?? ''
}

function wordsOf(item: HTMLElement): string {
  return item.querySelector('.goal-words')?.textContent?.trim() ?? nameOf(item)
}

function goalRun({ bench, since }: { readonly bench: BenchModel; since: () => number }): GoalRun {
  return {
    timeline: bench.timeline,
    conversation: bench.conversation,
    events: bench.events,
    settings: bench.settings.peek(),
    options: bench.options.peek(),
    since: since(),
  }
}

customElements.define('comet-goals', FigureGoals)
customElements.define('comet-goals-of-page', GoalsOfPage)
