/**
 * What was done, where chapters are listed: `<comet-progress>` counts a page's reached goals, or given guesses before the
 * first; `<comet-forget>` forgets all of it, and asks first. Both empty or hidden where there is nothing to say.
 */
import { forgetAll, isGoalReached, onMemoryChange, recall, remembersAnything } from '../ui/reader-memory.ts'
import { READING_WORDS } from '../words/reading-words.ts'
import { languageOf } from './language-of.ts'

abstract class MemoryElement extends HTMLElement {
  #listening = new AbortController()

  connectedCallback(): void {
    this.#listening = new AbortController()
    const { signal } = this.#listening
    onMemoryChange(() => this.show(), signal)
    this.listen(signal)
    this.show()
  }

  disconnectedCallback(): void {
    this.#listening.abort()
  }

  /** Takes up what else it follows. */
  protected listen(_signal: AbortSignal): void {
    // Nothing but the memory.
  }

  protected abstract show(): void
}

class ProgressElement extends MemoryElement {
  protected override show(): void {
    const words = READING_WORDS[languageOf(this)]
    const [goals, guesses] = [namesIn(this.dataset.goals), namesIn(this.dataset.guesses)]
    const reached = goals.filter(isGoalReached).length
    const given = guesses.filter((guess) => recall(`guess.${guess}`) !== undefined).length
    this.textContent =
      reached > 0 ? words.goals(reached, goals.length) : given > 0 ? words.guesses(given, guesses.length) : ''
  }
}

class ForgetElement extends MemoryElement {
  protected override listen(signal: AbortSignal): void {
    const forget = () => {
      forgetAll()
      const said = this.querySelector<HTMLElement>('[role=status]')
      if (!said) return
      said.textContent = READING_WORDS[languageOf(this)].forgotten
      this.hidden = false
      said.focus()
    }
    this.querySelector('button')?.addEventListener('click', forget, { signal })
  }

  protected override show(): void {
    const any = remembersAnything()
    this.hidden = !any
    const [asks, said] = [this.querySelector('details'), this.querySelector('[role=status]')]
    if (asks) asks.hidden = !any
    if (asks && !any) asks.open = false
    if (said && any) said.textContent = ''
  }
}

function namesIn(list = ''): readonly string[] {
  return list.split(' ').filter((name) => name !== '')
}

customElements.define('comet-progress', ProgressElement)
customElements.define('comet-forget', ForgetElement)
