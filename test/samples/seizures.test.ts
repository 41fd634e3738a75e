import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Random } from '../../samples/random.js'
import { seizureFacts } from '../../samples/seizure-facts.js'
import { writeSeizures } from '../../samples/seizure-files.js'
import type { SampleSize } from '../../samples/facts.js'
import { newFolder } from './folders.js'

const cases: readonly [SampleSize, number][] = [['tiny', 1], ['tiny', 977], ['full', 1]]

const year = (date: string): string => `year(${date}::date) + (month(${date}::date) >= 10)::int`
const money = (cell: string): string => `replace(replace(${cell}, '$', ''), ',', '')::decimal(18, 2)`

describe.each(cases)('the %s seizures of seed %i', (size, seed) => {
  const out = newFolder()
  let connection: DuckDBConnection
  const rows = async (sql: string): Promise<unknown[][]> => (await connection.runAndReadAll(sql)).getRowsJson()
  const one = async (sql: string): Promise<number> => Number((await rows(sql))[0]?.[0])
  const byYear = async (sql: string): Promise<unknown[]> => (await rows(`${sql} group by 1 order by 1`)).map(([, value]) => value)

  beforeAll(async () => {
    writeSeizures(out, seizureFacts(size), Random.seeded(seed).child('seizures'))
    connection = await (await DuckDBInstance.create(':memory:')).connect()
    for (const [name, file] of [['record', 'seacats'], ['copy', 'reported'], ['ledger', 'corrections']]) {
      await connection.run(`create table "${name}" as from read_csv('${join(out, `seizures_${file}.csv`)}', all_varchar = true, header = true)`)
    }
    await connection.run(`create table line as select r.case_number, r.line_number, r.seizure_date as was, c.seizure_date as became,
      ${money('r.msrp')} as msrp_was, ${money('c.msrp')} as msrp_is, ${money('r.domestic_value')} as domestic_was, ${money('c.domestic_value')} as domestic_is,
      r.country_of_origin as country_was, c.country_of_origin as country_is, r.quantity, r.msrp, c.msrp as msrp_copy
      from record r join copy c using (case_number, line_number)`)
  })
  afterAll(() => {
    connection.closeSync()
    rmSync(out, { recursive: true })
  })

  it('hold exactly the facts stated', async () => {
    const facts = seizureFacts(size)
    const alone = (a: string, b: string): Promise<unknown[]> =>
      byYear(`select ${year('seizure_date')}, count(distinct case_number)::int from ${a} where case_number not in (select case_number from ${b})`)
    const moved = await rows(`select concat(${year('was')}, '>', ${year('became')}), count(distinct case_number)::int from line where ${year('was')} <> ${year('became')} group by 1`)
    expect({
      record: await byYear(`select ${year('seizure_date')}, count(distinct case_number)::int from record`),
      reported: await byYear(`select ${year('seizure_date')}, count(distinct case_number)::int from copy`),
      rows: { record: await one('select count(*) from record'), reported: await one('select count(*) from copy') },
      added: await alone('copy', 'record'),
      removed: await alone('record', 'copy'),
      reclassified: Object.fromEntries(moved),
      msrpChanged: await one('select count(distinct case_number) from line where msrp_was <> msrp_is'),
      countryChanged: await one('select count(*) from line where country_was is distinct from country_is'),
      countryFilled: await one('select count(*) from line where country_was is null and country_is is not null'),
      domesticValueChanged: await one('select count(*) from line where domestic_was <> domestic_is'),
      msrp: {
        record: await byYear(`select ${year('seizure_date')}, sum(${money('msrp')})::varchar from record`),
        reported: await byYear(`select ${year('seizure_date')}, sum(${money('msrp')})::varchar from copy`),
      },
      errors: {
        garments: (await rows(`select quantity, domestic_was::varchar, msrp_was::varchar, msrp_is::varchar from line where quantity = '14133' and msrp_was = 1`))[0],
        masks: (await rows(`select quantity, domestic_was::varchar, msrp_was::varchar, msrp_is::varchar from line where msrp_was = 475000 and domestic_was = 3100000`))[0],
      },
    }).toEqual({ ...facts, ledger: undefined })
  })

  it('have a ledger that explains as many differences as stated, contradicts some, and has entries that meet none', async () => {
    const facts = seizureFacts(size)
    const key = `concat(case_number, '|', line_number)`
    const explained = await rows(`select field, count(*)::int from ledger l where exists (
        select 1 from line where ${key} = l.key and (
          (l.field = 'msrp' and msrp = l.old and msrp_copy = l.new and msrp_was <> msrp_is) or (l.field = 'country_of_origin' and country_was is not distinct from l.old and country_is = l.new and country_was is distinct from country_is)))
      or (l.field = '(row)' and l.new = 'added' and l.key in (select ${key} from copy) and l.key not in (select ${key} from record)) group by 1`)
    expect(Object.fromEntries(explained)).toEqual(facts.ledger.explained)
    const other = `field = 'msrp' and exists (select 1 from line where ${key} = l.key and l.new <> msrp_copy`
    expect(await one(`select count(*) from ledger l where ${other} and msrp_was <> msrp_is)`)).toBe(facts.ledger.contradicted)
    expect(await one(`select count(*) from ledger l where ${other} and msrp_was = msrp_is)`)).toBe(facts.ledger.unused)
  })

  it('date each entry of the ledger after its seizure in either file, and before the delivery of the copy', async () => {
    const seized = `select case_number, line_number, seizure_date from record union all select case_number, line_number, seizure_date from copy`
    expect(await one(`select count(*) from ledger l where entered_at >= '2020-12-01'
      or entered_at <= (select max(seizure_date) from (${seized}) where concat(case_number, '|', line_number) = l.key)`)).toBe(0)
  })

  it('change the sum of each case that they change, so that both grains count as many', async () => {
    expect(await one('select count(*) from (select case_number from line group by 1 having sum(msrp_was) <> sum(msrp_is))')).toBe(seizureFacts(size).msrpChanged)
  })
})
