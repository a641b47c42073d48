/**
 * `npm run check`: everything that needs no built site and no browser. `test.ts` runs the same list first.
 * Each step is a command of its own that can be run alone; docs/how-to/run-the-checks.md says how.
 */
import { runSteps, type Step, type StepResult } from './steps.ts'

export const UNIT_REPORT = '.cache/unit.json'

/** Astro's own types (`.astro/types.d.ts`), which lint and types read and a fresh clone does not have. */
const GENERATED_TYPES: Step = {
  name: 'generated types',
  command: ['node_modules/astro/bin/astro.mjs', 'sync'],
}

/** What reads no generated types, so that the site can be built beside it: a build writes these types anew. */
const WITHOUT_TYPES: readonly Step[] = [
  {
    name: 'unit',
    command: [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--project=unit',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${UNIT_REPORT}`,
    ],
  },
  {
    name: 'format',
    command: [
      'node_modules/prettier/bin/prettier.cjs',
      '--check',
      '--log-level=warn',
      '--cache',
      '--cache-location=.cache/prettier',
      '.',
    ],
  },
  {
    name: 'lint of pages and patterns',
    command: ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings=0'],
  },
  { name: 'imports', command: ['scripts/check-imports.ts'] },
  { name: 'content', command: ['scripts/check-content.ts'] },
  { name: 'captures', command: ['scripts/check-captures.ts'] },
  { name: 'audit', command: ['scripts/check-audit.ts'], isTold: true },
]

const WITH_TYPES: readonly Step[] = [
  // What the compiler says, and the rules that read types: they share one program.
  { name: 'types and lint', command: ['node_modules/oxlint/bin/oxlint', '--deny-warnings'] },
  {
    name: 'types of pages',
    // The pages alone: with the whole project's configuration it would check each file of `types` once more.
    command: ['node_modules/astro/bin/astro.mjs', 'check', '--tsconfig', 'tsconfig.pages.json'],
  },
]

/** What else a run has: `build`, and what needs it and mostly waits. */
interface More {
  readonly build?: readonly Step[]
  readonly onBuilt?: readonly Step[]
}

/** Runs every check, two at a time, and what else there is; gives the results of all, which run also where one fails. */
export async function runChecks({ build = [], onBuilt = [] }: More = {}): Promise<readonly StepResult[]> {
  const generated = await runSteps([GENERATED_TYPES], 1)
  if (generated.some(({ passed }) => !passed)) {
    // Lint and types would each print a screenful about the one thing that is missing.
    console.log(
      'Nothing else was checked: without the types that Astro generates from src/content.config.ts, no file type-checks.',
    )
    return generated
  }
  const [plain, built] = await Promise.all([
    runSteps(WITHOUT_TYPES, 1),
    runSteps(build, 1).then(async (done) => [
      ...done,
      ...(await Promise.all([runSteps(WITH_TYPES, 1), runSteps(onBuilt, 1)])).flat(),
    ]),
  ])
  return [...generated, ...plain, ...built]
}

if (import.meta.main) {
  const results = await runChecks()
  const failed = results.filter((result) => !result.passed).map((result) => result.name)
  console.log(failed.length === 0 ? 'All checks passed.' : `Failed: ${failed.join(', ')}.`)
  process.exit(failed.length === 0 ? 0 : 1)
}
