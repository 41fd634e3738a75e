import { expect, test } from 'vitest'
import type { ConfigInput } from '../../src/config/schema.js'
import { reconcileStages } from '../../src/run/reconcile.js'
import { profile } from '../../src/stages/profile.js'
import { csv, extract, runSmall, type SmallRun } from './run-small.js'

const fields = {
  id: { type: 'identifier' }, given: { type: 'name' }, family: { type: 'name' }, born: { type: 'date', format: '%m/%d/%Y' }, seen: { type: 'date', format: '%Y-%m-%d' }, ssn: { type: 'ssn' },
  alien: { type: 'a_number' }, sex: { type: 'gender' }, street: { type: 'text' }, zip: { type: 'postcode' }, mail: { type: 'email' }, phone: { type: 'phone' }, money: { type: 'decimal' },
  status: { type: 'code', values: ['OPEN', 'CLOSED'] }, kind: { type: 'code', values: ['A', 'UNKNOWN'] }, empty: { type: 'text' },
} satisfies NonNullable<ConfigInput['systems']>[string]['fields']

// Clean columns, columns with placeholders alone, with cells that do not conform, with both; some full, some not; one value that is too frequent.
const row = (n: number): string =>
  [
    `K${n}`, n % 9 === 0 ? 'Unknown' : `Ann${n}`, `Doe${n}`, n % 7 === 0 ? '1980-02-03' : '02/03/1980', n % 8 === 0 ? '1900-01-01' : `2004-01-${String((n % 28) + 1).padStart(2, '0')}`,
    n % 10 === 0 ? '999-99-9999' : n % 11 === 0 ? '12-34' : `123-45-${1000 + n}`, n % 3 === 0 ? '' : `A0123456${10 + (n % 80)}`, n % 2 === 0 ? 'F' : 'm', `${n} Main St`, '10001',
    n < 45 ? 'a@b.org' : `a${n}@b.org`, n % 4 === 0 ? '' : `212555${1000 + n}`, n % 13 === 0 ? 'ten' : `${n}.50`, n % 12 === 0 ? 'SHUT' : 'OPEN', n % 5 === 0 ? 'UNKNOWN' : 'A', '',
  ].join(',')

const config: Omit<ConfigInput, 'version' | 'name'> = {
  systems: { S: { key: 'id', event_date: 'seen', amount: 'money', fields, extracts: [extract('one', 'one.csv'), extract('two', 'two.csv')] } },
  quality: { rules: [{ name: 'some', system: 'S', kind: 'placeholder', field: 'status', values: ['SHUT'] }, { name: 'late', system: 'S', kind: 'conforms', field: 'ssn', where: 'money > 20' }] },
}

const files = {
  'one.csv': csv(Object.keys(fields).join(','), ...Array.from({ length: 90 }, (_, n) => row(n + 1))),
  'two.csv': csv('id,given,ssn', ...Array.from({ length: 30 }, (_, n) => `K${n + 60},Ann${n},123-45-${2000 + n}`)),
}

const found = async (run: SmallRun): Promise<unknown[]> => [await run.table('quality_result'), await run.table('quality_failure'), await run.table('finding_quality')]

test('what the profile knows of columns changes no count and no failing row', async () => {
  const [ingest, ...others] = reconcileStages
  if (ingest === undefined) throw new Error('nothing is read')
  const plain = await runSmall(files, config, { stages: reconcileStages })
  const knowing = await runSmall(files, config, { stages: [ingest, profile, ...others] })
  const rules = await plain.table('quality_rule')
  // More than one word of marks.
  expect(rules.length).toBeGreaterThan(31)
  const kinds = new Set((await plain.values('quality_result', 'rule_id', 'failing')).filter(([, failing]) => Number(failing) > 0).map(([rule]) => String(rule).split(/[._]/)[1]))
  for (const kind of ['frequent', 'placeholder', 'conforms', 'complete']) expect(kinds).toContain(kind)
  expect(await found(knowing)).toEqual(await found(plain))
}, 180_000)
