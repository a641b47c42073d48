/**
 * `<comet-guess>`: asks the reader to predict before the page tells. A custom element over what `Guess.astro` renders, so
 * that without script the radios and the `<details>` with the answer still read as a question. Choosing gives nothing
 * away, since arrow keys pass over options; a guess is given with Enter or the button.
 */
import { PROSE_WORDS, type ProseWords } from './words.ts'
import { languageOf } from './language-of.ts'
import { forget, recall, remember } from '../ui/reader-memory.ts'
import { MemoryElement } from './memory-element.ts'

class GuessElement extends MemoryElement {
  protected override listen(signal: AbortSignal): void {
    this.#addButton()
    this.addEventListener('change', () => this.#showGiven(), { signal })
    this.addEventListener(
      'submit',
      (event) => {
        event.preventDefault() // The form sends nothing anywhere.
        this.#give()
      },
      { signal },
    )
    this.#details?.addEventListener('toggle', () => this.#keepOpen(), { signal })
    // `toggle` comes a task after the change, and a reader who leaves at once is gone by then.
    addEventListener('pagehide', () => this.#keepOpen(), { signal })
    this.#restore()
  }

  #addButton(): void {
    if (this.#button) return
    const button = document.createElement('button')
    button.className = 'guess-give'
    button.textContent = this.#words.give
    // It stands in the page before it says what is missing, so that it is heard; an answer is not wrong before one is given.
    const missing = document.createElement('p')
    missing.className = 'guess-missing'
    missing.setAttribute('role', 'status')
    this.querySelector('fieldset')?.append(button, missing)
  }

  /** What an earlier visit left: the guess, and the answer if it was open. */
  #restore(): void {
    const given = this.#radios.find((each) => each.value === this.#given)
    if (given) given.checked = true
    if (this.#details) this.#details.open = recall(this.#answerKey) === 'open'
  }

  #give(): void {
    const chosen = this.#radios.find((each) => each.checked)
    if (!chosen) {
      if (this.#missing) this.#missing.textContent = this.#words.choose
      this.#radios[0]?.focus()
      return
    }
    // The button goes; the focus is not to go with it.
    if (this.#button?.matches(':focus')) this.#details?.querySelector('summary')?.focus()
    remember(this.#guessKey, chosen.value)
    if (this.#details) this.#details.open = true
  }

  /** What was given may have been forgotten elsewhere on the page. */
  protected override show(): void {
    if (this.#given === undefined && this.querySelector('[data-state]')) {
      this.querySelector('form')?.reset()
      if (this.#details) this.#details.open = false
    }
    this.#showGiven()
  }

  #keepOpen(): void {
    const open = this.#details?.open === true
    if (open === (recall(this.#answerKey) === 'open')) return
    if (open) remember(this.#answerKey, 'open')
    else forget(this.#answerKey)
  }

  #showGiven(): void {
    const given = this.#radios.find((each) => each.value === this.#given)
    const chosen = this.#radios.find((each) => each.checked)
    if (chosen && this.#missing) this.#missing.textContent = ''
    if (this.#button) this.#button.hidden = given !== undefined && given === chosen
    this.#sayVerdict(given)
  }

  #sayVerdict(given: HTMLInputElement | undefined): void {
    const { answer } = this.dataset
    for (const radio of this.#radios) {
      const label = radio.closest('label')
      if (!label) continue
      if (given === undefined) delete label.dataset.state
      else label.dataset.state = radio.value === answer ? 'answer' : radio === given ? 'missed' : 'other'
    }
    const words = this.#words
    const said =
      given === undefined ? '' : given.value === answer ? words.right : words.wrong(this.#labelOf(answer))
    const verdict = this.querySelector('.guess-verdict')
    if (verdict && verdict.textContent !== said) verdict.textContent = said
  }

  #labelOf(option: string | undefined): string {
    const radio = this.#radios.find((each) => each.value === option)
    return radio?.closest('label')?.textContent?.trim() ?? ''
  }

  get #radios(): HTMLInputElement[] {
    return [...this.querySelectorAll<HTMLInputElement>('input[type=radio]')]
  }

  get #button(): HTMLButtonElement | null {
    return this.querySelector<HTMLButtonElement>('.guess-give')
  }

  get #missing(): HTMLElement | null {
    return this.querySelector<HTMLElement>('.guess-missing')
  }

  get #details(): HTMLDetailsElement | null {
    return this.querySelector('details')
  }

  get #words(): ProseWords['guess'] {
    return PROSE_WORDS[languageOf(this)].guess
  }

  get #given(): string | undefined {
    return recall(this.#guessKey)
  }

  get #guessKey(): string {
    return `guess.${this.dataset.guess ?? ''}`
  }

  get #answerKey(): string {
    return `answer.${this.dataset.guess ?? ''}`
  }
}

customElements.define('comet-guess', GuessElement)
