import { assert, asyncProperty, array, integer } from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../src/engine/database.js'
import { id, sql } from '../../src/engine/sql.js'
import type { Keys } from '../../src/model/block-keys.js'
import { ownArray } from '../../src/model/grouping.js'
import { AtomKeys, readPlaces } from '../../src/stages/block/atom-keys.js'
import { neverSaved } from '../../src/stages/pieces.js'
import type { BlockRule, Plan, PlanMatch } from '../../src/stages/plan.js'
import type { StageContext } from '../../src/stages/stage.js'
import { openDatabase } from '../engine/open.js'

const roles = ['family_name', 'given_name', 'ssn', 'phone'] as const
const match = { name: 'people', suffix: 'people' } as PlanMatch
/** Each atom alone, and each pair of two. */
const rules = roles.flatMap((first, at) => [[first], ...roles.slice(at + 1).map((second) => [first, second])])
  .map((keys) => ({ name: keys.join(' + '), keys: keys.map((role) => ({ role, transform: 'equal' })) })) as unknown as BlockRule[]

let database: Database
beforeAll(async () => {
  database = (await openDatabase()).database
  await database.run(sql`create table block_atom_people as select cast(range + 1 as integer) as mention_id, hash(range + 1) as shuffle, true as on_left, range % 3 > 0 as on_right,
    hash(range % 7 + 1) as family_name, case when range % 5 > 0 then hash(range % 11 + 100) end as given_name, hash(range % 13 + 200) as ssn, hash(range % 2 + 300) as phone from range(60)`)
})
afterAll(() => database.close())

const context = (): StageContext => ({
  config: {} as StageContext['config'], plan: {} as Plan, database, workFolder: '', signal: new AbortController().signal, emit: () => {}, saveSql: () => {}, ...neverSaved,
})

test.each([1, 3])('keys in parts stay as they are while %d are under way, and joined they are those of SQL', async (underWay) => {
  const places = await readPlaces(context(), match, 60, ownArray)
  const expected: Keys[] = []
  for (const { keys } of rules) {
    const [first = sql`1`, second] = keys.map(({ role }) => id(role))
    const key = second === undefined ? sql`coalesce(${first}, 0::ubigint)` : sql`coalesce(er_key_of(${first}, ${second}), 0::ubigint)`
    const words = new Int32Array(120)
    await database.fill(sql`select ${key} from block_atom_people order by shuffle, mention_id`, [words])
    expected.push(words)
  }
  await assert(asyncProperty(array(integer({ min: 0, max: rules.length - 1 }), { maxLength: 40 }), async (asked) => {
    const keys = new AtomKeys(context(), match, places, rules, ownArray, underWay)
    const joined = new AtomKeys(context(), match, places, rules, ownArray, 1)
    const handed: { readonly parts: readonly Keys[]; readonly before: readonly Keys[] }[] = []
    for (const rule of asked) {
      const { first, second } = await keys.partsOf(rule)
      const parts = second === undefined ? [first] : [first, second]
      handed.push({ parts, before: parts.map((part) => part.slice()) })
      for (const { parts: now, before } of handed.slice(-underWay)) expect(now).toEqual(before)
      expect(await joined.of(rule)).toEqual(expected[rule])
    }
  }), { numRuns: 30 })
})
