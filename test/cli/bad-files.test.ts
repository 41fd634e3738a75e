import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../temporary.js'
import { crosswalk, csv, header, people, readAndKept, rowsOf, write } from './process.js'

const folder = temporaryFolder('cli')
const rows = people(40)
const half = rows.slice(0, 20)
const rest = rows.slice(20)

interface Refused {
  readonly name: string
  readonly content?: string | Buffer
  readonly says: RegExp
}

const refused: readonly Refused[] = [
  { name: 'absent.csv', says: /absent\.csv: no such file\n {2}remedy: check the path/u },
  { name: 'empty.csv', content: '', says: /empty\.csv: the file is empty\n {2}remedy: ask for the file again/u },
  { name: 'twice.csv', content: 'record_id,name,NAME\n1,a,b\n', says: /twice\.csv:1:3: the header repeats a name: "name" in columns 2 and 3/u },
  { name: 'nameless.csv', content: 'record_id,,dob\n1,a,b\n', says: /nameless\.csv:1:2: the header has no name for column 2 of 3/u },
  { name: 'keyless.csv', content: 'case,given_name\nx1,ana\nx2,ana\n', says: /no column is called record_id or id\n {2}remedy: name it: --id "case"/u },
  { name: 'same.csv', content: 'case,given_name\nx1,ana\nx1,ana\n', says: /no column has a different value in each row/u },
  { name: 'archive.csv', content: Buffer.from('PK\u0003\u0004rest'), says: /a ZIP archive or an Excel workbook/u },
  { name: 'nul-header.csv', content: 'record_id,na\0me\n1,a\n', says: /the header holds NUL bytes/u },
]

describe.concurrent('files that cannot be matched end with code 2 and a remedy', () => {
  test.each(refused)('$name', async ({ name, content, says }) => {
    const path = content === undefined ? join(folder, `in-${name}`) : write(folder, `in-${name}`, content)
    const { code, stdout, stderr } = await crosswalk(['match', path, '--out', join(folder, name, 'out')])
    expect(stderr).toMatch(says)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(existsSync(join(folder, name, 'out'))).toBe(false)
  })
  test('a folder', async () => {
    mkdirSync(join(folder, 'in'))
    const { code, stderr } = await crosswalk(['match', join(folder, 'in'), '--out', join(folder, 'folder.out')])
    expect(stderr).toMatch(/in: this is a folder, a file is wanted\n {2}remedy: name the file in it/u)
    expect(code).toBe(2)
  })
})

interface Kept {
  readonly command: 'match' | 'profile'
  readonly name: string
  readonly content: string | Buffer
  readonly code: 0 | 1
  readonly read: number
  readonly quarantined: number
  readonly reasons?: readonly string[]
}

const late = (line: string): string => csv([...half, line, ...rest])

const kept: readonly Kept[] = [
  { command: 'match', name: 'header-only', content: `${header}\n`, code: 0, read: 0, quarantined: 0 },
  { command: 'profile', name: 'unclosed', content: csv([...rows, 'r9,"ana,x,1990-01-01,1 main street,springfield']), code: 1, read: 41, quarantined: 1, reasons: ['unclosed_quote'] },
  { command: 'profile', name: 'ragged-and-nul', content: late('r8,ana\nr9,a\0na,abbott,1990-01-01,1 main street,springfield'), code: 1, read: 42, quarantined: 2, reasons: ['too_few_fields', 'nul_byte'] },
  { command: 'profile', name: 'bom-and-mixed-ends', content: ['\uFEFF', csv(half, '\r\n'), rest.join('\n'), '\n'].join(''), code: 0, read: 40, quarantined: 0 },
  { command: 'match', name: 'big-cell', content: late(`r9,ana,abbott,1990-01-01,${'x'.repeat(5_000_000)},springfield`), code: 0, read: 41, quarantined: 0 },
  { command: 'match', name: 'latin', content: Buffer.from(late('r9,Jos\u00e9,Mu\u00f1oz,1990-01-01,1 main street,springfield'), 'latin1'), code: 0, read: 41, quarantined: 0 },
]

describe.concurrent('files with faults are matched, each row kept or quarantined', () => {
  test.each(kept)('$name', async ({ command, name, content, code, read, quarantined, reasons = [] }) => {
    const out = join(folder, `${name}.out`)
    const ended = await crosswalk([command, write(folder, `${name}.csv`, content), '--out', out])
    expect(ended.stderr).not.toMatch(/crosswalk:/u)
    expect(ended).toMatchObject({ code, lastLine: out })
    expect(readAndKept(out)).toEqual({ read, kept: read - quarantined, quarantined })
    for (const reason of reasons) expect(readFileSync(join(out, 'quarantine.csv'), 'utf8')).toContain(reason)
  })
  test('dates that do not parse, ids that are shared or begin with zeros, and hostile names are told, and lose no row', async () => {
    const names = ["'); drop table mention; --", '<script>alert(1)</script>', '=HYPERLINK(1)', 'a\u0007\u001B[31mb', '${x}', '{{ slot }}']
    const hostile = names.map((name, at) => `h${at},${name},${name},1990-01-0${at + 1},1 main street,springfield`)
    const zeros = rows.map((row) => row.replace('r', '0'))
    const faulty = [...zeros, ...zeros.slice(0, 3), ...hostile, 'd1,ana,abbott,1990-13-45,1 main street,springfield']
    const out = join(folder, 'faulty.out')
    const { code, stderr } = await crosswalk(['match', write(folder, 'faulty.csv', csv(faulty)), '--out', out])
    expect(code).toBe(0)
    expect(readAndKept(out)).toEqual({ read: 50, kept: 50, quarantined: 0 })
    expect(stderr).toContain('warning: faulty.csv: 3 rows set aside, they say the same as another row of the file; see set_aside.csv')
    expect(rowsOf(join(out, 'extract.csv'))[0]).toMatchObject({ rows_read: '50', rows_dup_surplus: '3', keys: '47' })
    expect(new Set(rowsOf(join(out, 'entities.csv')).map((row) => row['id']))).toEqual(new Set(faulty.map((row) => row.split(',')[0])))
    expect(rowsOf(join(out, 'findings.csv'))).toContainEqual(expect.objectContaining({ rule: 'does_not_conform', field: 'date_of_birth', failing: '1' }))
    expect(readFileSync(join(out, 'report.html'), 'utf8')).not.toContain('<script>alert(1)')
  })
})
