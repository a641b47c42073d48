/**
 * `npm test`: the checks, and beside them the build, what its pages weigh, and the conformance tests against a real server; then the
 * end-to-end tests in real browsers. Every part runs even where one before it failed, and the last line counts the tests.
 */
import { rmSync } from 'node:fs'
import { ensureHeadless, NO_CHROMIUM } from './browser.ts'
import { runChecks, UNIT_REPORT } from './check.ts'
import { ensureFirefox, NO_FIREFOX } from './firefox.ts'
import { ensureNginx, NO_NGINX } from './nginx.ts'
import { ensureRedis, NO_REDIS } from './redis.ts'
import { runSteps, type Step, type StepResult } from './steps.ts'
import { addCounts, playwrightCounts, vitestCounts } from './test-counts.ts'
import { ensureTshark, NO_TSHARK } from './tshark.ts'

const CONFORMANCE_REPORT = '.cache/conformance.json'
const E2E_REPORT = '.cache/e2e.json'

const started = performance.now()
for (const report of [UNIT_REPORT, CONFORMANCE_REPORT, E2E_REPORT]) rmSync(report, { force: true })
if (!ensureHeadless()) console.log(NO_CHROMIUM)
if (!ensureFirefox()) console.log(NO_FIREFOX)
if (!ensureTshark()) console.log(NO_TSHARK)
if (!ensureNginx()) console.log(NO_NGINX)
if (!ensureRedis()) console.log(NO_REDIS)

const BUILD: Step = { name: 'build', command: ['scripts/build.ts'] }
const CONFORMANCE: Step = {
  name: 'conformance',
  command: [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project=conformance',
    // They mostly wait, beside the checks; more at a time would only have them wait for each other, until some are too late.
    '--maxWorkers=2',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${CONFORMANCE_REPORT}`,
  ],
}
const END_TO_END: Step = { name: 'end to end', command: ['node_modules/@playwright/test/cli.js', 'test'] }

const WEIGHT: Step = { name: 'weight', command: ['scripts/weight.ts'] }

// A build has use for one processor, and real connections mostly wait: both leave room for the checks. Browsers need all there is.
const checked = await runChecks({ build: [BUILD], onBuilt: [CONFORMANCE, WEIGHT] })
const results: readonly StepResult[] = [...checked, ...(await runSteps([END_TO_END], 1))]

const counts = addCounts([
  vitestCounts(UNIT_REPORT),
  vitestCounts(CONFORMANCE_REPORT),
  playwrightCounts(E2E_REPORT),
])
const failed = results.filter((result) => !result.passed).map((result) => result.name)
for (const name of counts.skipped) console.log(`skipped: ${name}`)
if (failed.length > 0) console.log(`Failed: ${failed.join(', ')}.`)
console.log(`${((performance.now() - started) / 1000).toFixed(0)} s`)
console.log(`${counts.passed} passed, ${counts.failed} failed`)
process.exit(failed.length === 0 && counts.failed === 0 ? 0 : 1)
