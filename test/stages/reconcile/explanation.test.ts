import * as fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { explainRule } from '../../../src/config/reconcile-schema.js'
import type { Database } from '../../../src/engine/database.js'
import { sql, type SqlValue } from '../../../src/engine/sql.js'
import { explanationTables } from '../../../src/stages/reconcile/explanation.js'
import { openDatabase } from '../../engine/open.js'
import { given, make, texts } from './make.js'

let database: Database
beforeAll(async () => {
  database = (await openDatabase()).database
})
afterAll(() => database.close())

interface Change {
  readonly key: string
  readonly field: string
  readonly old: string | null
  readonly new: string | null
  readonly kind?: string
  readonly a?: string
  readonly b?: string
  readonly grain?: string
  readonly period?: string
}

const kindOf = ({ old, new: now, kind }: Change): string => kind ?? (old === null ? 'null_to_value' : now === null ? 'value_to_null' : 'changed')

async function differences(rows: readonly Pick<Change, 'key' | 'kind' | 'a' | 'b' | 'grain' | 'period'>[], cells: readonly Change[], dates: readonly SqlValue[][] = []): Promise<void> {
  const dateOf = new Map(dates.map(([key, date]) => [key, date ?? null]))
  await given(
    database, 'row_change',
    'change_id varchar, system varchar, grain varchar, a varchar, b varchar, source_system varchar, key varchar, kind varchar, event_date varchar, period varchar',
    rows.map(({ key, kind = 'added', a = 'e1', b = 'e2', grain = 'row', period = '2019' }, n) => [`r${n}`, 'S', grain, a, b, 'S', key, kind, dateOf.get(key) ?? null, period]),
  )
  await given(
    database, 'value_change',
    'change_id varchar, system varchar, grain varchar, a varchar, b varchar, source_system varchar, key varchar, field varchar, kind varchar, old varchar, "new" varchar, period_b varchar',
    cells.map((one, n) => [`c${n}`, 'S', one.grain ?? 'row', one.a ?? 'e1', one.b ?? 'e2', 'S', one.key, one.field, kindOf(one), one.old, one.new, one.period ?? '2019']),
  )
  await given(
    database, 'key_membership', 'system varchar, grain varchar, source_system varchar, key varchar, event_date varchar, period varchar',
    dates.map(([key = null, date = null, period = '2019']) => ['S', 'row', 'S', key, date, period]),
  )
  await database.drop('field_drift')
  await database.run(sql`create table field_drift as select system, grain, a, b, field, count(*) filter (where kind in ('changed', 'format_only')) as changed,
    count(*) filter (where kind = 'format_only') as format_only, count(*) filter (where kind = 'null_to_value') as null_to_value,
    count(*) filter (where kind = 'value_to_null') as value_to_null from value_change group by all`)
}

type Entry = Pick<Change, 'key' | 'field' | 'old' | 'new'>

const ledger = async (...entries: readonly Entry[]): Promise<void> =>
  await given(
    database, 'correction_ledger', 'system varchar, entry_no bigint, key varchar, field varchar, old varchar, "new" varchar, reason_code varchar',
    entries.map(({ key, field, old, new: now }, n) => ['S', n + 1, key, field, old, now, `code ${n + 1}`]),
  )

async function explained(...rules: readonly object[]): Promise<(string | null)[][]> {
  const read = rules.map((rule, n) => explainRule.parse({ name: `rule_${n + 1}`, reason: `because ${n + 1}`, ...rule }))
  for (const spec of explanationTables([{ system: 'S', rules: read }])) await make(database, spec)
  expect(await database.rows(sql`select * from identity_explanation where lhs is distinct from rhs`)).toEqual([])
  return await texts(database, ['explanation_id', 'status', 'ledger_entry', 'rule'], sql`(select * from explanation order by explanation_id)`)
}
const unused = async (): Promise<(string | null)[]> => (await texts(database, ['entry_no'], sql`(select * from ledger_unused order by entry_no)`)).flat()

beforeEach(async () => {
  await ledger()
})

test('an entry explains the change of its key, field, old and new; another value contradicts; anything else is unexplained', async () => {
  await differences([], [
    { key: 'k1', field: 'msrp', old: '1', new: '2' }, { key: 'k2', field: 'msrp', old: '1', new: '3' }, { key: 'k3', field: 'msrp', old: '1', new: '2' },
    { key: 'k4', field: 'msrp', old: null, new: '2' }, { key: 'k5', field: 'msrp', old: '', new: '2' }, { key: 'k1', field: 'country', old: '1', new: '2' },
  ])
  await ledger(
    { key: 'k1', field: 'msrp', old: '1', new: '2' }, { key: 'k2', field: 'msrp', old: '1', new: '2' }, { key: 'k4', field: 'msrp', old: null, new: '2' },
    { key: 'k5', field: 'msrp', old: null, new: '2' }, { key: 'gone', field: 'msrp', old: '1', new: '2' },
  )
  expect(await explained()).toEqual([
    ['c0', 'explained', '1', null], ['c1', 'contradicted', '2', null], ['c2', 'unexplained', null, null], ['c3', 'explained', '3', null],
    ['c4', 'contradicted', '4', null], ['c5', 'unexplained', null, null],
  ])
  expect(await unused()).toEqual(['2', '4', '5'])
})

test('what differs in the writing alone is no difference to explain', async () => {
  await differences([], [{ key: 'k', field: 'msrp', old: '1', new: '1.00', kind: 'format_only' }])
  await ledger({ key: 'k', field: 'msrp', old: '1', new: '1.00' })
  expect([await explained({ change: 'changed' }), await unused()]).toEqual([[], ['1']])
})

test('a row added or removed is explained by an entry of (row) that says so, and contradicted by one that says the other', async () => {
  await differences([{ key: 'k1' }, { key: 'k2', kind: 'removed' }, { key: 'k3', kind: 'removed' }], [])
  await ledger({ key: 'k1', field: '(row)', old: null, new: 'added' }, { key: 'k2', field: '(row)', old: null, new: 'added' }, { key: 'k3', field: 'msrp', old: null, new: 'removed' })
  expect(await explained()).toEqual([['r0', 'explained', '1', null], ['r1', 'contradicted', '2', null], ['r2', 'unexplained', null, null]])
})

test('an entry applies at each grain and to each pair of extracts where its change is found; of equal entries the first counts, and none is unused', async () => {
  await differences([], [
    { key: 'k', field: 'msrp', old: '1', new: '2' }, { key: 'k', field: 'msrp', old: '1', new: '2', grain: 'unit' }, { key: 'k', field: 'msrp', old: '1', new: '2', a: 'e2', b: 'e3' },
    { key: 'k', field: 'msrp', old: '2', new: '1', a: 'e3', b: 'e4' },
  ])
  await ledger({ key: 'k', field: 'msrp', old: '1', new: '2' }, { key: 'k', field: 'msrp', old: '1', new: '2' })
  expect((await explained()).map(([, status, entry]) => [status, entry])).toEqual([['explained', '1'], ['explained', '1'], ['explained', '1'], ['contradicted', '1']])
  expect(await unused()).toEqual([])
})

test('rules come after the ledger, the first that fits counting, and give their reason', async () => {
  await differences([{ key: 'k1', kind: 'removed' }, { key: 'k2' }], [{ key: 'k3', field: 'name', old: null, new: 'x' }, { key: 'k4', field: 'name', old: 'y', new: 'x' }])
  await ledger({ key: 'k4', field: 'name', old: 'y', new: 'z' }, { key: 'k2', field: '(row)', old: null, new: 'added' })
  const rows = await explained({ change: 'removed' }, { change: 'changed', fields: 'name', old_null: true }, { change: 'changed' }, { change: 'added' })
  expect(rows).toEqual([['c0', 'explained', null, 'rule_2'], ['c1', 'contradicted', '1', null], ['r0', 'explained', null, 'rule_1'], ['r1', 'explained', '2', null]])
  expect((await texts(database, ['reason'], sql`(select * from explanation order by explanation_id)`)).flat()).toEqual(['because 2', null, 'because 1', 'code 2'])
})

const day = { key: 'k', field: 'name', old: 'a', new: 'b', period: '2019' }
test.each([
  [{ change: 'changed' }, true], [{ change: 'added' }, false], [{ change: 'changed', fields: ['msrp', 'name'] }, true], [{ change: 'changed', fields: 'msrp' }, false],
  [{ change: 'changed', old: 'a' }, true], [{ change: 'changed', old: ['x', 'a'], new: 'b' }, true], [{ change: 'changed', new: 'a' }, false],
  [{ change: 'changed', old_null: false, new_null: false }, true], [{ change: 'changed', new_null: true }, false],
  [{ change: 'changed', period: '2019' }, true], [{ change: 'changed', period: ['2018', '(missing)'] }, false],
  [{ change: 'changed', a: 'e1', b: 'e2' }, true], [{ change: 'changed', a: 'e2' }, false], [{ change: 'changed', b: ['e1', 'e3'] }, false],
  [{ change: 'changed', event: { before: '2019-06-02' } }, true], [{ change: 'changed', event: { before: '2019-06-01' } }, false],
  [{ change: 'changed', event: { after: '2019-05-31' } }, true], [{ change: 'changed', event: { after: '2019-06-01' } }, false],
  [{ change: 'changed', event: { after: '2019-05-31', before: '2019-06-02' } }, true],
])('the rule %j meets it: %s', async (rule, meets) => {
  await differences([], [day], [['k', '2019-06-01']])
  expect((await explained(rule))[0]?.[1]).toBe(meets ? 'explained' : 'unexplained')
})

test('a row has the date of its own extract; what has no date is neither before nor after', async () => {
  await differences([{ key: 'k1' }, { key: 'k2' }, { key: 'k3', period: '(missing)' }], [], [['k1', '2018-01-01'], ['k2', 'soon'], ['k3', '1900-01-01']])
  expect((await explained({ change: 'added', event: { before: '2019-01-01' } }, { change: 'added', event: { after: '2018-12-31' } })).map(([, status]) => status)).toEqual([
    'explained', 'unexplained', 'unexplained',
  ])
})

test('without differences, entries and rules there are no rows', async () => {
  await differences([], [])
  expect([await explained(), await unused(), await database.count('identity_explanation')]).toEqual([[], [], 0])
})

const value = fc.constantFrom(null, '1', '2')
const entryOf = fc.record({ key: fc.constantFrom('k1', 'k2', 'k3'), field: fc.constantFrom('m', 'c'), old: value, new: value })
const same = (x: Entry, y: Entry): boolean => x.key === y.key && x.field === y.field && x.old === y.old && x.new === y.new

test('every difference has one row, its status is what the definition says, and unused entries are those that equal none', async () => {
  const cells = fc.uniqueArray(entryOf.filter((one) => one.old !== one.new), { maxLength: 6, selector: ({ key, field }) => `${key} ${field}` })
  await fc.assert(
    fc.asyncProperty(cells, fc.array(entryOf, { maxLength: 6 }), async (found, entries) => {
      await differences([], found)
      await ledger(...entries)
      const rows = await explained()
      expect(rows.map(([, status]) => status)).toEqual(
        found.map((one) => (entries.some((entry) => same(entry, one)) ? 'explained' : entries.some(({ key, field }) => key === one.key && field === one.field) ? 'contradicted' : 'unexplained')),
      )
      expect(await unused()).toEqual(entries.flatMap((entry, n) => (found.some((one) => same(entry, one)) ? [] : [String(n + 1)])))
    }),
    { seed: 5, numRuns: 40 },
  )
})
