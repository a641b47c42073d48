/**
 * Lets others watch the run of a bench: opens the link to its lab, and tells those who watch what the page's script does, a little
 * at a time. With the run the link is over.
 */
import { signal, type ReadonlySignal } from '@preact/signals'
import { isObject } from '../../contract/rule.ts'
import { thisBrowser } from '../../transports/browser.ts'
import type { BenchModel } from './bench-model.ts'
import { call } from './lab-client.ts'
import { isMark, textsOf } from './watch-marks.ts'

export interface Share {
  /** The key of the link while it is open. */
  readonly key: ReadonlySignal<string | undefined>
  readonly state: ReadonlySignal<'opening' | 'open' | 'failed' | 'over'>
  /** Ends the link, and tells all who watch. */
  end(): void
}

const TELL_EVERY_MS = 250
/** A text of so many is far below what the server takes; and so many in a quarter of a second below its rate. */
const MARKS_AT_ONCE = 80

export function shareRun(model: BenchModel, browser = thisBrowser()): Share {
  const { lab } = model.header.peek()
  const key = signal<string | undefined>(undefined)
  const state = signal<'opening' | 'open' | 'failed' | 'over'>('opening')
  let told = 0

  function isOn(): boolean {
    return model.state.peek().kind === 'running' && model.header.peek().lab === lab
  }

  function tell(): void {
    if (state.peek() !== 'open') return
    if (!isOn()) return over()
    const marks = []
    for (; told < model.events.length && marks.length < MARKS_AT_ONCE; told++) {
      const event = model.events[told]
      if (event !== undefined && isMark(event)) marks.push(event)
    }
    for (const text of textsOf(marks)) model.report(text)
    browser.after(TELL_EVERY_MS, tell)
  }

  function over(): void {
    state.value = 'over'
    key.value = undefined
    model.isShared = false
  }

  async function open(): Promise<void> {
    const answer = await call(browser, 'POST', `/labs/${lab}/watch`)
    const made = answer.ok && isObject(answer.value) ? answer.value['watch'] : undefined
    if (state.peek() === 'over') return
    if (typeof made !== 'string') {
      state.value = 'failed'
      return
    }
    model.isShared = true
    key.value = made
    state.value = 'open'
    tell()
  }

  void open()
  return {
    key,
    state,
    end() {
      if (isOn()) void call(browser, 'DELETE', `/labs/${lab}/watch`)
      over()
    },
  }
}
