/**
 * Reads how many tests passed and failed from the JSON reports of vitest and Playwright, for the last line of
 * `npm test`. A report that is missing, or a file that could not even be loaded, counts as a failure.
 */
import { existsSync, readFileSync } from 'node:fs'

export interface TestCounts {
  readonly passed: number
  readonly failed: number
  /** Full names of the tests that did not run. */
  readonly skipped: readonly string[]
}

const NO_REPORT: TestCounts = { passed: 0, failed: 1, skipped: [] }

interface VitestReport {
  readonly testResults: readonly {
    readonly status: string
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[]
  }[]
}

/** Counts a vitest JSON report; a test file that failed before any of its tests ran counts as one failure. */
export function vitestCounts(report: string): TestCounts {
  if (!existsSync(report)) return NO_REPORT
  const files = (JSON.parse(readFileSync(report, 'utf8')) as VitestReport).testResults
  const tests = files.flatMap((file) => file.assertionResults)
  const failed = tests.filter((test) => test.status === 'failed').length
  const unloaded = files.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length
  return {
    passed: tests.filter((test) => test.status === 'passed').length,
    failed: failed + unloaded,
    skipped: tests.filter((test) => !['passed', 'failed'].includes(test.status)).map((test) => test.fullName),
  }
}

interface PlaywrightSuite {
  readonly suites?: readonly PlaywrightSuite[]
  readonly specs?: readonly {
    readonly title: string
    readonly tests: readonly { readonly status: 'expected' | 'unexpected' | 'flaky' | 'skipped' }[]
  }[]
}

interface PlaywrightReport extends PlaywrightSuite {
  readonly errors: readonly unknown[]
}

/** Counts a Playwright JSON report; errors outside of any test count as failures, and so does a flaky test. */
export function playwrightCounts(report: string): TestCounts {
  if (!existsSync(report)) return NO_REPORT
  const whole = JSON.parse(readFileSync(report, 'utf8')) as PlaywrightReport
  const specs = specsOf(whole)
  const statuses = specs.flatMap((spec) => spec.tests.map((test) => test.status))
  return {
    passed: statuses.filter((status) => status === 'expected').length,
    failed:
      statuses.filter((status) => status === 'unexpected' || status === 'flaky').length + whole.errors.length,
    skipped: specs
      .filter((spec) => spec.tests.some((test) => test.status === 'skipped'))
      .map((spec) => spec.title),
  }
}

function specsOf(suite: PlaywrightSuite): NonNullable<PlaywrightSuite['specs']> {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)]
}

export function addCounts(counts: readonly TestCounts[]): TestCounts {
  return {
    passed: counts.reduce((sum, count) => sum + count.passed, 0),
    failed: counts.reduce((sum, count) => sum + count.failed, 0),
    skipped: counts.flatMap((count) => count.skipped),
  }
}
