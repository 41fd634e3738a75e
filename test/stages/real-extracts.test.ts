import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { Database } from '../../src/engine/database.js'
import { sql, type Sql } from '../../src/engine/sql.js'
import { reconcileFiles } from '../../src/index.js'
import { temporaryFolder } from '../temporary.js'

const data = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'shared', 'data')

interface Case {
  readonly folder: string
  readonly files: readonly string[]
  readonly key: string
  readonly date: string
  readonly cutoffs: readonly string[]
}

/** The day in the id of an extract, as the files of expected changes name it. */
const dayIn = (extract: Sql): Sql => sql`regexp_replace(${extract}, '^.*_([0-9]{4})([0-9]{2})([0-9]{2})$', '\\1-\\2-\\3')`

const cases: readonly Case[] = [
  {
    folder: 'washpost_extracts',
    files: ['20150731', '20151231', '20161231', '20171231', '20181231', '20191231'].map((day) => `extract_${day}.csv`),
    key: 'id', date: 'date',
    // The days on which the copies were made, from the folder's manifest.
    cutoffs: ['2015-07-31', '2015-12-31', '2016-12-30', '2017-12-29', '2018-12-27', '2019-12-24'],
  },
  {
    folder: 'fara_extracts',
    files: ['20190629', '20200630', '20210630'].map((day) => `registrants_${day}.csv`),
    key: 'Registration_Number', date: 'Registration_Date',
    cutoffs: ['2019-06-29', '2020-06-30', '2021-06-30'],
  },
]

for (const { folder, files, key, date, cutoffs } of cases) {
  const source = join(data, folder)
  const present = existsSync(source)
  if (!present) process.stderr.write(`SKIPPED: ${folder} is absent, so differences between real extracts are not compared with the expected ones\n`)
  describe.skipIf(!present)(folder, () => {
    let differences: { readonly missing: number; readonly surplus: number; readonly expected: number }
    let backfills: readonly { readonly to: string; readonly found: number; readonly expected: number }[]

    beforeAll(async () => {
      const out = join(temporaryFolder('real'), 'run')
      await reconcileFiles(files.map((file) => join(source, file)), out, { key: [key], date, cutoffs, memory: '1GiB' })
      const database = await Database.open({ path: ':memory:', memory: '500MiB', folders: [out, source] })
      try {
        const table = (name: string): string => join(out, 'tables', 'reconcile', `${name}.parquet`)
        await database.command(sql`create temp table found as
          select key, ${dayIn(sql`a`)} as from_extract, ${dayIn(sql`b`)} as to_extract, kind as change, '' as field, '' as old_value, '' as new_value from read_parquet(${table('row_change')}) where grain = 'row'
          union all
          select key, ${dayIn(sql`a`)}, ${dayIn(sql`b`)}, 'changed', field, coalesce(old, ''), coalesce(new, '') from read_parquet(${table('value_change')}) where grain = 'row'`)
        await database.command(sql`create temp table expected as
          select #1 as key, from_extract, to_extract, case when change = 'added_backfilled' then 'added' else change end as change, 
            -- For keys that came or went the file names who they are, which is no change of a cell.
            case when change = 'changed' then field else '' end as field, case when change = 'changed' then coalesce(trim(old_value), '') else '' end as old_value,
            case when change = 'changed' then coalesce(trim(new_value), '') else '' end as new_value, change as as_told
          from read_csv(${join(source, 'expected_changes.csv')}, all_varchar = true, header = true, auto_detect = true, delim = ',', quote = '"')
          where from_extract <> to_extract`)
        const seen = sql`select key, from_extract, to_extract, change, field, trim(old_value), trim(new_value) from found`
        const told = sql`select key, from_extract, to_extract, change, field, old_value, new_value from expected`
        differences = await database.row(sql`select (select count(*) from (${told} except all ${seen})) as missing, (select count(*) from (${seen} except all ${told})) as surplus,
          (select count(*) from expected) as expected`)
        backfills = await database.rows(sql`select b.to_extract as to, b.expected, coalesce(f.found, 0) as found
          from (select to_extract, count(*) filter (where as_told = 'added_backfilled') as expected from expected group by to_extract) b
          left join (
            select to_extract, count(*) as found from (
              select ${dayIn(sql`e.extract_id`)} as to_extract
              from read_parquet(${table('late_record')}) l join read_parquet(${table('extract')}) e on e.seq = l.first_seq and e.grain = l.grain
              where l.class = 'backfill' and l.grain = 'row'
            ) group by to_extract
          ) f using (to_extract) order by all`)
      } finally {
        database.close()
      }
    }, 300_000)

    test('every added, removed and changed cell is among the expected ones, and every expected one was found', () => {
      expect(differences.expected).toBeGreaterThan(500)
      expect(differences).toMatchObject({ missing: 0, surplus: 0 })
    })

    test.skipIf(folder !== 'washpost_extracts')('backfills of each extract are those expected', () => {
      expect(backfills.length).toBe(files.length - 1)
      for (const { to, found, expected } of backfills) expect({ to, found }).toEqual({ to, found: expected })
    })
  })
}
