import { join } from 'node:path'
import { expect, test } from 'vitest'
import { resolveSidecars } from '../../src/config/sidecars.js'
import { folderWith } from '../stages/run-small.js'

const extract = (id: string, totals: 'none' | object = 'none') => ({ id, file: `in/${id}.csv`, control_totals: totals })

test('ledgers and control files are found from the folder of the config', async () => {
  const folder = folderWith({ 'corrections.csv': 'key\n', 'in/one.csv': 'a\n', 'in/manifest.csv': 'file,rows\none.csv,5\nsecond,6\n' })
  const systems = {
    S: { fields: { id: {}, day: {} }, corrections: 'corrections.csv', extracts: [extract('one', { file: 'in/manifest.csv' }), extract('second', { file: 'in/manifest.csv' })] },
    T: { fields: { id: {} }, extracts: [extract('three', { rows: 1, source: 'letter' })] },
  }
  const { ledgers, controls, faults } = await resolveSidecars({ systems, matches: [] }, folder)
  expect(ledgers).toEqual([{ system: 'S', fields: ['id', 'day'], file: 'corrections.csv', path: join(folder, 'corrections.csv') }])
  expect([...controls]).toEqual([
    ['one', { path: join(folder, 'in/manifest.csv'), stated: { rows: 5, source: 'manifest.csv' } }],
    ['second', { path: join(folder, 'in/manifest.csv'), stated: { rows: 6, source: 'manifest.csv' } }],
  ])
  expect(faults).toEqual([])
})

test('each that is absent or of no use is a fault of its own line', async () => {
  const folder = folderWith({ 'm.csv': 'file,rows\none.csv,many\n', 'in/one.csv': 'a\n' })
  const systems = { S: { fields: {}, corrections: 'none.csv', extracts: [extract('one', { file: 'm.csv' }), extract('two', { file: 'm.csv' }), extract('three', { file: 'none.json' })] } }
  const { faults } = await resolveSidecars({ systems, matches: [] }, folder)
  expect(faults.map(({ path, what, remedy }) => `${path.join('.')}: ${what} | ${remedy}`)).toEqual([
    'systems.S.corrections: the file none.csv does not exist | paths are relative to this config; correct it or leave corrections out',
    'systems.S.extracts.0.control_totals.file: m.csv:2:rows: rows is not a whole number (its shape: aaaa) | write digits alone',
    'systems.S.extracts.1.control_totals.file: m.csv: says nothing of two.csv | it names one.csv',
    'systems.S.extracts.2.control_totals.file: none.json: no such file | check the path of the control file; it is relative to the config',
  ])
})
