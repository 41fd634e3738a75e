import { beforeAll, expect, test } from 'vitest'
import type { ConfigInput } from '../../src/config/schema.js'
import { fields, people, peopleFile, personColumns, type Person } from './people.js'
import { extract, runSmall, type SmallRun } from './run-small.js'

const all = people(0, 40).map((one, index): Person => ({ ...one, city: index < 12 ? 'ogden' : one.city === 'ogden' ? '' : one.city }))
const twins: Person[] = [...all, ...all.slice(0, 5)]
const files = { 'a.csv': peopleFile('a', twins), 'b.csv': peopleFile('b', all.slice(0, 10)) }

const config = (blocking: ConfigInput['blocking'], matches: ConfigInput['matches']): Omit<ConfigInput, 'version' | 'name'> => ({
  systems: {
    A: { key: 'id', fields: { id: {}, ...fields }, mentions: [{ role: 'person', columns: personColumns }], extracts: [extract('a', 'a.csv')] },
    B: { key: 'id', fields: { id: {}, ...fields }, mentions: [{ role: 'person', columns: personColumns }], extracts: [extract('b', 'b.csv')] },
  },
  matches, blocking,
})
const block = [['ssn'], ['city'], ['family_name', 'date_of_birth.year']]
const within = { name: 'same', left: 'A.person', block }
const between = { name: 'both', left: 'A.person', right: 'B.person', block }

let plain: SmallRun
let capped: SmallRun
let poor: SmallRun
beforeAll(async () => {
  plain = await runSmall(files, config({}, [within, between]))
  capped = await runSmall(files, config({ max_block: 8 }, [within]))
  poor = await runSmall(files, config({ max_pairs: 20 }, [within]))
}, 180_000)

const pairsBetween = (left: readonly Person[], right: readonly Person[], key: (one: Person) => string): number =>
  left.reduce((sum, one) => sum + (key(one) === '' ? 0 : right.filter((other) => key(other) === key(one)).length), 0)
const pairsWithin = (side: readonly Person[], key: (one: Person) => string): number => (pairsBetween(side, side, key) - side.filter((one) => key(one) !== '').length) / 2
const keys = { ssn: (one: Person) => one.ssn, city: (one: Person) => one.city, 'family_name + date_of_birth.year': (one: Person) => one.family + one.born.slice(0, 4) }

const counted = (count: (key: (one: Person) => string) => number) => Object.fromEntries(Object.entries(keys).map(([rule, key]) => [rule, [count(key), 0, true]]))
const rules = async (run: SmallRun, match: string, ...columns: string[]) => Object.fromEntries((await run.values(`block_rule_${match}`, 'rule', ...columns)).map(([rule, ...rest]) => [rule, rest]))

test('the pairs of each rule are counted as they are, before any is made; blanks block nothing', async () => {
  expect(await rules(plain, 'same', 'pairs', 'pairs_capped', 'chosen')).toEqual(counted((key) => pairsWithin(twins, key)))
  expect(await rules(plain, 'both', 'pairs', 'pairs_capped', 'chosen')).toEqual(counted((key) => pairsBetween(twins, all.slice(0, 10), key)))
})

test('the pairs made are those of the rules, each counted for the first rule that finds it', async () => {
  const made = (await plain.values('pair_count', 'match', 'pairs_made')).filter(([match]) => match === 'both').map(([, pairs]) => Number(pairs))
  const either = twins.reduce((sum, one) => sum + all.slice(0, 10).filter((other) => Object.values(keys).some((key) => key(one) !== '' && key(one) === key(other))).length, 0)
  expect(made.reduce((sum, pairs) => sum + pairs, 0)).toBe(either)
})

test('a block beyond the cap is not compared under that rule, and that is a finding with the pairs left out', async () => {
  const found = await rules(capped, 'same', 'pairs', 'pairs_capped', 'blocks_capped', 'largest_block_pairs', 'chosen')
  const big = twins.filter((one) => one.city === 'ogden').length
  const left = (big * (big - 1)) / 2
  expect(found['city']).toEqual([pairsWithin(twins, keys.city) - left, left, 1, left, true])
  expect(found['ssn']).toEqual([5, 0, 0, 1, true])
  expect(await capped.values('finding_block', 'rule', 'field', 'failing', 'tested', 'severity')).toEqual([
    ['block_capped', 'same: city', left, pairsWithin(twins, keys.city), 'warning'],
  ])
})

test('one name and birth date held by four in ten rows are left out of a small file too, and a finding says what that may cost', async () => {
  const crowd = people(0, 2400).map((one, index): Person => (index % 5 < 2 ? { ...one, family: 'garcia', born: '1980-01-02' } : one))
  const twice = people(0, 150).map((one, index): Person => (index % 5 < 2 ? { ...one, family: 'garcia', born: '1980-01-02' } : one))
  const given = { ...within, block: [['ssn'], ['family_name', 'date_of_birth'], ['given_name', 'city']] }
  const run = await runSmall({ 'a.csv': peopleFile('a', [...crowd, ...twice]), 'b.csv': peopleFile('b', all.slice(0, 10)) }, config({}, [given]))
  const held = [...crowd, ...twice].filter(({ family, born }) => family === 'garcia' && born === '1980-01-02').length
  const pairs = (held * (held - 1)) / 2
  expect(pairs).toBeGreaterThan(500_000)
  const found = await run.values('finding', 'rule', 'field', 'failing', 'severity')
  expect(found).toContainEqual(['block_capped', 'same: family_name + date_of_birth', pairs, 'warning'])
  const [cost] = await run.values('finding_cluster', 'rule', 'field', 'failing', 'tested', 'severity')
  expect(cost).toEqual(['left_out_may_cost_matches', 'same', expect.any(Number), expect.any(Number), 'warning'])
  expect(Number(cost?.[3])).toBeGreaterThan(75)
  expect(Number(cost?.[2])).toBeLessThan(Number(cost?.[3]))
})

test('a rule that does not fit the budget is not used, and that is a finding', async () => {
  const found = await rules(poor, 'same', 'pairs', 'chosen')
  expect(found['ssn']).toEqual([5, true])
  expect(found['city']).toEqual([pairsWithin(twins, keys.city), false])
  const findings = await poor.values('finding', 'stage', 'rule', 'field', 'failing', 'severity')
  expect(findings).toContainEqual(['block', 'rule_over_budget', 'same: city', pairsWithin(twins, keys.city), 'warning'])
  const foundBy = (await poor.values('candidate', 'found_by')).flat().join(';')
  expect(foundBy).toContain('ssn')
  expect(foundBy).not.toContain('city')
})
