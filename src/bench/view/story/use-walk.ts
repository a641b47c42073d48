/**
 * Where a reader is in a list of stops: which one is open, which were read on this device, and whether it plays by itself. A figure's
 * story, the lanes of a race and the steps over what plays no trace are all walked by this.
 */
import { useEffect, useState } from 'preact/hooks'
import { markStop, onMemoryChange, stopsDone } from '../../../ui/reader-memory.ts'

/** A stop is read before the next: so long at least, and longer by its text. */
const READING_MS = 1800
const READING_MS_A_CHARACTER = 16

export interface Walk {
  /** Index of the open stop. */
  readonly open: number
  /** The stops that the reader has come to, by their names. */
  readonly done: ReadonlySet<string>
  readonly playing: boolean
  /** How long the open stop is left to be read while it plays. */
  readonly readingMs: number
  /** The reader comes to a stop: it opens, is remembered, and shows what it is about. */
  readonly go: (index: number) => void
  /** Opens a stop that the reader did not ask for. */
  readonly show: (index: number) => void
  readonly play: (on: boolean) => void
}

interface Walked {
  readonly name: string
  readonly characters: number
}

/** `figure` names the list in the memory, absent where its stops are another run's tomorrow; `come` shows what the stop that was opened is about. */
export function useWalk(
  figure: string | undefined,
  stops: readonly Walked[],
  come: (index: number) => void,
): Walk {
  // By its name: of a list that goes on it stays open, of one with other stops the first is.
  const [opened, setOpened] = useState<string>()
  const [playing, setPlaying] = useState(false)
  const [done, setDone] = useState<ReadonlySet<string>>(new Set())
  const last = stops.length - 1
  const names = stops.map(({ name }) => name).join(' ')
  const open = Math.max(
    0,
    stops.findIndex(({ name }) => name === opened),
  )
  const show = (index: number): void => setOpened(stops[index]?.name)
  const readingMs = READING_MS + READING_MS_A_CHARACTER * (stops[open]?.characters ?? 0)

  // What was remembered: after the first render, which is the build's.
  useEffect(() => {
    if (figure === undefined) return
    const told = new AbortController()
    const look = (): void => setDone(stopsDone(figure))
    look()
    onMemoryChange(look, told.signal)
    return () => told.abort()
  }, [figure])

  const go = (index: number): void => {
    const to = Math.min(last, Math.max(0, index))
    const stop = stops[to]
    if (stop === undefined) return
    show(to)
    if (figure !== undefined) {
      // Who goes on from where the story opened has read that one.
      const left = stops[open]
      if (left !== undefined && to === open + 1) markStop(figure, left.name)
      markStop(figure, stop.name)
    }
    come(to)
  }

  useEffect(() => {
    if (!playing) return
    const timer = setTimeout(() => {
      if (open < last) go(open + 1)
      if (open + 1 >= last) setPlaying(false)
    }, readingMs)
    return () => clearTimeout(timer)
  }, [playing, open, names])

  return {
    open,
    done,
    playing,
    readingMs,
    go,
    show,
    play(on) {
      // At the end it begins again.
      if (on) go(open >= last ? 0 : open)
      setPlaying(on)
    },
  }
}
