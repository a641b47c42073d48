/**
 * What was done, where chapters are listed: `<comet-progress>` counts a page's stops, guesses and goals, and leads to the first
 * stop that was not read; `<comet-forget>` forgets all of it, and asks first. Both empty or hidden where there is nothing to say.
 */
import { forgetAll, isGoalReached, recall, remembersAnything, stopsDone } from '../ui/reader-memory.ts'
import { figureAnchor } from '../bench/model/figure.ts'
import { READING_WORDS } from '../words/reading-words.ts'
import { languageOf } from './language-of.ts'
import { MemoryElement } from './memory-element.ts'

class ProgressElement extends MemoryElement {
  protected override show(): void {
    const words = READING_WORDS[languageOf(this)]
    const { stops, guesses, goals, path = '' } = this.dataset
    const toRead = namesIn(stops)
    const left = toRead.filter((stop) => !isRead(stop))
    const counts = [
      { all: toRead, done: toRead.length - left.length, says: words.stops },
      { all: namesIn(guesses), done: namesIn(guesses).filter(isGiven).length, says: words.guesses },
      { all: namesIn(goals), done: namesIn(goals).filter(isGoalReached).length, says: words.goals },
    ].filter(({ all }) => all.length > 0)
    if (counts.every(({ done }) => done === 0)) return this.replaceChildren()
    const isAll = counts.every(({ all, done }) => done === all.length)
    const parts = counts.flatMap(({ all, done, says }, index): Node[] => {
      const count = document.createElement('span')
      count.textContent = says(done, all.length)
      return [new Text(index > 0 ? words.between : isAll ? '✓ ' : ''), count]
    })
    const [next] = left
    if (next !== undefined) {
      const link = document.createElement('a')
      link.href = `${path}#${figureAnchor(next)}`
      link.textContent = words.goOnAtStop
      parts.push(new Text(' '), link)
    }
    this.replaceChildren(...parts)
  }
}

function isRead(stop: string): boolean {
  const [figure = '', name = ''] = stop.split('.')
  return stopsDone(figure).has(name)
}

function isGiven(guess: string): boolean {
  return recall(`guess.${guess}`) !== undefined
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
