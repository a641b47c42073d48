/**
 * What is scrolled: a blank list first, whose rows say nothing, so that the others can be read beside it; then the inspector
 * with ten megabytes of each kind. A subject more is an entry more.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { makeInputs, type Input } from '../wire/inputs.ts'
import { scrollThrough, watch, type FrameTimes, type Waiting } from './frame-times.ts'

export interface FrameSubject {
  readonly name: string
  readonly label: string
  /** Measures in a page of its own; `site` is the site's origin. */
  measure(page: Page, site: string, load: FrameLoad): Promise<FrameReading>
}

export interface FrameLoad {
  readonly bytes: number
  /** So many frames from end to end. */
  readonly frames: number
  /** The rows of the blank list. */
  readonly rows: number
}

/** Times by what was done: scrolled, or waited for. Labels, as the table has them. */
export interface FrameReading {
  readonly scrolls: Readonly<Record<string, FrameTimes>>
  readonly waits: Readonly<Record<string, Waiting>>
}

const ROW_PX = 34

/** The least that a list of so many rows can be: rows in sight, each a line of text, drawn anew as it is scrolled. */
const blankList: FrameSubject = {
  name: 'blank',
  label: 'a blank list of as many rows',
  async measure(page, _site, { rows, frames }) {
    await page.setContent(
      `<div id="box" style="height:600px;width:420px;overflow:auto"><div id="rows" style="position:relative;height:${rows * ROW_PX}px"></div></div>`,
    )
    await page.evaluate((height) => {
      const box = document.querySelector('#box')
      const list = document.querySelector('#rows')
      if (box === null || list === null) throw new Error('no list')
      const draw = (): void => {
        const first = Math.floor(box.scrollTop / height)
        const inSight = Array.from({ length: 30 }, (_, index) => {
          const row = document.createElement('div')
          row.textContent = `row ${first + index}`
          row.style.cssText = `position:absolute;height:${height}px;top:${(first + index) * height}px`
          return row
        })
        list.replaceChildren(...inSight)
      }
      box.addEventListener('scroll', draw)
      draw()
    }, ROW_PX)
    return { scrolls: { list: await scrollThrough(page, '#box', frames) }, waits: {} }
  },
}

const LIST = '.unit-scroll'
const GRID = '.workbench [role="grid"].bytes-scroll'

/** Opens a file in the inspector, scrolls its list and its bytes, and turns a bit of what is open. */
function inInspector(name: string, label: string, bytesOf: (bytes: number) => Uint8Array): FrameSubject {
  return {
    name,
    label,
    async measure(page, site, { bytes, frames }) {
      await page.goto(`${site}/inspector/`)
      await page.locator('.bring-file input').waitFor({ state: 'attached' })
      // The selects stand still until the script runs.
      await page.locator('.workbench-choice select:enabled').waitFor()
      const opening = await watch(page, { first: '.opening', all: '.opening [role="status"]' })
      const opened = await withFile(bytesOf(bytes), async (path) => {
        await page.locator('.bring-file input').setInputFiles(path)
        return opening.result()
      })
      const list = await scrollThrough(page, LIST, frames)
      const grid = await scrollThrough(page, GRID, frames)
      const changing = await watch(page, { first: '.byte-changed', all: '.opening [role="status"]' })
      await page.locator('.change-bit').last().click()
      const changed = await changing.result()
      return { scrolls: { list, bytes: grid }, waits: { open: opened, 'change a bit': changed } }
    },
  }
}

/** From a file, as a reader's comes: bytes handed over by the driver are decoded in the page, and that would be counted. */
async function withFile<T>(bytes: Uint8Array, use: (path: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'comet-bench-'))
  try {
    const path = join(folder, 'long.bin')
    writeFileSync(path, bytes)
    return await use(path)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** One of the wire bench's inputs, of about so many bytes. */
function input(name: string): (bytes: number) => Uint8Array {
  return (bytes) => {
    const found: Input | undefined = makeInputs(bytes).find((each) => each.name === name)
    if (found === undefined) throw new Error(`The wire bench has no input "${name}".`)
    return found.bytes
  }
}

/** A chunked answer whose body is one chunk: one unit of all the bytes. */
function oneChunk(bytes: number): Uint8Array {
  const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n'
  return Buffer.from(`${head}${bytes.toString(16)}\r\n${'push '.repeat(bytes / 5)}\r\n0\r\n\r\n`, 'latin1')
}

export const FRAME_SUBJECTS: readonly FrameSubject[] = [
  blankList,
  inInspector('frames', 'inspector, frames of 100 bytes, masked', input('masked')),
  inInspector('event-stream', 'inspector, events of 100 bytes', input('short-events')),
  inInspector('one-chunk', 'inspector, one chunk', oneChunk),
]
