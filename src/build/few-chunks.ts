/**
 * What figures have in common is few files. The bundler would make one for every set of figures that shares a module: some forty
 * a chapter, of which most are smaller than a request. Modules in the bench are put together by who else has them: the race, the workbench;
 * what comes once a run's bytes are read, or one is live, by which of the two needs it.
 */
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import type { Plugin, Rolldown } from 'vite'

/** The islands by which the bench's modules are sorted. */
const BENCH = 'bench/view/Bench.tsx'
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  race: ['race/view/Race.tsx', 'race/view/HomeRace.tsx'],
  inspector: ['workbench/Workbench.tsx'],
}

/** What reads bytes, and what else a live run needs. */
const SAID = 'bench/model/read-parts.ts'
const LIVE = 'bench/model/live-parts.ts'

/** What a figure that runs nothing takes of a live run (how long a client waits) comes without the rest. */
const ALONE = 'transports/backoff.ts'

/** The scripts of a page itself: what they have is on pages without a figure. */
const PAGE_SCRIPT = /\.astro\?astro&type=script/

type Graph = Pick<Rolldown.ChunkingContext, 'getModuleInfo'>

/** The integration. */
export function fewChunks(): AstroIntegration {
  return {
    name: 'few-chunks',
    hooks: {
      'astro:config:setup': ({ config, updateConfig }) => {
        updateConfig({ vite: { plugins: [together(fileURLToPath(config.srcDir))] } })
      },
    },
  }
}

/** Files that many pages take, those first that others of them need: a file takes what its modules import, unless one before has it. */
const CHUNKS = [
  'signals',
  'page',
  'goals',
  'figure-race-inspector',
  'figure-race',
  'figure-inspector',
  'figure',
  'said',
  'said-figure',
  'live-inspector',
  'live',
]

function together(src: string): Plugin {
  const chunks = new Map<string, string>()
  const groups = CHUNKS.map((name, i) => ({
    name,
    test: (id: string) => chunks.get(id) === name,
    priority: CHUNKS.length - i,
  }))
  return {
    name: 'comet:few-chunks',
    apply: 'build',
    applyToEnvironment: ({ name }) => name === 'client',
    configEnvironment: (name) =>
      name === 'client'
        ? { build: { rolldownOptions: { output: { codeSplitting: { groups } } } } }
        : undefined,
    buildEnd() {
      const ids = [...this.getModuleIds()]
      const at = (path: string): string[] => ids.filter((id) => relative(src, id) === path)
      const pages = reach(
        this,
        ids.filter((id) => PAGE_SCRIPT.test(id)),
      )
      const others = Object.entries(OTHERS).map(
        ([name, paths]) => [name, reach(this, paths.flatMap(at))] as const,
      )
      const bench = reach(this, at(BENCH))
      for (const id of reach(this, at(LIVE))) chunks.set(id, 'live')
      for (const id of reach(this, at(SAID))) chunks.set(id, 'said')
      for (const id of bench) {
        if (pages.has(id) || relative(src, id) === BENCH) continue
        const also = others.filter(([, has]) => has.has(id)).map(([name]) => name)
        chunks.set(id, ['figure', ...also].join('-'))
      }
      // What the race has from the start, and a bench only then, must not bring all of that with it.
      const race = others.find(([name]) => name === 'race')?.[1] ?? []
      for (const id of race)
        if (['live', 'said'].includes(chunks.get(id) ?? '')) chunks.set(id, 'figure-race-inspector')
      // The workbench reads bytes as a live run does, and neither runs anything nor draws a ladder by that.
      const inspector = others.find(([name]) => name === 'inspector')?.[1] ?? new Set<string>()
      for (const [id, name] of chunks) {
        if (name === 'live' && inspector.has(id)) chunks.set(id, 'live-inspector')
        if (name === 'said' && !inspector.has(id)) chunks.set(id, 'said-figure')
      }
      for (const id of at(ALONE)) chunks.set(id, 'figure-race-inspector')
      for (const id of pages) {
        if (PAGE_SCRIPT.test(id) || id.endsWith('.css')) continue
        const draws = [...reach(this, [id])].some(isPreact)
        chunks.set(id, !draws ? 'page' : isPreact(id) || bench.has(id) ? 'signals' : 'goals')
      }
    },
  }
}

function isPreact(id: string): boolean {
  return /\/node_modules\/(?:@preact|preact)\//.test(id)
}

/** The modules that come with these, themselves among them. */
function reach(graph: Graph, from: readonly string[]): Set<string> {
  const found = new Set(from)
  for (const id of found) for (const each of graph.getModuleInfo(id)?.importedIds ?? []) found.add(each)
  return found
}
