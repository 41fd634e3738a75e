import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../temporary.js'
import { crosswalk } from './process.js'

const folder = temporaryFolder('cli')
const file = (name: string, ...lines: readonly string[]): string => {
  const path = join(folder, name)
  writeFileSync(path, `${lines.join('\n')}\n`)
  return path
}
const header = 'id,date,amount,name'
const a = file('a.csv', header, '1,2014-01-01,$5.00,Ann', '2,2014-02-01,7,Bob', '3,,8,Cy')
const b = file('b.csv', header, '1,2014-01-01,5,ANN', '2,2015-02-01,9,Bob', '4,2013-01-01,1,Di')
const out = (name: string): string => join(folder, `${name}.out`)
const lines = (name: string, table: string): string[] => readFileSync(join(out(name), table), 'utf8').trim().split('\n')

describe('two extracts', () => {
  let ended: Awaited<ReturnType<typeof crosswalk>>
  beforeAll(async () => {
    ended = await crosswalk(['reconcile', a, b, '--key', 'id', '--date', 'date', '--amount', 'amount', '--cutoff', '2014-12-31,2015-12-31', '--out', out('two')])
  })

  test('what they came to stands on stdout, the folder last, and unexplained differences end with code 1', () => {
    const said = ended.stdout.trim().split('\n')
    expect(said[0]).toBe('extracts rows do not reconcile: 2 extracts hold 3 and 3 rows; 4 distinct in all; 4 of 4 differences in one comparison are unexplained.')
    expect(ended.stdout).toContain('a to b: 3 + 1 added - 1 removed = 3; 2 cells changed; 4 unexplained, 0 contradicted, 0 explained')
    expect(said.at(-1)).toBe(out('two'))
    expect(ended.code).toBe(1)
  })

  test('old and new stand as the files have them, and what differs in writing alone is apart', () => {
    const changes = lines('two', 'value_change.csv').map((line) => line.split(',').slice(6, 13).join(','))
    expect(changes.toSorted()).toEqual(['key,field,kind,old,new,delta,period_a', '1,amount,format_only,$5.00,5,0,2014', '1,name,format_only,Ann,ANN,,2014', '2,amount,changed,7,9,2,2014', '2,date,changed,2014-02-01,2015-02-01,365,2014'].toSorted())
    expect(lines('two', 'late_record.csv').slice(1)).toEqual(['extracts,row,extracts,3,,(missing),2,1,,vanished', 'extracts,row,extracts,4,2013-01-01,2013,1,2,729,backfill'])
  })

  test('a second run into the folder is refused', async () => {
    expect(await crosswalk(['reconcile', a, b, '--key', 'id', '--out', out('two')])).toMatchObject({ code: 2 })
  })
})

test('--json prints one object with the figures', async () => {
  const { stdout, stderr } = await crosswalk(['reconcile', a, b, '--key', 'id', '--out', out('json'), '--json', '--quiet'])
  expect(JSON.parse(stdout)).toMatchObject({ folder: out('json'), code: 1, reconciliation: [{ grain: 'row', union: { keys: 4, at_least: 3, at_most: 6 }, pairs: [{ a: 'a', b: 'b', added: 1, removed: 1, unexplained: 5 }] }] })
  expect(stderr).toBe('')
})

test('an extract in which nobody is named is reconciled by unit alone', async () => {
  const people = file('people.csv', 'case,subject,opened', 'c1,1,2014-01-01', 'c1,2,2014-01-01', 'c2,1,2014-05-01')
  const cases = file('cases.csv', 'case,opened', 'c1,2014-01-01', 'c3,2014-06-01')
  const { code, stdout } = await crosswalk(['reconcile', people, cases, '--key', 'case,subject', '--count', 'case', '--date', 'opened', '--out', out('units')])
  expect(code).toBe(1)
  expect(stdout).toContain('people to cases: 2 + 1 added - 1 removed = 2')
  expect(lines('units', 'row_change.csv').slice(1).map((line) => line.split(',').slice(2, 3).join(','))).toEqual(['unit', 'unit'])
  expect(lines('units', 'set_aside.csv')).toHaveLength(3)
})

const refused: readonly (readonly [what: string, args: readonly string[], message: string])[] = [
  ['a key that a file lacks', [a, file('nokey.csv', 'ident,date', '1,2014-01-01'), '--key', 'id'], 'nokey.csv: no column "id" for --key\n  remedy: did you mean "ident"?'],
  ['a column that no file has', [a, b, '--key', 'id', '--amount', 'amuont'], 'no file has a column "amuont" for --amount\n  remedy: did you mean "amount"?'],
  ['one extract', [a, '--key', 'id'], 'one extract has nothing to be compared with'],
  ['an empty file', [a, file('zero.csv'), '--key', 'id'], 'zero.csv:1: the first line is blank'],
  ['two columns of one name', [a, file('twice.csv', 'id,date,id', '1,2,3'), '--key', 'id'], 'twice.csv:1:3: the header repeats a name: "id" in columns 1 and 3'],
  ['fewer cutoffs than extracts', [a, b, '--key', 'id', '--cutoff', '2014-12-31'], '--cutoff has 1 day for 2 extracts'],
  ['a cutoff that is no day', [a, b, '--key', 'id', '--cutoff', '2014-02-30,2015-01-01'], '--cutoff: "2014-02-30" is not a day of the calendar'],
  ['extracts in the wrong order', [b, a, '--key', 'id', '--cutoff', '2015-12-31,2014-12-31'], '--cutoff goes back, from 2015-12-31 to 2014-12-31'],
  ['no key', [a, b], 'needs --key'],
]
test.concurrent.each(refused)('%s is refused in a sentence, and nothing is written', async (what, args, message) => {
  const to = join(folder, `${what.replaceAll(' ', '-')}.out`)
  const { code, stderr, stdout } = await crosswalk(['reconcile', ...args, '--out', to])
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(message)
})

const odd: readonly (readonly [what: string, file: string, table: string, holds: string])[] = [
  ['amounts in parentheses, with commas, and none', file('odd.csv', header, '1,2014-01-01,(3.50),Ann', '2,2014-02-01,"1,234.5",Bob', '3,,lots,Cy'), 'findings.csv', 'amount_unreadable,extracts,amount,odd,,1,3,33.33,warning'],
  ['no row at all', file('empty.csv', header), 'findings.csv', 'empty_extract,extracts,,empty,,1,1,100.0,warning'],
  ['days that stand for none and for ever', file('ever.csv', header, '1,0001-01-01,5,Ann', '2,9999-12-31,7,Bob', '3,soon,8,Cy'), 'coverage.csv', 'extracts,row,ever,(missing),3,'],
  ['only rows that cannot be read', file('rejected.csv', header, '1,2,3,4,5', '1,2,3,4,5,6'), 'quarantine.csv', 'rejected,2,too_many_fields'],
]
const reconciled = async (name: string, ...files: readonly string[]): ReturnType<typeof crosswalk> =>
  await crosswalk(['reconcile', ...files, '--key', 'id', '--date', 'date', '--amount', 'amount', '--out', out(name), '--json'])
interface Told {
  readonly reconciliation: readonly { readonly pairs: readonly unknown[] }[]
}
const brokenIn = (name: string): string[] => lines(name, 'identity_check.csv').filter((line) => line.endsWith('false'))

describe('odd extracts are compared as far as they go, and nothing is lost', () => {
  let ended: Awaited<ReturnType<typeof crosswalk>>
  beforeAll(async () => {
    ended = await reconciled('odd', a, ...odd.map(([, second]) => second))
  })

  test('each differs from the one before it', () => {
    expect(ended, ended.stderr).toMatchObject({ code: 1 })
    const told: Told = JSON.parse(ended.stdout)
    expect(told.reconciliation[0]?.pairs).toMatchObject([['a', 'odd'], ['odd', 'empty'], ['empty', 'ever'], ['ever', 'rejected']].map(([one, next]) => ({ a: one, b: next, unexplained: 3 })))
    expect(brokenIn('odd')).toEqual([])
  })

  test.each(odd)('an extract with %s', (_, __, table, holds) => {
    expect(lines('odd', table).join('\n')).toContain(holds)
  })

  test.each([
    ['all keys missing', file('nulls.csv', header, ',2014-01-01,5,x', ',2014-01-01,6,y'), 1, 'no_usable_key,extracts,,nulls,,2,2,100.0,error'],
    ['the same file twice', a, 0, 'same_file_twice,extracts,,a_2,,3,3,100.0,warning'],
  ] as const)('an extract with %s, alone, for the code is its own', async (what, second, code, holds) => {
    const name = what.replaceAll(' ', '-')
    const alone = await reconciled(name, a, second)
    expect(alone, alone.stderr).toMatchObject({ code })
    expect(lines(name, 'findings.csv').join('\n')).toContain(holds)
    expect(brokenIn(name)).toEqual([])
  })
})
