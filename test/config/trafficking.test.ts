import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { generateSamples } from '../../samples/samples.js'
import { checkAgainstFiles } from '../../src/config/check.js'
import { asOf } from '../../src/config/as-of.js'
import { crossCheck } from '../../src/config/cross-check.js'
import { loadConfig } from '../../src/config/load.js'
import { configToYaml } from '../../src/config/to-yaml.js'
import { temporaryFolder } from '../temporary.js'

const file = 'configs/trafficking.yaml'

test('the example names its schema, loads, passes, and is written back equal', async () => {
  expect(readFileSync(file, 'utf8').split('\n', 1)[0]).toBe('# yaml-language-server: $schema=./crosswalk.schema.json')
  const loaded = await loadConfig(file)
  crossCheck(loaded)
  expect(asOf(loaded.config)).toBe('2015-09-11')
  expect(Object.entries(loaded.config.systems).filter(([, system]) => system.protected).map(([name]) => name)).toEqual(['HAVEN', 'HAVEN_NARRATIVES', 'HAVEN_U'])
  const copy = join(temporaryFolder('yaml'), 'copy.yaml')
  writeFileSync(copy, configToYaml(loaded.config))
  expect((await loadConfig(copy)).config).toEqual(loaded.config)
})

test('it uses every column of every sample file', async () => {
  const root = temporaryFolder('example')
  mkdirSync(join(root, 'configs'))
  copyFileSync(file, join(root, file))
  const { rows } = generateSamples({ out: join(root, 'samples/out'), size: 'tiny' })
  const { extracts } = await checkAgainstFiles(await loadConfig(join(root, file)))
  expect(extracts.flatMap(({ unmapped }) => unmapped)).toEqual([])
  const files = extracts.map((extract) => extract.file.replace('../samples/out/', ''))
  expect(files.toSorted()).toEqual(Object.keys(rows).filter((name) => !name.startsWith('truth') && !name.startsWith('seizures')).toSorted())
})
