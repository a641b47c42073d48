/**
 * The one `BenchModel` of a scene on this page: made once from its capture, shared with other islands in the
 * browser, made and forgotten at build time. Also lets it rest when it is long off the screen.
 */
import type { RefObject } from 'preact'
import { useEffect, useMemo } from 'preact/hooks'
import { createBench } from '../../lab/bench.ts'
import type { BenchModel } from '../../lab/bench-model.ts'
import { meetBench } from '../../lab/open-benches.ts'
import { SCENES } from '../../lab/scenes.ts'
import type { SceneName } from '../../lab/scenes.ts'
import { decodeTrace } from '../../wire/trace/trace-codec.ts'
import type { Trace } from '../../wire/trace/trace.ts'

const AWAY_MS = 20_000

export interface Captures {
  /** Text of the scene's capture. */
  readonly capture: string
  /** Texts of its variants' captures, by variant. */
  readonly variantCaptures?: Readonly<Record<string, string>> | undefined
}

/** The scene's bench. In the browser it is disposed of when the last island that uses it goes. */
export function useBenchModel(scene: SceneName, captures: Captures): BenchModel {
  const meeting = useMemo(() => {
    const make = (): BenchModel => {
      const variants = Object.entries(captures.variantCaptures ?? {}).flatMap(([name, text]) => {
        const trace = traceOf(text)
        return trace === undefined ? [] : [[name, trace] as const]
      })
      return createBench(SCENES[scene], traceOf(captures.capture), {
        ofVariants: Object.fromEntries(variants),
      })
    }
    return typeof window === 'undefined' ? { bench: make(), leave: () => {} } : meetBench(scene, make)
  }, [scene])
  useEffect(() => () => meeting.leave(), [meeting])
  return meeting.bench
}

/** A capture that does not decode is the site's mistake and shows as an empty run, which the build checks for. */
function traceOf(text: string): Trace | undefined {
  const decoded = decodeTrace(text)
  return decoded.ok ? decoded.trace : undefined
}

/** Stops a live run that has been off the screen for 20 s: it holds connections the rest of the page may need. */
export function useRestWhenAway(model: BenchModel, root: RefObject<HTMLElement>): void {
  useEffect(() => {
    const element = root.current
    if (element === null) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const observer = new IntersectionObserver((entries) => {
      clearTimeout(timer)
      const away = entries.at(-1)?.isIntersecting === false
      if (away) timer = setTimeout(() => model.stop('away'), AWAY_MS)
    })
    observer.observe(element)
    return () => {
      clearTimeout(timer)
      observer.disconnect()
    }
  }, [model])
}
