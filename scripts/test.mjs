// npm test: makes the clone ready, then type check, lint, import rules, dead code and tests; stops at the first that fails.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { call, ready, root } from './ready.mjs'

const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const has = (command) => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0

/** The tests of pages open them in Chromium; without it they fail with a sentence of their own. */
function installBrowser() {
  if (process.platform !== 'linux' || process.env.CROSSWALK_CHROMIUM || browsers.some((path) => existsSync(path))) return
  if (process.getuid?.() !== 0 || !has('apt-get')) return
  process.stderr.write('installing chromium for the tests of pages (apt-get)\n')
  const quietly = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  const install = ['install', '-y', '-qq', '--no-install-recommends', 'chromium']
  if (spawnSync('apt-get', install, quietly).status === 0) return
  spawnSync('apt-get', ['update', '-qq'], quietly)
  if (spawnSync('apt-get', install, quietly).status !== 0) process.stderr.write('chromium could not be installed: the tests of pages will fail\n')
}

const binary = (name) => join(root, 'node_modules', '.bin', name)
const steps = [
  { name: 'type check', command: 'tsc', args: ['--noEmit'] },
  { name: 'lint', command: 'oxlint', args: ['--type-aware', '--deny-warnings'] },
  { name: 'import rules', command: 'depcruise', args: ['src', '--config', '.dependency-cruiser.cjs'] },
  { name: 'dead code', command: 'knip', args: [] },
  { name: 'tests', command: 'vitest', args: ['run'] },
]

const full = process.argv.includes('--full')
ready()
installBrowser()
for (const { name, command, args } of steps) {
  process.stderr.write(`${name}\n`)
  const code = call(binary(command), args, { env: { ...process.env, ...(full ? { CROSSWALK_TEST_FULL: '1' } : {}) } })
  if (code === 0) continue
  if (command !== 'vitest') process.stderr.write(`${name} failed with code ${code}\n`)
  process.exit(code)
}
