/** What is likely to be wrong in the run on the table, and what says so. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { useLoaded } from '../ui/use-loaded.ts'
import type { Finding } from '../wire/findings/finding.ts'
import type { RunOnShow } from './run-on-show.ts'

/** Rules and words are fetched once there is a run to look at. */
const RULES = async () => {
  const [{ findingsIn }, { FINDING_WORDS }, { placeOfFinding }] = await Promise.all([
    import('../wire/findings/findings.ts'),
    import('../words/findings/words.ts'),
    import('../words/findings/places.ts'),
  ])
  return { findingsIn, FINDING_WORDS, placeOfFinding }
}

/** A run that grows is looked through so often. */
const EVERY_MS = 1_000

export interface Findings {
  /** Absent until they have come. */
  readonly rules: Awaited<ReturnType<typeof RULES>> | undefined
  readonly found: readonly Finding[] | undefined
}

/** What is found in a run, looked for now and then while it grows; nothing as long as there is no run to look at. */
export function useFindings(run: RunOnShow, isThere: boolean): Findings {
  const rules = useLoaded(RULES, isThere)
  const find = isThere ? rules?.findingsIn : undefined
  const [found, setFound] = useState<readonly Finding[] | undefined>(undefined)
  const newest = useRef(run)
  newest.current = run
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => {
    if (find === undefined) return setFound(undefined)
    timer.current ??= setTimeout(
      () => {
        timer.current = undefined
        setFound(find(newest.current))
      },
      found === undefined ? 0 : EVERY_MS,
    )
  }, [run.events, run.version, run.conversation, find])
  useEffect(() => () => clearTimeout(timer.current), [])
  return { rules, found }
}
