/** A custom element that shows what the reader's memory has, as long as it stands in the page. */
import { onMemoryChange } from '../ui/reader-memory.ts'

export abstract class MemoryElement extends HTMLElement {
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
