import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { controlsBeside, controlsIn } from '../../src/config/control-file.js'
import { totalsOf, type FileControls } from '../../src/config/control-entry.js'
import { InputError } from '../../src/engine/errors.js'
import { folderWith } from '../stages/run-small.js'

const json = (value: unknown): string => JSON.stringify(value, undefined, '\t')
const sha = 'a'.repeat(64)

const named = async (manifest: string, text: string, file = 'cases_1.csv', id?: string): Promise<FileControls> => {
  const folder = folderWith({ [manifest]: text, [file]: 'a\n' })
  return await controlsIn(join(folder, manifest), { path: join(folder, file), ...(id === undefined ? {} : { id }) })
}
const beside = async (files: Readonly<Record<string, string>>, file = 'cases_1.csv'): Promise<FileControls | undefined> =>
  await controlsBeside({ path: join(folderWith({ [file]: 'a\n', ...files }), file) })
const refused = async (work: Promise<unknown>): Promise<string> => {
  const error: unknown = await work.catch((thrown: unknown) => thrown)
  if (!(error instanceof InputError)) throw error instanceof Error ? error : new Error('it was accepted')
  return `${error.place.file}:${error.place.line}:${error.place.column} ${error.what} | ${error.remedy}`
}

describe('what a control file states', () => {
  test.each<readonly [string, string, string, Omit<FileControls, 'source'>]>([
    ['a map', 'm.json', json({ file: 'cases_1.csv', rows: 648, amount: 12.5, sha256: sha.toUpperCase() }), { rows: 648, amount: '12.5', hash: `sha256:${sha}` }],
    ['a map without a name', 'm.json', json({ count: 648 }), { rows: 648 }],
    ['a list', 'm.json', json([{ name: 'cases_2.csv', records: 1 }, { name: 'CASES_1.CSV', records: 2 }]), { rows: 2 }],
    ['a list under files, in YAML', 'm.yaml', 'files:\n  - { path: in/cases_1.csv, Row_Count: 5, keys: 4, units: 3 }\n', { rows: 5, keys: 4, units: 3 }],
    ['an amount with all of its decimals', 'm.json', '[{"file":"cases_1.csv","amount":12345678901234567890.1200}]', { amount: '12345678901234567890.1200' }],
    ['a Data Package', 'datapackage.json', json({ name: 'tecs', resources: [{ name: 'a', path: 'a.csv', rows: 1 }, { name: 'cases', path: 'cases_1.csv', hash: 'b'.repeat(32), bytes: 900, rowcount: 7 }] }), { rows: 7, bytes: 900, hash: `md5:${'b'.repeat(32)}` }],
    ['a Data Package with stats', 'datapackage.json', json({ resources: [{ path: 'cases_1.csv', stats: { rows: 7, bytes: 900, md5: 'b'.repeat(32), sha256: sha } }] }), { rows: 7, bytes: 900, hash: `sha256:${sha}` }],
    ['delimited text', 'm.csv', 'extract;rows;delivered\ncases_2;1;2014-01-01\n\ncases_1;648;2014-08-14\n', { rows: 648, delivered: '2014-08-14' }],
    ['a cutoff with a time', 'm.csv', 'file,rows,Cutoff At,made_date\ncases_1.csv,648,2014-08-14T23:59:59Z,then\n', { rows: 648, cutoff: '2014-08-14' }],
    ['blank cells', 'm.csv', 'file,rows,keys\ncases_1.csv,,4\n', { keys: 4 }],
    ['the same said twice', 'm.csv', 'file,rows,count\ncases_1.csv,4,4\n', { rows: 4 }],
  ])('%s', async (_, manifest, text, stated) => {
    expect(await named(manifest, text)).toEqual({ ...stated, source: manifest })
  })

  test('a file is named exactly, by its extract, its stem, or a day that its name holds; the surest way counts', async () => {
    const days = 'extract,rows\n2015-07-31,1\n2015-12-31,2\n'
    expect((await named('m.csv', days, 'extract_20151231.csv')).rows).toBe(2)
    expect((await named('m.csv', 'file,rows\nTECS-1,1\nTECS-12,2\n', 'tecs_1.csv')).rows).toBe(1)
    expect((await named('m.csv', 'file,rows\nsecond,1\nother,2\n', 'tecs_1.csv', 'second')).rows).toBe(1)
    expect((await named('m.csv', 'file,rows\ncases_1.txt,1\ncases_1.csv,2\n')).rows).toBe(2)
    const folder = folderWith({ 'm.csv': 'file,rows\na/x.csv,1\nb/x.csv,2\n', 'b/x.csv': 'a\n' })
    expect((await controlsIn(join(folder, 'm.csv'), { path: join(folder, 'b/x.csv') })).rows).toBe(2)
  })

  test.each([
    ['nothing of the file', 'm.csv', 'file,rows\ncases_2.csv,1\n', 'm.csv:undefined:undefined says nothing of cases_1.csv | it names cases_2.csv'],
    ['no names', 'm.csv', 'rows\n1\n2\n', 'says nothing of cases_1.csv | give its entries a key or column file'],
    ['two entries', 'm.csv', 'file,rows\ncases_1.csv,1\ncases_1.csv,2\n', 'm.csv:3:undefined 2 entries speak of cases_1.csv, on lines 2, 3 | keep one'],
    ['two counts', 'm.csv', 'file,rows,records\ncases_1.csv,1,2\n', 'm.csv:2:records rows and records differ, and both would be the same thing | keep one of them'],
    ['a count with commas', 'm.csv', 'file,rows\ncases_1.csv,"1,300"\n', 'm.csv:2:rows rows is not a whole number (its shape: 9,999) | write digits alone'],
    ['a count that is rounded', 'm.json', json({ rows: 1.5 }), 'm.json:2:10 rows is not a whole number (its shape: 9.9)'],
    ['an amount', 'm.csv', 'file,amount\ncases_1.csv,$12\n', 'amount is not a decimal (its shape: $99)'],
    ['a hash', 'm.csv', 'file,sha256\ncases_1.csv,abc\n', 'sha256 is no hash that is known (its shape: aaa)'],
    ['two hashes', 'm.csv', `file,sha256,hash\ncases_1.csv,${sha},${'b'.repeat(64)}\n`, 'two hashes by sha256 differ'],
    ['a day', 'm.csv', 'file,cutoff\ncases_1.csv,2014-02-30\n', 'cutoff is not a day of the calendar (its shape: 9999-99-99)'],
    ['parts', 'datapackage.json', json({ resources: [{ path: ['cases_1.csv', 'cases_2.csv'], rows: 9 }] }), 'an entry states totals of 2 files together'],
    ['no JSON', 'm.json', '{"rows": 1', 'the manifest is neither JSON nor YAML'],
    ['a key twice', 'm.json', '{"rows": 1,\n "rows": 2}', 'm.json:2:2 the manifest is neither JSON nor YAML'],
    ['a line too short', 'm.csv', 'file,rows\ncases_1.csv\n', 'm.csv:2:undefined 1 fields, 2 expected'],
  ])('%s is refused', async (_, manifest, text, sentence) => {
    expect(await refused(named(manifest, text))).toContain(sentence)
  })
})

const dated = async (columns: string, dates: string): Promise<FileControls | undefined> => await beside({ 'manifest.csv': `file,${columns}\ncases_1.csv,${dates}\n` })

test('totals are told apart from what else is stated', () => {
  expect(totalsOf({ rows: 1, amount: '2', cutoff: '2014-01-01', bytes: 3, source: 'm' })).toEqual({ rows: 1, amount: '2', source: 'm' })
  expect(totalsOf({ cutoff: '2014-01-01', hash: 'md5:1', source: 'm' })).toBeUndefined()
})

describe('files beside a data file', () => {
  test('one made for it, one for the folder, or none', async () => {
    expect(await beside({})).toBeUndefined()
    expect(await beside({ 'cases_1.manifest.json': json({ rows: 5 }) })).toEqual({ rows: 5, source: 'cases_1.manifest.json' })
    expect(await beside({ 'cases_1.csv.json': json({ rows: 5 }) })).toEqual({ rows: 5, source: 'cases_1.csv.json' })
    expect(await beside({ 'Manifest.csv': 'file,rows\ncases_1.csv,5\n' })).toEqual({ rows: 5, source: 'Manifest.csv' })
    expect(await beside({ 'manifest.json': json({ name: 'an app', start_url: '/' }), 'cases_2.csv': 'a\n', 'cases_10.json': json({ rows: 1 }) })).toBeUndefined()
  })

  test('the only date of an entry is its cutoff, whatever it is called; of several one must be called so', async () => {
    expect(await dated('commit_date,delivery_date', '2015-07-31,2015-08-02')).toEqual({ cutoff: '2015-07-31', delivered: '2015-08-02', source: 'manifest.csv' })
    expect(await refused(dated('commit_date,made_date', '2015-07-31,2015-08-02'))).toContain('manifest.csv:2:undefined several dates, and none is called cutoff: commit_date, made_date | rename the day')
  })

  test('documents that agree are taken together, and that disagree are refused', async () => {
    const manifest = 'file,rows\ncases_1.csv,5\n'
    expect(await beside({ 'cases_1.json': json({ rows: 5, keys: 4 }), 'manifest.csv': manifest })).toEqual({ rows: 5, keys: 4, source: 'cases_1.json, manifest.csv' })
    expect(await refused(beside({ 'cases_1.json': json({ rows: 6 }), 'manifest.csv': manifest }))).toContain('cases_1.json and manifest.csv state different rows of cases_1.csv')
  })

  test('a document of the folder that states totals must say of which file', async () => {
    expect(await refused(beside({ 'manifest.json': json({ rows: 6 }) }))).toContain('manifest.json:1:1 states totals and does not say of which file | add file: cases_1.csv')
  })
})

const extracts = fileURLToPath(new URL('../../../shared/data/washpost_extracts/', import.meta.url))
const there = existsSync(extracts)
test.skipIf(!there)(`the manifest of published extracts gives each its rows and its cutoff${there ? '' : '; SKIPPED, washpost_extracts is missing'}`, async () => {
  const found = await Promise.all(['20150731', '20161231', '20191231'].map(async (day) => await controlsBeside({ path: join(extracts, `extract_${day}.csv`) })))
  expect(found).toEqual([
    { rows: 564, cutoff: '2015-07-31', source: 'manifest.csv' }, { rows: 1948, cutoff: '2016-12-30', source: 'manifest.csv' }, { rows: 4831, cutoff: '2019-12-24', source: 'manifest.csv' },
  ])
})
