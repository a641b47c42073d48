/**
 * The one `BenchModel` of a scene on this page: made once from its capture, shared with other islands in the
 * browser, made and forgotten at build time. Also lets it rest when it is long off the screen.
 */
import type { RefObject } from 'preact'
import { useEffect, useMemo } from 'preact/hooks'
import { createBench } from '../model/bench.ts'
import type { BenchModel } from '../model/bench-model.ts'
import { meetBench } from '../model/open-benches.ts'
import { captureOf, type Scene } from '../model/scenes.ts'
import { decodeTrace } from '../../wire/trace/trace-codec.ts'
import type { Trace } from '../../wire/trace/trace.ts'
import { readPageData } from './page-data.ts'
import { captureData } from './scene-data.ts'

const AWAY_MS = 20_000

/** The scene's bench. In the browser it is disposed of when the last island that uses it goes. */
export function useBenchModel(scene: Scene): BenchModel {
  const meeting = useMemo(() => {
    const make = (): BenchModel => {
      const variants = (scene.variants ?? []).slice(1).flatMap((variant) => {
        const trace = traceOf(captureOf(scene, variant.name))
        return trace === undefined ? [] : [[variant.name, trace] as const]
      })
      return createBench(scene, traceOf(captureOf(scene)), { ofVariants: Object.fromEntries(variants) })
    }
    return typeof window === 'undefined' ? { bench: make(), leave: () => {} } : meetBench(scene.name, make)
  }, [scene.name])
  useEffect(() => () => meeting.leave(), [meeting])
  return meeting.bench
}

/** A capture that is not there or does not decode is the site's mistake and shows as an empty run. */
function traceOf(capture: string): Trace | undefined {
  const decoded = decodeTrace(readPageData(captureData(capture)) ?? '')
  return decoded.ok ? decoded.trace : undefined
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
      if (away) timer = setTimeout(() => model.stop('away'), awayMs)
    })
    observer.observe(element)
    return () => {
      clearTimeout(timer)
      observer.disconnect()
    }
  }, [model, root, awayMs])
}
