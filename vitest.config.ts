import { defineConfig } from 'vitest/config'

const full = process.env['CROSSWALK_TEST_FULL'] === '1'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', ...(full ? ['test/**/*.full.ts'] : [])],
    reporters: ['default', './test/closing-line.ts'],
    globalSetup: ['./test/temporary-root.ts', './test/cli/compiled.ts'],
    testTimeout: full ? 600_000 : 120_000,
    hookTimeout: 300_000,
    pool: 'forks',
    // Modules are loaded once a worker: no test changes them or the environment, and to load them takes longer than most tests.
    isolate: false,
    maxWorkers: 2,
  },
})
