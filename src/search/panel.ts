/**
 * The search, in a dialog: a field, how many places were found, and the places by kind as plain links. Comes with the library and the
 * index when it is opened for the first time. Arrow keys go from the field through the links and back; Enter in the field follows
 * the first. The dialog is the browser's own, so that Escape closes it and focus goes back to where it was.
 */
import { languageOf, pathIn, type Language } from '../words/languages.ts'
import { find, readIndex, type Found, type FoundOfKind, type PlaceIndex } from './find.ts'
import { excerpt, marked, type Marked } from './marked.ts'
import { indexAddress } from './place.ts'
import './panel.css'
import { SEARCH_WORDS } from './words.ts'

/** So many of a kind are listed. */
const MOST = 6
/** Between the parts of a link's name. */
const APART: Readonly<Record<Language, string>> = { en: ', ', zh: '，' }
/** Characters of a place's text, of which a Han one takes the room of two. */
const EXCERPT: Readonly<Record<Language, number>> = { en: 150, zh: 75 }

interface Panel {
  open(typed: string): void
}

let panel: Panel | undefined

/** Opens the search, in the page's language; `typed`: what was typed for it while it was on its way. */
export function openSearch(typed = ''): void {
  panel ??= createPanel(languageOf(location.pathname))
  panel.open(typed)
}

function createPanel(language: Language): Panel {
  const words = SEARCH_WORDS[language]
  const field = make('input', { role: 'searchbox', 'aria-label': words.field, placeholder: words.field })
  field.setAttribute('autocomplete', 'off')
  field.spellcheck = false
  const close = make('button', { type: 'button' }, words.close)
  const status = make('p', { role: 'status', class: 'search-status' })
  const list = make('div', { class: 'search-found' })
  const dialog = make('dialog', { class: 'search', 'aria-label': words.title })
  const head = make('div', { class: 'search-head' })
  head.append(field, close)
  dialog.append(head, status, list)
  document.body.append(dialog)

  let index: PlaceIndex | undefined
  let coming: Promise<void> | undefined

  field.addEventListener('input', show)
  close.addEventListener('click', () => dialog.close())
  // Where nothing had the focus a browser goes on from the dialog, at the page's end; a link's target is where the reader was.
  dialog.addEventListener('close', () => {
    const { activeElement } = document
    if (activeElement === document.body || dialog.contains(activeElement))
      goOnFrom(document.querySelector<HTMLElement>(':target'))
  })
  dialog.addEventListener('click', (event) => {
    // Beside it is the backdrop, which is the dialog's own; a link within this page leaves the page as it is.
    if (event.target === dialog || (event.target as Element).closest('a')) dialog.close()
  })
  dialog.addEventListener('keydown', (event) => {
    const links = [...list.querySelectorAll('a')]
    const at = links.findIndex((link) => link === document.activeElement)
    if (event.key === 'Enter' && document.activeElement === field && !event.isComposing) links[0]?.click()
    else if (event.key === 'ArrowDown') (links[at + 1] ?? links[at])?.focus()
    else if (event.key === 'ArrowUp') (links[at - 1] ?? field).focus()
    else return
    event.preventDefault()
  })

  async function fetchIndex(): Promise<void> {
    try {
      const answer = await fetch(indexAddress(language))
      if (!answer.ok) throw new Error(`no index: ${answer.status}`)
      index = readIndex(await answer.text())
    } catch {
      coming = undefined
    }
    show()
  }

  function show(): void {
    const query = field.value.trim()
    list.replaceChildren()
    if (index === undefined) {
      status.textContent = coming === undefined ? words.failed : words.loading
      if (coming === undefined)
        list.append(make('a', { href: pathIn(language, '/glossary/') }, words.glossary))
      return
    }
    const groups = query === '' ? [] : find(index, query)
    const count = groups.reduce((sum, { places }) => sum + places.length, 0)
    status.textContent = query === '' ? words.hint : count === 0 ? words.none(query) : words.found(count)
    list.append(...groups.map(group))
  }

  function group({ kind, places }: FoundOfKind): HTMLElement {
    const section = make('section', { 'aria-label': words.kinds[kind] })
    const items = make('ul', {})
    items.append(...places.slice(0, MOST).map(item))
    section.append(make('h2', {}, words.kinds[kind]), items)
    if (places.length > MOST) section.append(make('p', {}, words.more(places.length - MOST)))
    return section
  }

  function item({ href, title, where, text, terms }: Found): HTMLElement {
    const name = make('b', {})
    name.append(...pieces(marked(title, terms)))
    const link = make('a', { href })
    link.append(name)
    // Set apart to the eye by room alone, and by a mark to the ear.
    const apart = (): HTMLElement => make('span', { class: 'search-apart' }, APART[language])
    if (where !== '') link.append(apart(), make('span', { class: 'search-where' }, where))
    const said = make('span', { class: 'search-text' })
    said.append(...pieces(excerpt(text, terms, EXCERPT[language])))
    if (text !== '') link.append(apart(), said)
    const row = make('li', {})
    row.append(link)
    return row
  }

  return {
    open(typed) {
      if (!dialog.open) dialog.showModal()
      field.focus()
      if (typed === '') field.select()
      else field.value = typed
      if (index === undefined) coming ??= fetchIndex()
      show()
    },
  }
}

/** Keys go on from an element that takes no focus by itself. */
function goOnFrom(place: HTMLElement | null): void {
  if (place === null) return
  const had = place.getAttribute('tabindex')
  place.tabIndex = -1
  place.focus({ preventScroll: true })
  place.blur()
  if (had === null) place.removeAttribute('tabindex')
}

function pieces(texts: Marked): (Node | string)[] {
  return texts.map(({ text, found }) => (found ? make('mark', {}, text) : text))
}

function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>>,
  text?: string,
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  if (text !== undefined) element.textContent = text
  return element
}
