/**
 * Three projects: `unit` tests sit beside their file and need nothing; `conformance` tests run against a whole
 * server on a free port; `applications` (`npm run test:tap`) installs real ones from npm. Where a part is missing a test says so by name, and fails where `CI` is set.
 */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // Property tests on a busy machine with two cores take longer than vitest's five seconds.
          testTimeout: 30_000,
          include: ['{src,server,scripts,benchmarks}/**/*.test.{ts,tsx}', 'tests/support/**/*.test.ts'],
        },
      },
      {
        extends: true,
        // Some start half a dozen processes, which on a busy machine takes a quarter of a minute.
        test: { name: 'conformance', include: ['tests/conformance/**/*.test.ts'], testTimeout: 60_000 },
      },
      {
        extends: true,
        test: { name: 'applications', include: ['tests/applications/**/*.test.ts'] },
      },
    ],
  },
})
