/**
 * A run as it is opened: at once where it is short, else in slices of time, with what is there on show and a word of how far
 * it is. A changed byte of a long run is read on from in the same way.
 */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { runInSlices } from '../ui/slices.ts'
import { editedRun, type ByteEdits } from './edited-run.ts'
import { isShort, openingOfBytes, openingOfTrace, type Opening } from './opening.ts'
import { runOfBytes, runOfTrace, type RunOnShow } from './run-on-show.ts'
import type { RestingSource } from './sources.ts'
import { unitRows, type UnitRow } from './unit-rows.ts'

export interface OpenedRun {
  readonly run: RunOnShow
  readonly rows: readonly UnitRow[]
  /** Absent where all was read at once. */
  readonly progress?: OpeningProgress
}

export interface OpeningProgress {
  readonly doneBytes: number
  readonly totalBytes: number
  /** `stopped`: the reader wanted no more of it. */
  readonly state: 'reading' | 'done' | 'stopped'
  /** Leaves it at what is there. */
  readonly stop: () => void
}

/** So many steps are done before anything is drawn, so that there is something to draw. */
const STEPS_AT_ONCE = 2

/** What is there of a source's run; `opening` is what reads on in it. */
export interface Opened extends OpenedRun {
  readonly opening?: Opening
}

/** The run of a source that does not grow, or `live`, the one that does. One of them is there. */
export function useOpening(source: RestingSource | undefined, live: RunOnShow | undefined): Opened {
  const opening = useMemo(() => (source === undefined ? undefined : longOpening(source)), [source])
  const slow = useSlowly(opening)
  const still = useMemo(
    () => (source === undefined || opening !== undefined ? undefined : quickRun(source)),
    [source, opening],
  )
  const run = live ?? still
  const rows = useMemo(() => (run === undefined ? [] : unitRows(run.conversation, run.shown)), [run])
  if (opening !== undefined && slow !== undefined) return { ...slow, opening }
  if (run === undefined) throw new Error('a run is live, short or long')
  return { run, rows }
}

/** The run with bytes changed; the run itself where none is. */
export function useEdited(original: Opened, edits: ByteEdits | undefined): OpenedRun {
  const { run, opening } = original
  const changed = useMemo(() => (edits === undefined ? undefined : opening?.edited(edits)), [opening, edits])
  const slow = useSlowly(changed)
  const quick = useMemo(
    () => (edits === undefined || opening !== undefined ? undefined : editedRun(run, edits)),
    [opening, opening === undefined ? run : undefined, edits],
  )
  const quickRows = useMemo(
    () => (quick === undefined ? [] : unitRows(quick.conversation, quick.shown)),
    [quick],
  )
  if (slow !== undefined) return slow
  return quick === undefined ? original : { run: quick, rows: quickRows }
}

/** Gives the opening of a source that is too long to be read at once; nothing for a short one. */
export function longOpening(source: RestingSource): Opening | undefined {
  if (source.kind !== 'bytes') return isShort(source.trace) ? undefined : openingOfTrace(source.trace)
  return isShort({ events: [{ ...ALONE, bytes: source.bytes }] })
    ? undefined
    : openingOfBytes(source.bytes, source.reading)
}

const ALONE = {
  kind: 'slice',
  exchange: '',
  direction: 'client-to-server',
  offset: 0,
  left: 0,
  arrived: 0,
} as const

/** Reads a whole source at once. */
export function quickRun(source: RestingSource): RunOnShow {
  return source.kind === 'bytes' ? runOfBytes(source.bytes, source.reading) : runOfTrace(source.trace)
}

interface Shown extends OpenedRun {
  readonly of: Opening
  /** How much had been read when its rows were listed. */
  readonly at: number
  readonly progress: OpeningProgress
}

/** Rows are listed anew once so much more is there: to list them a hundred times would cost more than to read them. */
const GROWTH = 1.25

/** What there is of an opening, drawn anew now and then while it goes on. */
function useSlowly(opening: Opening | undefined): Shown | undefined {
  const [shown, setShown] = useState<Shown | undefined>(undefined)
  const cancel = useRef<(() => void) | undefined>(undefined)
  const first = useMemo(() => {
    if (opening === undefined) return undefined
    let goesOn = true
    for (let step = 0; step < STEPS_AT_ONCE && goesOn; step++) goesOn = opening.step()
    return shownOf(opening, goesOn ? 'reading' : 'done', stop)
  }, [opening])
  function stop(): void {
    cancel.current?.()
    cancel.current = undefined
    if (opening !== undefined) setShown(shownOf(opening, 'stopped', stop))
  }
  useEffect(() => {
    if (opening === undefined || first?.progress.state !== 'reading') return
    let last = first
    cancel.current = runInSlices(opening, (isDone) => {
      const isMuchMore = opening.doneBytes >= last.at * GROWTH
      if (isDone || isMuchMore) last = shownOf(opening, isDone ? 'done' : 'reading', stop)
      else opening.listOn()
      const { doneBytes } = opening
      setShown({ ...last, progress: { ...last.progress, doneBytes } })
    })
    return () => cancel.current?.()
  }, [opening])
  return shown !== undefined && shown.of === opening ? shown : first
}

function shownOf(opening: Opening, state: OpeningProgress['state'], stop: () => void): Shown {
  const { run, doneBytes, totalBytes } = opening
  const progress = { doneBytes, totalBytes, state, stop }
  return { of: opening, at: doneBytes, run, rows: opening.rows, progress }
}
