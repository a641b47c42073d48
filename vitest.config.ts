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
        test: { name: 'conformance', include: ['tests/conformance/**/*.test.ts'], testTimeout: 30_000 },
      },
      {
        extends: true,
        test: { name: 'applications', include: ['tests/applications/**/*.test.ts'] },
      },
    ],
  },
})
