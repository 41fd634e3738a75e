import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { initFileOf, parseRoles, type Guesser } from '../../src/run/guess.js'
import { idColumn, requireIdColumn } from '../../src/run/id-column.js'
import { sketchFile } from '../../src/run/sketch.js'
import { dateFormat } from '../../src/text/column-contents.js'
import { guessRoles } from '../../src/text/roles.js'
import { temporaryFolder } from '../temporary.js'

const folder = temporaryFolder('guess')
let files = 0
const sketch = (content: string | Buffer): ReturnType<typeof sketchFile> => {
  const path = join(folder, `f${files++}.csv`)
  writeFileSync(path, content)
  return sketchFile(path)
}
const guesser: Guesser = { roles: guessRoles, dateFormat: (column) => dateFormat(column, 0.5)?.format }

describe('a sketch', () => {
  test('counts rows, filled and distinct cells, blanks as missing', async () => {
    const { columns } = await sketch('id;name\n1; Ana \n2;Ana\n3;\n4;"B;C"\n')
    expect(columns).toEqual([
      { name: 'id', rows: 4, filled: 4, distinct: 4, samples: ['1', '2', '3', '4'] },
      { name: 'name', rows: 4, filled: 3, distinct: 2, samples: ['Ana', 'B;C'] },
    ])
  })
  test('passes over rows that do not fit, and reads other encodings', async () => {
    const { dialect, columns } = await sketch(Buffer.from('id,name\n1,Jos\u00e9\n2\n3,"a" b,c\n4,\u00c5sa\n', 'latin1'))
    expect(dialect.encoding).toBe('windows-1252')
    expect(columns[1]).toMatchObject({ rows: 2, samples: ['Jos\u00e9', '\u00c5sa'] })
  })
  test('holds at most 200 samples of 20,000 rows', async () => {
    const { columns } = await sketch(`id\n${Array.from({ length: 21_000 }, (_, at) => `x${at}`).join('\n')}\n`)
    expect(columns[0]).toMatchObject({ rows: 20_000, distinct: 20_000 })
    expect(columns[0]?.samples).toHaveLength(200)
  })
})

describe('the record id', () => {
  test.each([
    ['name,ID,RECORD_ID\na,1,2\n', undefined, 'RECORD_ID'],
    ['name,ID\na,1\n', undefined, 'ID'],
    ['name,id\na,1\n', 'NAME', 'name'],
    ['name,case\na,1\n', undefined, undefined],
  ])('of %j, asked %s, is %s', async (content, asked, found) => {
    expect(idColumn(await sketch(content), asked)).toBe(found)
  })
  test('an unknown one is refused with the nearest', async () => {
    expect(() => idColumn({ path: 'x', header: ['case_no'], columns: [], dialect: { delimiter: ',', quote: '"', encoding: 'utf-8', bom: false } }, 'caseno')).toThrow(/did you mean "case_no"\?/u)
  })
  test('where none is called so, the unique columns are proposed', async () => {
    const file = await sketch('case,name\n1,a\n2,a\n')
    expect(() => requireIdColumn(file)).toThrow(/remedy: name it: --id "case"/u)
  })
})

describe('roles', () => {
  test('an override is taken, with the date format that the values show', async () => {
    const file = await sketch('id,when\n1,03/25/1980\n2,12/31/1990\n')
    const { roles } = initFileOf(file, 'id', parseRoles(['WHEN=date_of_birth'], [file]), guesser)
    expect(roles[1]).toEqual({ column: 'when', role: 'date_of_birth', reason: 'as said by --role', format: '%m/%d/%Y' })
  })
  test.each([
    ['when', /is not COLUMN=ROLE/u],
    ['when=date_of_brith', /did you mean "date_of_birth"\?/u],
    ['wen=date_of_birth', /no file has a column "wen"\n.*did you mean "when"\?/u],
  ])('%s is refused', async (text, message) => {
    const file = await sketch('id,when\n1,x\n')
    expect(() => parseRoles([text], [file])).toThrow(message)
  })
  test.each([
    ['PERSON\nORGANIZATION', { column: 'kind', organisationValues: ['ORGANIZATION'] }],
    ['PERSON\nPERSON', null],
    ['PERSON\nVESSEL\nORGANIZATION', null],
    ['P\nO', null],
  ])('%j tells persons from organisations: %j', async (values, kind) => {
    const file = await sketch(`id,kind\n${values.split('\n').map((value, at) => `${at},${value}`).join('\n')}\n`)
    expect(initFileOf(file, 'id', new Map(), guesser).kind).toEqual(kind)
  })
  test('several values in a cell are seen', async () => {
    const lines = Array.from({ length: 30 }, (_, at) => `${at},202-555-01${String(at).padStart(2, '0')};202-555-99${String(at).padStart(2, '0')}`)
    const file = await sketch(`id,phone\n${lines.join('\n')}\n`)
    expect(initFileOf(file, 'id', new Map(), guesser).roles[1]).toMatchObject({ role: 'phone', separator: ';' })
  })
})
