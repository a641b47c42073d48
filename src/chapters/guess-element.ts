/**
 * `<comet-guess>`: asks the reader to predict before the page tells. A custom element over server-rendered
 * HTML, so that without script the radios and the `<details>` with the answer still read as a question.
 * `src/chapters/Guess.astro` renders exactly this and imports this file and `guess.css` in its `<script>`:
 *
 *   <comet-guess data-guess="{id}" data-answer="{option id}">
 *     <form class="guess">
 *       <fieldset><legend>{question}</legend>
 *         <label class="guess-option"><input type="radio" name="guess" value="{option id}" /> <span>…</span></label> …
 *       </fieldset>
 *       <p class="guess-verdict" role="status"></p>
 *       <details class="guess-reveal"><summary>{words.reveal}</summary> … </details>
 *     </form>
 *   </comet-guess>
 *
 * In MDX: `<Guess id answer question><Option id>…</Option>…<Reveal>…</Reveal></Guess>`. Each form is a radio group of its own.
 */
import { PROSE_WORDS } from './words.ts'
import { languageOf } from './language-of.ts'
import { recall, remember } from '../ui/reader-memory.ts'

class GuessElement extends HTMLElement {
  #listening = new AbortController()

  connectedCallback(): void {
    this.#listening = new AbortController()
    const { signal } = this.#listening
    this.addEventListener('change', () => this.#choose(), { signal })
    // The form sends nothing anywhere; Enter in a radio would otherwise reload the page.
    this.addEventListener('submit', (event) => event.preventDefault(), { signal })
    this.#restore()
  }

  disconnectedCallback(): void {
    this.#listening.abort()
  }

  /** A guess made on an earlier visit stands, and its verdict with it; the answer itself stays folded until asked for. */
  #restore(): void {
    const kept = recall(this.#memoryKey)
    const radio = this.#radios.find((each) => each.value === kept)
    if (!radio) return
    radio.checked = true
    this.#sayVerdict(radio)
  }

  #choose(): void {
    const chosen = this.#radios.find((each) => each.checked)
    if (!chosen) return
    remember(this.#memoryKey, chosen.value)
    this.#sayVerdict(chosen)
    const reveal = this.querySelector('details')
    if (reveal) reveal.open = true
  }

  #sayVerdict(chosen: HTMLInputElement): void {
    const right = chosen.value === this.dataset.answer
    const words = PROSE_WORDS[languageOf(this)].guess
    for (const radio of this.#radios) {
      const label = radio.closest('label')
      if (label)
        label.dataset.state =
          radio.value === this.dataset.answer ? 'answer' : radio === chosen ? 'missed' : 'other'
    }
    const verdict = this.querySelector('.guess-verdict')
    if (verdict) verdict.textContent = right ? words.right : words.wrong(this.#labelOf(this.dataset.answer))
  }

  #labelOf(option: string | undefined): string {
    const radio = this.#radios.find((each) => each.value === option)
    return radio?.closest('label')?.textContent?.trim() ?? ''
  }

  get #radios(): HTMLInputElement[] {
    return [...this.querySelectorAll<HTMLInputElement>('input[type=radio]')]
  }

  get #memoryKey(): string {
    return `guess.${this.dataset.guess ?? ''}`
  }
}

customElements.define('comet-guess', GuessElement)
