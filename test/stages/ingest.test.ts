import { beforeAll, expect, test } from 'vitest'
import { csv, extract, runSmall, type SmallRun } from './run-small.js'

let run: SmallRun
beforeAll(async () => {
  run = await runSmall(
    {
      'plain.csv': csv('case,name,note', '001,Ann,first', '002,"Smith, Bob",', '003,  ,\u00A0', '004,Eve'),
      'lines.csv': 'case,name,note\r\n"005","a\r\nb","x ""quoted"" y"\r\n006,Cy,z\r\n007,too,many,cells\r\n008,Di,last\r\n',
      'gaps.csv': csv('case,name,note', '', '010,Flo,after a gap', '', '', '011,Guy,after two'),
      'blanks.csv': csv('case,name,note', '012,Hal,ab', '013,\t,\u00A0', '014, Ida,""', '015,Ângela," \u00A0"'),
      'semicolon.csv': Buffer.from('CASE;NAME\n009;Jos\u00E9\n', 'latin1'),
    },
    {
      systems: {
        TECS: {
          key: ['case', 'name'],
          count: 'case',
          fields: { case: {}, name: {}, note: {} },
          extracts: [
            extract('plain', 'plain.csv'),
            extract('gaps', 'gaps.csv'),
            extract('blanks', 'blanks.csv'),
            extract('lines', 'lines.csv'),
            extract('semicolon', 'semicolon.csv', { delimiter: ';', encoding: 'windows-1252', columns: { CASE: 'case', NAME: 'name' } }),
          ],
        },
      },
      tolerances: { quarantined: 2, unexplained: 99 },
    },
  )
}, 180_000)

test('every row that can be read is kept as the source wrote it, with its line; blanks are null', async () => {
  expect(await run.values('source_records_tecs', 'extract_id', 'source_line', 'case', 'name', 'note', 'record_key', 'unit_key')).toEqual([
    ['blanks', 2, '012', 'Hal', 'ab', '012|Hal', '012'],
    ['blanks', 3, '013', null, null, null, '013'],
    ['blanks', 4, '014', ' Ida', null, '014|Ida', '014'],
    ['blanks', 5, '015', 'Ângela', null, '015|Ângela', '015'],
    ['gaps', 3, '010', 'Flo', 'after a gap', '010|Flo', '010'],
    ['gaps', 6, '011', 'Guy', 'after two', '011|Guy', '011'],
    ['lines', 2, '005', 'a\r\nb', 'x "quoted" y', '005|a\r\nb', '005'],
    ['lines', 4, '006', 'Cy', 'z', '006|Cy', '006'],
    ['lines', 6, '008', 'Di', 'last', '008|Di', '008'],
    ['plain', 2, '001', 'Ann', 'first', '001|Ann', '001'],
    ['plain', 3, '002', 'Smith, Bob', null, '002|Smith, Bob', '002'],
    ['plain', 4, '003', null, null, null, '003'],
    ['semicolon', 2, '009', 'José', null, '009|José', '009'],
  ])
})

test('every other row is set aside with its reason, its line and its text', async () => {
  expect(await run.values('quarantine', 'extract_id', 'source_line', 'reason', 'raw')).toEqual([
    ['lines', 5, 'too_many_fields', '007,too,many,cells'],
    ['plain', 5, 'too_few_fields', '004,Eve'],
  ])
})

test('rows read are rows kept and rows set aside, file by file', async () => {
  expect(await run.values('extract_file', 'extract_id', 'rows_read', 'rows_kept', 'rows_quarantined', 'delimiter', 'encoding')).toEqual([
    ['blanks', 4, 4, 0, ',', 'utf-8'],
    ['gaps', 2, 2, 0, ',', 'utf-8'],
    ['lines', 4, 3, 1, ',', 'utf-8'],
    ['plain', 4, 3, 1, ',', 'utf-8'],
    ['semicolon', 1, 1, 0, ';', 'windows-1252'],
  ])
})

test('rows set aside are findings that count, and within the tolerance they do not fail the run', async () => {
  const findings = (await run.table('finding')).filter((row) => String(row['rule']).startsWith('quarantined'))
  expect(findings.map((row) => [row['rule'], row['system'], row['extract_id'], row['failing'], row['tested']])).toEqual([
    ['quarantined_too_few_fields', 'TECS', 'plain', 1, 4],
    ['quarantined_too_many_fields', 'TECS', 'lines', 1, 4],
  ])
  expect(run.code).toBe(0)
})

test('the system of a row is the value of the field that splits, or the system itself', async () => {
  const split = await runSmall(
    { 'a.csv': csv('id,site', '1,north', '1,south', '2,') },
    { systems: { S: { key: 'id', split_by: 'site', fields: { id: {}, site: {} }, extracts: [extract('a', 'a.csv')] } } },
  )
  expect(await split.values('composite', 'source_system', 'record_key')).toEqual([['S', '2'], ['north', '1'], ['south', '1']])
  expect(await split.table('set_aside')).toEqual([])
})

test('more rows set aside than tolerated end the run with code 1', async () => {
  const { code } = await runSmall(
    { 'a.csv': csv('id,n', '1,2', '3') },
    { systems: { S: { key: 'id', fields: { id: {}, n: {} }, extracts: [extract('a', 'a.csv')] } } },
  )
  expect(code).toBe(1)
})
