/**
 * End-to-end tests: a real Chromium from this machine against the built site, served by the real server
 * (one for each worker, on a free port; see tests/e2e/site.ts).
 */
import { defineConfig } from '@playwright/test'
import { CHROMIUM_FLAGS, findHeadless } from './scripts/browser.ts'

const executablePath = findHeadless()

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  // What is waited for comes late on a busy machine; what does not come fails in any time.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: '.cache/e2e.json' }]],
  use: {
    ...(executablePath ? { launchOptions: { executablePath, args: [...CHROMIUM_FLAGS] } } : {}),
    viewport: { width: 1440, height: 900 },
    trace: 'off',
    // A context made anew for each test is a third of what tests cost. What is stored, cached and asked for is forgotten between two.
    reuseContext: true,
  },
})
