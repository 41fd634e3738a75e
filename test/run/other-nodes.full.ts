import { execFileSync } from 'node:child_process'
import { cpSync, readdirSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { matchConfig } from '../../src/config/match-config.js'
import { configToYaml } from '../../src/config/to-yaml.js'
import { guessFiles } from '../../src/run/guess-files.js'
import { guesser } from '../../src/work/options.js'
import { temporaryFolder } from '../temporary.js'
import { tinyFolder } from '../stages/tiny.js'
import { expectSame, made } from './same-run.js'

/** Paths of other Nodes, parted as those of PATH. */
const nodes = (process.env['CROSSWALK_NODES'] ?? '').split(delimiter).filter((path) => path !== '')
const unset = 'skipped: CROSSWALK_NODES names no other Node'
const golden = 'test/golden'

const versionOf = (node: string): string => execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()

/** What a Node makes of every character, as hashes. */
const told = (node: string): unknown => JSON.parse(execFileSync(node, ['test/run/every-character.mjs'], { encoding: 'utf8' }))

function goldenFolder(name: string): string {
  const root = temporaryFolder('golden')
  cpSync(join(golden, name, 'given'), join(root, 'configs'), { recursive: true })
  return join(root, 'configs', 'crosswalk.yaml')
}

/** A config of all that `crosswalk match` guesses of a file of people. */
async function guessedConfig(): Promise<string> {
  const { samples, config: beside } = tinyFolder('trafficking.yaml')
  const config = join(dirname(beside), 'guessed.yaml')
  const files = await guessFiles([join(samples, 'haven_t_applicants.csv')], guesser, { id: 'application_id' })
  writeFileSync(config, configToYaml(matchConfig(files.map((file) => ({ ...file, path: relative(dirname(config), file.path) })))))
  return config
}

/** Configs, each with its files in a folder of its own whenever it is asked for. */
const configs: Readonly<Record<string, () => string | Promise<string>>> = {
  'what match guesses': guessedConfig,
  'seizures.yaml': () => tinyFolder('seizures.yaml').config,
  'trafficking.yaml': () => tinyFolder('trafficking.yaml').config,
  ...Object.fromEntries(readdirSync(golden, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => [name, () => goldenFolder(name)])),
}

test.runIf(nodes.length === 0)(`other Nodes (${unset})`, ({ skip }) => {
  process.stderr.write(`other Nodes: ${unset}; give paths of node, parted by ${delimiter}\n`)
  skip()
})

describe.each(nodes.map((node) => [versionOf(node), node] as const))('Node %s', (version, node) => {
  test('is another than that of the tests', () => {
    expect(version).not.toBe(process.version)
  })

  test.each(Object.keys(configs))('%s: the same bytes', async (name) => {
    const [one, other] = [await made((await configs[name]?.()) ?? ''), await made((await configs[name]?.()) ?? '', { node })]
    expect(one.files.size).toBeGreaterThan(20)
    expectSame(one, other)
    expect(JSON.stringify(other.manifest.environment)).toContain(version.slice(1))
  })

  test('every character is read as the same', () => {
    expect(told(node)).toEqual(told(process.execPath))
  })
})
