/**
 * `<comet-goals>`: a list of goals, ticked when the reader's own live traffic shows them. Never by a recorded run.
 * A custom element over server-rendered HTML: without script it reads as a list of things to try.
 * `src/chapters/Goals.astro` renders exactly this and imports this file and `goals.css` in its `<script>`:
 *
 *   <comet-goals data-scenes="two-polls the-gap">
 *     <ul class="goals-list"><li data-check="{goal}" data-figure="{whose}"><span class="goal-words">…</span></li> …</ul>
 *     <p class="goals-status" role="status"></p>
 *   </comet-goals>
 *
 * In MDX: `<Goals scenes={["two-polls"]}><Goal check="first-live-event">…</Goal></Goals>`; names are keys of figures' `goals.ts`.
 */
import { effect } from '@preact/signals'
import { PROSE_WORDS, type ProseWords } from './words.ts'
import type { BenchModel } from '../bench/model/bench-model.ts'
import { openBenches } from '../bench/model/open-benches.ts'
import type { GoalCheck, GoalRun, Goals } from '../bench/model/goal.ts'
import { languageOf } from './language-of.ts'
import { forget, recall, remember } from '../ui/reader-memory.ts'
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

class GoalsElement extends HTMLElement {
  #reached = new Set<string>()
  readonly #letGo: (() => void)[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  #benches: readonly { readonly bench: BenchModel; since: () => number }[] = []

  connectedCallback(): void {
    this.#reached = new Set(this.#names.filter((name) => recall(memoryKey(name)) === 'reached'))
    this.#addMarks()
    this.#addFoot()
    this.#show()
    this.#letGo.push(effect(() => this.#watch(openBenches.value)))
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    for (const letGo of this.#letGo.splice(0)) letGo()
  }

  /** Follows the benches of our scenes; the returned function lets go of them when others open or close. */
  #watch(open: ReadonlyMap<string, BenchModel>): () => void {
    const scenes = (this.dataset.scenes ?? '').split(' ')
    const benches = scenes.flatMap((scene) => open.get(scene) ?? [])
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
    const open = this.#items.filter(({ dataset }) => !this.#reached.has(dataset.check ?? ''))
    const checks = await Promise.all(open.map(checkOf))
    const runs = this.#benches.filter(({ bench }) => !bench.isRecorded.peek()).map(goalRun)
    const reached = open.flatMap(({ dataset: { check = '' } }, i) =>
      !this.#reached.has(check) && runs.some((run) => checks[i]?.(run) === true) ? [check] : [],
    )
    if (reached.length === 0) return
    for (const name of reached) {
      this.#reached.add(name)
      remember(memoryKey(name), 'reached')
    }
    this.#show()
    this.#say(reached.map((name) => this.#words.announce(this.#wordsOf(name))).join(' '))
  }

  #startOver(): void {
    for (const name of this.#names) forget(memoryKey(name))
    this.#reached.clear()
    this.#show()
    this.#say('')
  }

  // ---- what the reader sees ----

  #addMarks(): void {
    for (const item of this.#items) {
      if (item.querySelector('.goal-state')) continue
      const state = document.createElement('span')
      state.className = 'goal-state'
      item.prepend(state, ' ')
    }
  }

  #addFoot(): void {
    if (this.querySelector('.goals-foot')) return
    const foot = document.createElement('p')
    foot.className = 'goals-foot'
    const progress = document.createElement('span')
    progress.className = 'goals-progress'
    const again = document.createElement('button')
    again.type = 'button'
    again.className = 'goals-reset'
    again.textContent = this.#words.reset
    again.addEventListener('click', () => this.#startOver())
    foot.append(progress, ' ', again)
    this.append(foot)
  }

  #show(): void {
    for (const item of this.#items) {
      const reached = this.#reached.has(item.dataset.check ?? '')
      item.dataset.state = reached ? 'reached' : 'open'
      const state = item.querySelector('.goal-state')
      if (state) state.textContent = reached ? this.#words.reached : this.#words.open
    }
    const progress = this.querySelector('.goals-progress')
    if (progress) progress.textContent = this.#words.progress(this.#reached.size, this.#names.length)
    const again = this.querySelector<HTMLButtonElement>('.goals-reset')
    if (again) again.hidden = this.#reached.size === 0
  }

  #say(words: string): void {
    const status = this.querySelector('.goals-status')
    if (status) status.textContent = words
  }

  get #items(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>('[data-check]')]
  }

  get #names(): string[] {
    return this.#items.map(({ dataset }) => dataset.check ?? '')
  }

  #wordsOf(name: string): string {
    const item = this.#items.find(({ dataset }) => dataset.check === name)
    return item?.querySelector('.goal-words')?.textContent?.trim() ?? name
  }

  get #words(): ProseWords['goals'] {
    return PROSE_WORDS[languageOf(this)].goals
  }
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

/** One memory for a goal, whatever page or language it stands in. */
function memoryKey(name: string): string {
  return `goal.${name}`
}

customElements.define('comet-goals', GoalsElement)
