import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isRuleSet, speedConfig } from '../../bench/speed/config.js'
import { keysOf } from '../../src/config/schema.js'
import { configToYaml } from '../../src/config/to-yaml.js'
import { check } from '../../src/index.js'
import { temporaryFolder } from '../temporary.js'

const folder = temporaryFolder('speed-test')
const records = join(folder, 'people.csv')
writeFileSync(records, `record_id,given_name,middle_name,family_name,date_of_birth,ssn,a_number,gender,street,city,state,zip,phone,email
R1,Maria,,Garcia,12/07/1981,287-19-4218,,F,1175 Cedar Road,Chicago,IL,60600,(312) 555-0143,maria@example.org
R2,John,A,Smith,03/25/1970,,A012345678,M,7 Oak Street,Hartford,CT,06120,8605550144,
`)

const configOf = (rules: 'tight' | 'loose' | 'none') => speedConfig(records, rules, folder, 'matching')

test.each(['tight', 'loose', 'none'] as const)('the config for %s fits the file, and keeps results alone', async (rules) => {
  const path = join(folder, `${rules}.yaml`)
  writeFileSync(path, configToYaml(await configOf(rules)))
  const { loaded } = await check(path)
  expect(loaded.config.outputs).toMatchObject({ tables: 'results', reports: 'none' })
  expect(loaded.config.quality?.library).toBe('off')
  expect(loaded.config.matches.map(({ right }) => right)).toEqual([undefined])
})

test('loose has two rules beyond those of tight, and no rule leaves a block out', async () => {
  const [[tight], [loose]] = [(await configOf('tight')).matches, (await configOf('loose')).matches]
  expect(tight?.block).toHaveLength(7)
  expect(loose?.block?.slice(0, 7)).toEqual(tight?.block)
  expect(loose?.block?.slice(7).map(keysOf)).toEqual([['given_name', 'family_name'], ['postcode']])
  const limits = loose?.block?.map((rule) => ('max_pairs' in rule ? (rule.max_pairs ?? 0) : 0)) ?? []
  // All pairs of a million records.
  expect(Math.min(...limits, (await configOf('loose')).blocking.max_pairs)).toBeGreaterThan(5e11 - 1)
})

test('without rules the run chooses its own, and all that the file holds is compared', async () => {
  const [match] = (await configOf('none')).matches
  expect([match?.block, match?.compare]).toEqual([undefined, undefined])
})

test('other sets of rules are refused', () => {
  expect(['tight', 'loose', 'none', 'middle', undefined].filter(isRuleSet)).toEqual(['tight', 'loose', 'none'])
})
