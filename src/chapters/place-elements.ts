/**
 * Where one was: `<comet-place>` on a chapter's page remembers the heading being read, and offers the one that was read
 * last; `<comet-go-on>` in the list of chapters leads to the page and heading that were last of all. And a link leads to a figure.
 */
import { lastPlace, markPlace } from '../ui/reader-memory.ts'
import { MemoryElement } from './memory-element.ts'

class PlaceElement extends HTMLElement {
  #listening = new AbortController()

  connectedCallback(): void {
    this.#listening = new AbortController()
    const { signal } = this.#listening
    const { slug = '' } = this.dataset
    const headings = [...document.querySelectorAll<HTMLElement>('main h2[id]')]
    const last = lastPlace(slug)?.heading
    // The first heading is where one begins anyway.
    this.#offer(headings.find(({ id }, at) => at > 0 && id === last))
    let asked = false
    const follow = () => {
      if (asked) return
      asked = true
      requestAnimationFrame(() => {
        asked = false
        const { id } = headings.findLast((each) => each.getBoundingClientRect().top < innerHeight / 3) ?? {}
        if (id !== undefined && (lastPlace()?.slug !== slug || lastPlace(slug)?.heading !== id))
          markPlace(slug, id)
        if (scrollY > innerHeight) this.hidden = true
      })
    }
    addEventListener('scroll', follow, { passive: true, signal })
  }

  disconnectedCallback(): void {
    this.#listening.abort()
  }

  /** Not where a link already leads into the page. */
  #offer(heading: HTMLElement | undefined): void {
    const [link, name] = [this.querySelector('a'), this.querySelector('span')]
    if (!heading || !link || !name || location.hash !== '') return
    link.href = `#${heading.id}`
    name.textContent = textOf(heading)
    this.hidden = false
  }
}

class GoOnElement extends MemoryElement {
  protected override show(): void {
    const place = lastPlace()
    const chapter =
      place && document.querySelector<HTMLAnchorElement>(`a[data-slug="${CSS.escape(place.slug)}"]`)
    const [link, name] = [this.querySelector('a'), this.querySelector('span')]
    this.hidden = !chapter
    if (!place || !chapter || !link || !name) return
    link.href = `${chapter.pathname}#${place.heading}`
    name.textContent = chapter.querySelector('b')?.textContent ?? ''
  }
}

/** A heading's words, without the sign that links to it. */
function textOf(heading: HTMLElement): string {
  const words = heading.cloneNode(true) as HTMLElement
  words.querySelector('.heading-link')?.remove()
  return words.textContent?.trim() ?? ''
}

customElements.define('comet-place', PlaceElement)
customElements.define('comet-go-on', GoOnElement)

// A link to watch a run leads to its figure, which then comes alive (`src/bench/model/watch-link.ts`).
const [word, scene] = location.hash.split('.')
if (word === '#watch') document.getElementById(`figure-${scene}`)?.scrollIntoView()
