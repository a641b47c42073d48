/** One bench of a page as a reader meets it: found and worked by roles and names, never by class. */
import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { BENCH_WORDS, type BenchWords } from '../../src/bench/view/words.ts'
import { INSPECTOR_WORDS, type InspectorWords } from '../../src/inspector/words.ts'
import { languageOf } from '../../src/words/languages.ts'
import type { SceneName } from '../../src/figures/lookup.ts'
import type { Direction } from '../../src/wire/bytes/bytes.ts'
import { decodeTrace } from '../../src/wire/trace/trace-codec.ts'
import type { Trace } from '../../src/wire/trace/trace.ts'
import { expect } from './site.ts'

export class BenchOnPage {
  readonly page: Page
  readonly root: Locator
  readonly words: BenchWords
  readonly inspectorWords: InspectorWords
  /** The lab's id, once `start()` has resolved. */
  lab = ''

  constructor(page: Page, scene: SceneName, path: string) {
    this.page = page
    this.words = BENCH_WORDS[languageOf(path)]
    this.inspectorWords = INSPECTOR_WORDS[languageOf(path)]
    this.root = page.locator(`[data-scene="${scene}"]`)
  }

  button(name: string): Locator {
    return this.root.getByRole('button', { name, exact: true })
  }

  /** Scrolls the bench onto the screen, which loads its script, and waits until Start can be pressed. */
  async ready(): Promise<void> {
    await this.root.scrollIntoViewIfNeeded()
    await expect(this.button(this.words.bench.start)).toBeEnabled()
  }

  /** Presses Start and waits until the run is the reader's own. */
  async start(): Promise<void> {
    await this.ready()
    const made = this.page.waitForResponse((answer) => new URL(answer.url()).pathname === '/labs')
    await this.button(this.words.bench.start).click()
    this.lab = ((await (await made).json()) as { readonly id: string }).id
    await this.running()
  }

  /** `timeout`, in ms: where more than the usual time may pass until it does. */
  async running(options?: { readonly timeout: number }): Promise<void> {
    await expect(this.button(this.words.bench.pause)).toBeEnabled(options)
  }

  /** Waits until the run's own WebSocket has opened so many times: before that it takes nothing to send, and no fault befalls it. */
  async socketOpen(times = 1): Promise<void> {
    await this.savedRunWith(
      (run) =>
        run.events.filter(
          (event) =>
            event.kind === 'note' &&
            event.note.kind === 'ready-state' &&
            event.note.of === 'WebSocket' &&
            event.note.value === 1,
        )[times - 1],
      `readyState 1, ${times} times`,
    )
  }

  /** The run on show, saved as a reader saves it. */
  async savedRun(): Promise<Trace> {
    const download = this.page.waitForEvent('download')
    await this.button(this.words.bench.save).click()
    const decoded = decodeTrace(await readFile(await (await download).path(), 'utf8'))
    if (!decoded.ok) throw new Error(`The saved run cannot be read: ${decoded.message}`)
    return decoded.trace
  }

  /** Saves the run until it shows what is awaited. */
  async savedRunWith<T>(find: (run: Trace) => T | undefined, what: string): Promise<T> {
    let found: T | undefined
    await expect
      .poll(
        async () => {
          found = find(await this.savedRun())
          return found !== undefined
        },
        { message: what },
      )
      .toBe(true)
    if (found === undefined) throw new Error(what)
    return found
  }
}

/** All bytes of one side of one exchange, joined; throws where a slice does not begin where the last one ended. */
export function bytesOf(run: Trace, exchange: string, direction: Direction): Buffer {
  const parts: Uint8Array[] = []
  let offset = 0
  for (const event of run.events) {
    if (event.kind !== 'slice' || event.exchange !== exchange || event.direction !== direction) continue
    if (event.offset !== offset)
      throw new Error(`${exchange} ${direction}: a slice at ${event.offset}, not ${offset}`)
    parts.push(event.bytes)
    offset += event.bytes.length
  }
  return Buffer.concat(parts)
}
