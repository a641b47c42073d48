/**
 * The one `BenchModel` of a scene on this page: made once from its recorded runs as they are seen, shared with other islands in the
 * browser, made and forgotten at build time. Also lets it rest when it is long off the screen.
 */
import type { RefObject } from 'preact'
import { useEffect, useMemo } from 'preact/hooks'
import { Bench } from '../model/bench-core.ts'
import type { BenchModel, OfVariants, Whole } from '../model/bench-model.ts'
import { meetBench } from '../model/open-benches.ts'
import { captureOf, type Scene } from '../model/scenes.ts'
import { decodeSeenRun } from '../../wire/trace/seen-run.ts'
import { readPageData } from './page-data.ts'
import { captureData, captureNames, seenName } from './scene-data.ts'

const AWAY_MS = 20_000

/** What a live run needs, for a bench to fetch. */
export const LIVE = () => import('../model/live-parts.ts')

/** The scene's bench, whose bytes come when they are asked for. In the browser it is disposed of when the last island that uses it goes. */
export function useBenchModel(scene: Scene): BenchModel {
  return useMetBench(
    scene,
    () => new Bench(scene, { seen: seenRuns(scene), whole: () => fetchWhole(scene), live: LIVE }),
  )
}

/** Meets the bench of a scene, made by `make` where this island is the first. */
export function useMetBench(scene: Scene, make: () => BenchModel): BenchModel {
  const meeting = useMemo(
    () => (typeof window === 'undefined' ? { bench: make(), leave: () => {} } : meetBench(scene.name, make)),
    [scene.name],
  )
  useEffect(() => () => meeting.leave(), [meeting])
  return meeting.bench
}

/** Something of each recorded run of a scene, by its variant. */
export function ofVariants<Run>(scene: Scene, runOf: (capture: string) => Run | undefined): OfVariants<Run> {
  const names = scene.variants?.map(({ name }) => name) ?? ['']
  const runs = names.map((name) => [name, runOf(captureOf(scene, name === '' ? undefined : name))] as const)
  return Object.fromEntries(runs.flatMap(([name, run]) => (run === undefined ? [] : [[name, run]])))
}

function seenRuns(scene: Scene): OfVariants<ReturnType<typeof decodeSeenRun>> {
  return ofVariants(scene, (capture) => {
    const text = readPageData(captureData(seenName(capture)))
    return text === undefined ? undefined : decodeSeenRun(text)
  })
}

/** Fetches the recorded runs of a scene with their bytes, and what reads them; rejects where the site cannot be reached. */
export async function fetchWhole(scene: Scene): Promise<Whole> {
  const [parts, texts] = await Promise.all([
    import('../model/read-parts.ts'),
    fetchCaptures(captureNames(scene)),
  ])
  const traces = ofVariants(scene, (capture) => {
    const decoded = parts.decodeTrace(texts.get(capture) ?? '')
    if (!decoded.ok) throw new Error(decoded.message)
    return decoded.trace
  })
  return { createStore: parts.createTraceStore, traces }
}

async function fetchCaptures(names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const texts = names.map(async (name) => {
    const answer = await fetch(`/captures/${name}.json`)
    if (!answer.ok) throw new Error(`no capture ${name}: ${answer.status}`)
    return [name, await answer.text()] as const
  })
  return new Map(await Promise.all(texts))
}

/** Stops a live run that has been off the screen for 20 s, or for `awayMs`: it holds connections the rest of the page may need. */
export function useRestWhenAway(model: BenchModel, root: RefObject<HTMLElement>, awayMs = AWAY_MS): void {
  useEffect(() => {
    const element = root.current
    if (element === null) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const observer = new IntersectionObserver((entries) => {
      clearTimeout(timer)
      const away = entries.at(-1)?.isIntersecting === false
      if (away) timer = setTimeout(() => model.isShared || model.stop('away'), awayMs)
    })
    observer.observe(element)
    return () => {
      clearTimeout(timer)
      observer.disconnect()
    }
  }, [model, root, awayMs])
}
