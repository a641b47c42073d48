/**
 * What can be found on a built page, read off its HTML, so that every anchor is one that is there: headings with the text under
 * them, figures and their stops, corrections, terms. Runs under Node only.
 */
import { defaultTreeAdapter as tree, parse, type DefaultTreeAdapterTypes } from 'parse5'
import type { Place } from '../place.ts'

type Node = DefaultTreeAdapterTypes.Node
type Element = DefaultTreeAdapterTypes.Element

/** What is not read as text: what does something, what leads elsewhere, what stands there for the eye alone. */
const NO_TEXT = new Set([
  'astro-island',
  'script',
  'style',
  'template',
  'noscript',
  'nav',
  'svg',
  'button',
  'dialog',
  'table',
])

interface Section {
  readonly id: string
  readonly title: string
  text: string
}

/** The places of the page at `path`. */
export function placesOf(html: string, path: string): readonly Place[] {
  const document = parse(html)
  const main = find(document, (element) => element.tagName === 'main')
  const heading = main && find(main, (element) => element.tagName === 'h1')
  if (main === undefined || heading === undefined) return []
  const page = textOf(heading)
  if (/^(?:\/zh)?\/captures\//.test(path)) {
    const about = find(document, (element) => attribute(element, 'name') === 'description')
    return [{ kind: 'capture', href: path, title: page, where: '', text: attribute(about, 'content') ?? '' }]
  }
  return readPage(main, path, page)
}

function readPage(main: Element, path: string, page: string): readonly Place[] {
  const found: Place[] = []
  const sections: Section[] = [{ id: '', title: page, text: '' }]
  const at = (id: string): string => (id === '' ? path : `${path}#${id}`)
  read(main)
  const said = sections
    .filter(({ id, text }) => id === '' || text !== '')
    .map(({ id, title, text }) => {
      return { kind: 'chapter', href: at(id), title, where: id === '' ? '' : page, text: tidy(text) } as const
    })
  return [...said, ...found]

  function read(node: Node): void {
    if (tree.isTextNode(node)) return say(node.value)
    if (!tree.isElementNode(node) || isNoText(node) || node.tagName === 'h1') return
    const id = attribute(node, 'id') ?? ''
    const has = classesOf(node)
    if (/^h[23]$/.test(node.tagName) && id !== '' && !has.has('said')) {
      if (!id.startsWith('letter-')) sections.push({ id, title: textOf(node), text: '' })
    } else if (has.has('listed-correction')) {
      const [title, text] = [partOf(node, 'said'), partOf(node, 'is')]
      found.push({ kind: 'correction', href: at(id), title, where: '', text })
    } else if (has.has('glossary-entry')) {
      const name = find(node, (element) => element.tagName === 'dt')
      // Its other names are in the line that else only leads elsewhere.
      const rest = [...node.childNodes.filter((child) => child !== name).map(textOf), partOf(node, 'also')]
      found.push({
        kind: 'term',
        href: at(id),
        title: name ? name.childNodes.map(textOf).join(' ').trim() : '',
        where: '',
        text: tidy(rest.join(' ')),
      })
    } else if (id.startsWith('figure-')) {
      readFigure(node, id)
    } else if (!has.has('correction')) {
      // A correction in its chapter is found in the list of them, once.
      for (const child of node.childNodes) read(child)
      say(' ')
    }
  }

  function say(text: string): void {
    const last = sections.at(-1)
    if (last !== undefined) last.text += text
  }

  function readFigure(figure: Element, id: string): void {
    // A bench's label says behind its title what a bench is; a drawing is called by its section.
    const bench = find(figure, (element) => classesOf(element).has('bench'))
    const title =
      attribute(bench, 'aria-label')?.replace(/(?:: |：)[^:：]*$/, '') ?? sections.at(-1)?.title ?? page
    const captions = all(figure, (element) => element.tagName === 'figcaption').map(textOf)
    found.push({ kind: 'figure', href: at(id), title, where: page, text: tidy(captions.join(' ')) })
    for (const stop of all(figure, (element) => classesOf(element).has('story-stop'))) {
      const id = attribute(stop, 'id')
      // The steps of whatever run is on show are no places to go to.
      if (id === undefined) continue
      const name = find(stop, (element) => element.tagName === 'span')
      const text = find(stop, (element) => classesOf(element).has('story-text'))?.childNodes[0]
      found.push({
        kind: 'stop',
        href: at(id),
        title: name ? textOf(name) : '',
        where: title,
        text: text ? textOf(text) : '',
      })
    }
  }
}

function partOf(element: Element, name: string): string {
  const part = find(element, (each) => classesOf(each).has(name))
  return part === undefined ? '' : textOf(part)
}

/** What a reader reads of a node; not a label that only names its kind, nor the sign that links to it. */
function textOf(node: Node): string {
  return tidy(rawText(node))
}

function rawText(node: Node): string {
  if (tree.isTextNode(node)) return node.value
  if (!tree.isElementNode(node) || isNoText(node)) return ''
  const text = node.childNodes.map(rawText).join('')
  return /^(?:p|div|li|dd|dt|td|th|h\d|figcaption)$/.test(node.tagName) ? `${text} ` : text
}

function isNoText(element: Element): boolean {
  const has = classesOf(element)
  return (
    NO_TEXT.has(element.tagName) ||
    attribute(element, 'hidden') !== undefined ||
    ['heading-link', 'label', 'folded-outline', 'more', 'goal-list', 'embed-list'].some((name) =>
      has.has(name),
    )
  )
}

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

function attribute(element: Element | undefined, name: string): string | undefined {
  return element?.attrs?.find((each) => each.name === name)?.value
}

function classesOf(element: Element): ReadonlySet<string> {
  return new Set((attribute(element, 'class') ?? '').split(' '))
}

function find(node: Node, is: (element: Element) => boolean): Element | undefined {
  return all(node, is)[0]
}

function all(node: Node, is: (element: Element) => boolean): Element[] {
  if (!('childNodes' in node)) return []
  return node.childNodes.flatMap((child) =>
    tree.isElementNode(child) ? [...(is(child) ? [child] : []), ...all(child, is)] : [],
  )
}
