import { readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseConfig } from '../../src/config/load.js'
import { ConfigError } from '../../src/engine/errors.js'
import { sql } from '../../src/engine/sql.js'
import { runConfig } from '../../src/index.js'
import { Figures } from '../../src/report/figures.js'
import { sourcesOf } from '../../src/report/corrections/source.js'
import type { Reading } from '../../src/report/reading.js'
import { readZip } from '../../src/report/workbook/zip.js'
import { rowsOf } from '../cli/process.js'
import { csv, extract, folderWith } from '../stages/run-small.js'

const names = ['../x', '..', '.', '/etc/x', 'a/b', 'a\\b', 'C:x', 'a\u0000b', 'x.csv', '%2e%2e', 'con ', '__proto__', 'a\nb', '-rf', '~']

/** A config with one name in every place whose text becomes a file's, a folder's or a table's. */
const places: Readonly<Record<string, (name: string) => object>> = {
  config: (name) => ({ name }),
  system: (name) => ({ systems: { [name]: { key: 'id', fields: { id: {} }, extracts: [extract('one', 'a.csv')] } } }),
  extract: (name) => ({ systems: { S: { key: 'id', fields: { id: {} }, extracts: [extract(name, 'a.csv')] } } }),
  match: (name) => ({ matches: [{ name, left: 'S.a', right: 'S.b' }] }),
  analysis: (name) => ({ analyses: [{ name, kind: 'petitions', subject: 'S.a', petitioner: 'S.a', beneficiary: 'S.a', decision: 'd', approved: ['A'] }] }),
  share: (name) => ({ outputs: { share: [{ name, to: 'office', tables: ['candidates'] }] } }),
  exhibit: (name) => ({ exhibits: [{ name, title: 't', source: 's', sql: 'select 1', columns: [{ name: 'a', label: 'a', kind: 'text' }] }] }),
}

const base = { version: 1, name: 'small', systems: { S: { key: 'id', fields: { id: {} }, extracts: [extract('one', 'a.csv')] } } }

describe('names that lead elsewhere', () => {
  test.each(Object.keys(places))('are refused as the name of: %s', (place) => {
    for (const name of names) {
      // Written as text: a key __proto__ of an object would not be in it.
      const text = JSON.stringify({ ...base, ...places[place]?.('SUBSTITUTE') }).replaceAll('"SUBSTITUTE"', JSON.stringify(name))
      expect(() => parseConfig(text, 'c.yaml'), name).toThrow(ConfigError)
    }
    expect(() => parseConfig(JSON.stringify({ ...base, ...places[place]?.('fine_1') }), 'c.yaml')).not.toThrow()
  })

  test('become plain names of row files and of folders of correction requests, each of its own', () => {
    const figures = new Figures([])
    for (const name of [...names.filter((one) => one !== '__proto__'), 'constructor', 'A', 'a']) figures.add(name, 1, { unit: 'rows', rows: sql`select 1` })
    const paths = figures.rowFiles.map(({ path }) => path)
    expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(names.length + 2)
    for (const path of paths) expect(path).toMatch(/^rows\/[A-Za-z0-9_.-]+\.csv$/)
    const systems = [{ name: 'S', config: {}, extracts: names.map((deliverer, at) => ({ extract_id: `e${at}`, file: 'f', deliverer })) }]
    const folders = sourcesOf({ systems } as unknown as Reading).map(({ folder }) => folder)
    expect(new Set(folders.map((folder) => folder.toLowerCase())).size).toBe(names.length)
    for (const folder of folders) expect(folder).toMatch(/^corrections\/S-[\p{L}\p{N}_]*$/u)
  })
})

const formulas = ['=HYPERLINK("http://x";"y")', '@SUM(1)', "+1+cmd|' /C calc'!A0", '-A1']
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`

test('hostile cells, columns, titles and deliverers make no file elsewhere, no formula and no markup, and lose no row', async () => {
  const markup = '<img src=x onerror=alert(1)>'
  const rows = formulas.map((formula, at) => `${at + 1},${quoted(formula)},1980-01-0${at + 1},${quoted(markup)},=1+1`)
  const folder = folderWith({
    'a.csv': csv(`id,name,constructor,${quoted(markup)},toString`, ...rows),
    'crosswalk.yaml': JSON.stringify({
      version: 1, name: 'hostile', as_of: '2015-01-01',
      systems: {
        S: {
          key: 'id', title: markup, fields: { id: { type: 'identifier' }, name: { type: 'code' }, born: { type: 'date', format: '%Y-%m-%d' }, held: {}, more: {} },
          extracts: [extract('one', 'a.csv', { deliverer: `../../${markup}`, columns: { ['constructor']: 'born', [markup]: 'held', ['toString']: 'more' } })],
        },
      },
      quality: { rules: [{ name: 'known', system: 'S', kind: 'listed', field: 'name', values: ['A'] }] },
      outputs: { folder: 'runs', share: [{ name: 'partner', to: markup, tables: ['source_records_s'] }] },
    }),
  })
  const { folder: run } = await runConfig(join(folder, 'crosswalk.yaml'), { memory: '1GB', threads: 1 })
  expect(rowsOf(join(run, 'extract_file.csv'))).toMatchObject([{ rows_read: '4', rows_kept: '4', rows_quarantined: '0' }])
  expect(readdirSync(folder).sort()).toEqual(['a.csv', 'crosswalk.yaml', 'runs'])
  expect(readdirSync(join(run, '..'))).toEqual([basename(run)])
  const files = readdirSync(run, { recursive: true, encoding: 'utf8' })
  expect(files.filter((name) => !/^[A-Za-z0-9_./-]+$/.test(name))).toEqual([])
  const corrections = files.find((name) => name.endsWith('failures.csv')) ?? ''
  expect(rowsOf(join(run, corrections)).map((row) => row['value']).sort()).toEqual(formulas.map((formula) => `'${formula}`).sort())
  expect(rowsOf(join(run, 'share', 'partner', 'source_records_s.csv')).map(({ name, more }) => [name, more])).toEqual(formulas.map((formula) => [`'${formula}`, "'=1+1"]))
  for (const page of files.filter((name) => name.endsWith('.html'))) expect(readFileSync(join(run, page), 'utf8'), page).not.toContain('<img src=x')
  for (const [part, xml] of readZip(readFileSync(join(run, 'report.xlsx')))) expect(xml.includes('<f>') || xml.includes('<f '), part).toBe(false)
})
