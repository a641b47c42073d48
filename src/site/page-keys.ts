/**
 * What single keys and the header's buttons do on every page: the search, the sheet of keys, the pages before and after; and the large
 * size. One module, since each file of its own costs a page more than what is in it.
 */
import { isSingleKey, isTyped, setSingleKeys, singleKeysAreOn } from '../ui/keys.ts'
import { forget, remember } from '../ui/reader-memory.ts'

const sheet = document.querySelector<HTMLDialogElement>('.key-sheet')
const single = document.querySelector<HTMLInputElement>('.single-keys')
const { dataset } = document.documentElement

const openSheet = (): void => {
  if (single) single.checked = singleKeysAreOn()
  if (sheet?.open === false) sheet.showModal()
}
/** What is typed while the search is on its way is meant for its field. */
let typed: string | undefined
const openSearch = (): void => {
  typed ??= ''
  void import('../search/panel.ts')
    .then((panel) => panel.openSearch(typed))
    .finally(() => (typed = undefined))
}
const follow = (way: string) => (): void =>
  document.querySelector<HTMLAnchorElement>(`.chapter-ends a[rel=${way}]`)?.click()

/** On a Chinese keyboard two of them give a character of their own. */
const DEEDS: readonly (readonly [characters: string, deed: () => void])[] = [
  ['/／、', openSearch],
  ['p', follow('prev')],
  ['n', follow('next')],
  ['?？', openSheet],
]

document.addEventListener('keydown', (event) => {
  if (typed !== undefined && isTyped(event)) {
    event.preventDefault()
    typed += event.key
    return
  }
  const deed = DEEDS.find(([characters]) => isSingleKey(event, ...characters))?.[1]
  if (deed === undefined) return
  event.preventDefault()
  deed()
})
for (const opener of document.querySelectorAll<HTMLButtonElement>('.opens-keys')) {
  opener.hidden = false
  opener.addEventListener('click', openSheet)
}
document.querySelector('.opens-search')?.addEventListener('click', openSearch)
document.querySelector('.key-sheet-close')?.addEventListener('click', () => sheet?.close())
single?.addEventListener('change', () => setSingleKeys(single.checked))

const boxes = [...document.querySelectorAll<HTMLInputElement>('.large-switch input')]
const showSize = (): void => boxes.forEach((box) => (box.checked = dataset['size'] === 'large'))
for (const box of boxes)
  box.addEventListener('change', () => {
    if (box.checked) remember('size', (dataset['size'] = 'large'))
    else {
      forget('size')
      delete dataset['size']
    }
    showSize()
  })
showSize()
