import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../temporary.js'
import { crosswalkProcess, write } from './process.js'

const folder = temporaryFolder('start')
const watch = write(folder, 'watch.mjs', `process.on('exit', () => {
  const { sharedObjects } = process.report.getReport()
  const { user } = process.cpuUsage()
  process.stderr.write(\`\\nengine \${sharedObjects.some((path) => /duckdb/i.test(path))} user \${user / 1e6}\`)
})`)

/** How the command ended, and whether the engine was loaded for it. */
async function started(args: readonly string[]): Promise<{ code: number | null; engine: boolean; user: number }> {
  const { code, stderr } = await crosswalkProcess(args, { env: { ...process.env, NODE_OPTIONS: `--import ${pathToFileURL(watch).href}` } })
  const [, engine, user] = /engine (true|false) user ([\d.]+)$/u.exec(stderr) ?? []
  return { code, engine: engine !== 'false', user: Number(user) }
}

const absent = ['absent', '--out', 'x']

test.each([
  [0, ['--help']], [0, ['--version']], [0, ['match', '--help']],
  [2, ['match', '--oot', 'x']], [2, ['match', ...absent]], [2, ['profile', ...absent]], [2, ['reconcile', ...absent, '--key', 'a']], [2, ['init', 'absent']],
  [2, ['run', 'absent.yaml']], [2, ['check', 'absent.yaml']], [2, ['verify', 'absent']], [2, ['diff', 'absent', 'absent']], [2, ['report', 'absent']],
  [2, ['explain', 'absent', 'a', 'b']], [2, ['evaluate', 'absent', '--truth', 'x']], [2, ['decrypt', ...absent, '--key-file', 'absent']],
] as const)('code %d is told before the engine is loaded: %j', async (code, args) => {
  const told = await started(args)
  expect(told).toMatchObject({ code, engine: false })
  // A quarter of it where nothing else is at work.
  expect(told.user).toBeLessThan(1)
})

test('what is loaded would be seen', async () => {
  const data = write(folder, 'people.csv', 'id,given_name,family_name\n1,ana,abbott\n')
  expect(await started(['profile', data, '--out', `${folder}/profile`, '--quiet'])).toMatchObject({ code: 0, engine: true })
})
