import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { Database } from '../../src/engine/database.js'
import { InputError } from '../../src/engine/errors.js'
import { sql } from '../../src/engine/sql.js'
import { findPairs } from '../../src/stages/find-pairs.js'
import { ThirdMentions } from '../../src/model/third-mentions.js'
import { foundPairs } from '../../src/stages/cluster/found-pairs.js'
import { listPairs } from '../../src/stages/pairs.js'
import { neverSaved } from '../../src/stages/pieces.js'
import type { Plan, PlanMatch } from '../../src/stages/plan.js'
import type { StageContext } from '../../src/stages/stage.js'
import { openDatabase } from '../engine/open.js'

let database: Database
beforeAll(async () => {
  database = (await openDatabase()).database
})
afterAll(() => database.close())

const system = { name: 'S', suffix: 's', config: { fields: {}, protected: false }, key: ['id'], fields: [], extracts: [] }
const population = { no: 0, system, role: 'person' }
const columns = { given_name: 'given', family_name: 'family' }
const mention = { population, ordinal: 1, config: { role: 'person', kind: 'person', organisation_values: [], columns }, organisations: population }
const match = { name: 'people', suffix: 'people', left: population, right: population, within: true, config: {} } as unknown as PlanMatch
const plan = { systems: [system], populations: [population], mentions: [mention], matches: [match] } as unknown as Plan

const rulesOf = [['family_name'], ['family_name', 'date_of_birth'], ['ssn']].map((roles, at) => ({ name: `rule ${at + 1}`, keys: roles.map((role) => ({ role, transform: 'equal' })) }))
const ruled = { ...match, rules: rulesOf } as unknown as PlanMatch
const parameters = { u: [], classes: { match: { prior: 0.1, m: [] } } }

test('arrays by mention that do not fit into the memory given are refused before they are made', async () => {
  const context: StageContext = { config: {} as StageContext['config'], plan, database, workFolder: '', signal: new AbortController().signal, emit: () => {}, saveSql: () => {}, ...neverSaved }
  await database.run(sql`create table block_rule_people as select 1 as rule_no, 'given_name' as rule, cast(10 as bigint) as max_pairs, cast(10 as bigint) as train_pairs, cast(1 as bigint) as pairs, true as chosen`)
  await database.run(sql`create table comparand_people as select 5_000_000 as mention_id, true as on_left, true as on_right`)
  const before = process.memoryUsage().arrayBuffers
  const found = findPairs(context, match, parameters, 0)
  await expect(found).rejects.toThrow(InputError)
  await expect(found).rejects.toThrow(/^match people: what tells which pairs may reach the floor takes \d+ MB, more than the 161 MB that the database can spare\n {2}remedy: give more by --memory: at least \d+00MB$/u)
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50e6)
})

test('pairs that are listed in SQL are those that are found in blocks, each once, with its first rule and the kinds of field that it is found by', async () => {
  const context: StageContext = {
    config: {} as StageContext['config'], plan: { ...plan, without: ['pruning'] }, database, workFolder: '', signal: new AbortController().signal, emit: () => {}, saveSql: () => {}, ...neverSaved,
  }
  await database.run(sql`create or replace table comparand_people as select cast(range + 1 as integer) as mention_id, true as on_left, true as on_right from range(300)`)
  // Three rules with blocks of some five, fifteen and forty mentions; every seventh mention has no key by the second.
  await database.run(sql`create or replace table block_member_people as
    select cast(rule as smallint) as rule_no, cast(hash(rule, hash(mention_id, rule) % (cast(64 as ubigint) >> (rule - 1))) as ubigint) as block, mention_id, on_left, on_right, true as trains
    from comparand_people, (select unnest([1, 2, 3]) as rule) where rule <> 2 or mention_id % 7 <> 0`)
  await database.run(sql`create or replace table block_rule_people as
    select rule_no, 'rule ' || rule_no as rule, cast(1000000 as bigint) as max_pairs, cast(0 as bigint) as train_pairs, cast(sum(n * (n - 1) / 2) as bigint) as pairs, true as chosen
    from (select rule_no, block, count(*) as n from block_member_people group by all) group by rule_no`)
  await database.drop('found_pair_people')
  const [listed, found] = [await listPairs(context, ruled), sql`select * from found_pair_people order by all`]
  const inSql = await database.rows(found)
  await database.drop('found_pair_people')
  expect(await findPairs(context, ruled, parameters, 0)).toEqual(listed)
  expect(inSql).toEqual(await database.rows(found))
  expect(inSql).toHaveLength(listed.pairs)
  expect(new Set(inSql.map((row) => row['rules']))).toEqual(new Set([1, 2, 3]))
  // Without names, and so by names alone too.
  expect(new Set(inSql.map((row) => Number(row['ways']) & 3))).toEqual(new Set([2, 3]))
  expect([...listed.made.keys()].toSorted((a, b) => a - b)).toEqual([1, 2, 3])
  // In four parts, stopped after each in turn: the next call goes on with the next part.
  await database.drop('found_pair_people')
  const memory = vi.spyOn(Database.prototype, 'memory', 'get').mockReturnValue(1500 * Math.ceil((await database.row<{ n: number }>(sql`select cast(sum(pairs) as bigint) as n from block_rule_people`)).n / 4))
  const told = new Map<string, unknown>()
  const stopping: StageContext = {
    ...context,
    leftOff: (piece, shape) => (told.has(piece) ? shape.parse(told.get(piece)) : undefined),
    reached: async (piece, value) => {
      told.set(piece, value)
      await Promise.reject(new Error('stopped'))
    },
  }
  for (let part = 1; part <= 4; part += 1) await expect(listPairs(stopping, ruled)).rejects.toThrow('stopped')
  memory.mockRestore()
  expect(told).toEqual(new Map([['listed', { done: 4, of: 4 }]]))
  expect(await listPairs(stopping, ruled)).toEqual(listed)
  expect(await database.rows(found)).toEqual(inSql)
})

test('pairs that clusters asked for count as listed where a rule had listed them', async () => {
  const context: StageContext = { config: {} as StageContext['config'], plan, database, workFolder: '', signal: new AbortController().signal, emit: () => {}, saveSql: () => {}, ...neverSaved }
  const unlisted = sql`select 1 as l, (select min(b.mention_id) from comparand_people b where b.mention_id > 1 and not exists (
    select 1 from block_member_people x join block_member_people y on y.rule_no = x.rule_no and y.block = x.block where x.mention_id = 1 and y.mention_id = b.mention_id)) as r`
  await database.run(sql`create table final_pair_people as select left_mention, right_mention, cast(rule_no as smallint) as rule_no, cast(ways as smallint) as ways, cast(2 as double) as match_weight
    from found_pair_people union all select l, r, 0, 0, 2 from (${unlisted})`)
  const entities = { roots: Int32Array.from({ length: 301 }, (_, at) => at), sizes: new Int32Array(301).fill(1) }
  const clusters = { entities, thirds: new ThirdMentions(300, { left: new Int32Array(0), right: new Int32Array(0) }, () => true) }
  const inOrder = async () => (await foundPairs(context, ruled, 0, clusters)).toSorted((a, b) => Number(a.listed) - Number(b.listed) || a.ways - b.ways)
  const credited = await inOrder()
  expect(credited.map(({ listed }) => listed)).toEqual([false, true, true, true])
  expect(credited[0]).toMatchObject({ ways: 0, implied: false, millionths: 800_000, shared: 800_000 })
  await database.run(sql`update final_pair_people set rule_no = 0, ways = 0 where rule_no = 3 or left_mention % 3 = 0`)
  expect(await inOrder()).toEqual(credited)
})
