/**
 * What a reader does to an island before it is live is kept, in its order, and done then: presses, keys of widgets that the browser
 * knows nothing of, what was typed and chosen, forms, a file that is dropped. What the browser does by itself (links, summaries, the
 * text in a field) it does at once.
 */

import { LIVE } from '../ui/live-event.ts'

const KEPT = ['click', 'dblclick', 'keydown', 'input', 'change', 'submit'] as const

/** A press on these is the browser's; what comes of it is told by another event, or by none. */
const NATIVE = 'a, summary, label, input, select, textarea, [type=submit]'
const WIDGET_KEYS = /^(?:Arrow\w+|Page\w+|Home|End|Enter|Escape| |[0-9a-f])$/i

/** Keeps what is done to the island until it says that it is live; `touched` hears of each. */
export function keepEarlyInput(island: HTMLElement, touched: () => void): void {
  const waiting: (() => void)[] = []
  let isRepeating = false

  const repeatLater = (repeat: () => void): void => {
    waiting.push(repeat)
    island.setAttribute('aria-busy', 'true')
    touched()
  }
  const keep = (event: Event): void => {
    const { target } = event
    if (isRepeating || !(target instanceof Element) || !isIslands(event, target)) return
    // Nobody hears it twice.
    event.stopPropagation()
    if (event.type !== 'input' && event.type !== 'change') event.preventDefault()
    const again = sameEvent(event)
    const fill = filledAs(target)
    repeatLater(() => {
      fill()
      hereNow(target, event, island).dispatchEvent(again)
    })
  }
  const hold = (event: DragEvent): void => event.preventDefault()
  const drop = (event: DragEvent): void => {
    const file = event.dataTransfer?.files[0]
    if (isRepeating || file === undefined) return
    event.preventDefault()
    event.stopImmediatePropagation()
    // A transfer is empty once its event is over.
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(file)
    repeatLater(() => document.body.dispatchEvent(new DragEvent('drop', { ...BUBBLES, dataTransfer })))
  }
  const live = async (): Promise<void> => {
    // What is done meanwhile comes after it.
    for (let repeat = waiting.shift(); repeat !== undefined; repeat = waiting.shift()) {
      isRepeating = true
      repeat()
      isRepeating = false
      await drawn()
    }
    for (const type of KEPT) island.removeEventListener(type, keep, true)
    removeEventListener('dragover', hold)
    removeEventListener('drop', drop, true)
    island.removeAttribute('aria-busy')
  }
  for (const type of KEPT) island.addEventListener(type, keep, true)
  addEventListener('dragover', hold)
  addEventListener('drop', drop, true)
  island.addEventListener(LIVE, () => void live(), { once: true })
}

const CONTROLS = [HTMLInputElement, HTMLTextAreaElement, HTMLSelectElement]
const BUBBLES = { bubbles: true, cancelable: true } as const

/** Whether the island's script is what does something about it. */
function isIslands(event: Event, target: Element): boolean {
  if (event instanceof KeyboardEvent) {
    const { key, ctrlKey, metaKey, altKey } = event
    if (ctrlKey || metaKey || altKey || !WIDGET_KEYS.test(key)) return false
    // A tab is a button, whose arrows the browser knows nothing of.
    return target.matches('[role=tab]')
      ? key !== 'Enter' && key !== ' '
      : !target.matches(`${NATIVE}, button`)
  }
  return event.type === 'click' || event.type === 'dblclick' ? target.closest(NATIVE) === null : true
}

function sameEvent(event: Event): Event {
  if (event instanceof KeyboardEvent) {
    const { type, key, code, shiftKey } = event
    return new KeyboardEvent(type, { ...BUBBLES, key, code, shiftKey })
  }
  if (event instanceof MouseEvent) {
    const { type, detail, shiftKey } = event
    return new MouseEvent(type, { ...BUBBLES, detail, shiftKey })
  }
  return new Event(event.type, BUBBLES)
}

/** What a control holds now, to put it there again: the first drawing gives it what the page came with. */
function filledAs(target: Element): () => void {
  if (target instanceof HTMLInputElement && ['checkbox', 'radio'].includes(target.type)) {
    const { checked } = target
    return () => (target.checked = checked)
  }
  const isFile = target instanceof HTMLInputElement && target.type === 'file'
  if (isFile || !CONTROLS.some((kind) => target instanceof kind)) return () => {}
  const control = target as HTMLInputElement
  const { value } = control
  return () => (control.value = value)
}

/** Where an event goes now: keys follow the focus. */
function hereNow(target: Element, event: Event, island: HTMLElement): Element {
  const { activeElement } = document
  const follows = event instanceof KeyboardEvent && island.contains(activeElement)
  return follows && activeElement !== null ? activeElement : target
}

function drawn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
