/** Medians of what Lighthouse says, and the page that they stand on. Pure. */

/** Scores from 0 to 100; times in milliseconds, of a simulated phone. */
export interface Scores {
  readonly performance: number
  readonly accessibility: number
  readonly bestPractices: number
  readonly seo: number
  readonly blockedMs: number
  readonly largestMs: number
  readonly shift: number
}

export interface PageScores {
  readonly path: string
  readonly scores: Scores
}

/** Each measure's own median. */
export function median(taken: readonly Scores[]): Scores {
  const of = (measure: keyof Scores): number => {
    const sorted = taken.map((scores) => scores[measure]).sort((a, b) => a - b)
    return sorted[Math.floor(sorted.length / 2)] ?? 0
  }
  return {
    performance: of('performance'),
    accessibility: of('accessibility'),
    bestPractices: of('bestPractices'),
    seo: of('seo'),
    blockedMs: of('blockedMs'),
    largestMs: of('largestMs'),
    shift: of('shift'),
  }
}

/** A row a page. */
export function tableOf(rows: readonly PageScores[]): string {
  return [
    '| page | performance | accessibility | best practices | SEO | main thread blocked | largest paint | layout shift |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...rows.map(
      ({ path, scores: s }) =>
        `| \`${path}\` | ${s.performance} | ${s.accessibility} | ${s.bestPractices} | ${s.seo} | ${Math.round(s.blockedMs)} ms | ${(s.largestMs / 1000).toFixed(1)} s | ${s.shift.toFixed(3)} |`,
    ),
  ].join('\n')
}

/** The whole of docs/lighthouse.md. */
export function lighthousePage(
  rows: readonly PageScores[],
  {
    runs,
    version,
    chromium,
    load,
    processors,
    pages,
  }: {
    readonly runs: number
    readonly version: string
    readonly chromium: string
    /** Of the machine at the end: above the number of processors, times say more of the other work than of the page. */
    readonly load: number
    readonly processors: number
    /** Which pages were asked for, as a pattern; `.` for all. */
    readonly pages: string
  },
): string {
  return `# Lighthouse

What \`npm run lighthouse -- --write\` writes: Lighthouse's mobile preset (a simulated phone, four times slower than this machine, on
slow 4G) on every page of the built site, served by our own server. Of the recorded runs and of the figures made for other sites one a language
stands for all.${pages === '.' ? '' : ` Measured were those whose path fits \`${pages}\`.`}

${tableOf(rows)}

Lighthouse ${version}, Chromium ${chromium}, ${runs === 1 ? 'one run each' : `medians of ${runs}`}. The load of the machine at the end was ${load.toFixed(1)} on ${processors} processors.

**Aims**: 100 for accessibility, best practices and SEO; performance 95, at most 150 ms of blocked main thread, no layout shift. The first
three do not depend on the machine and hold for every page. The rest varies with what else the machine does (with a load above the number of processors it says little of the page), so no test asserts it:
what \`npm test\` holds pages to are bytes and elements (\`scripts/weight-limits.ts\`).

**Why Lighthouse is no dependency.** Its tree is 114 packages and 176 MB, with a telemetry library among them, and everybody who types
\`npm start\` would install it. The command says how to get it into \`.cache/\`, at the version that these numbers are of.
`
}
