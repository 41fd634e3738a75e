import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { scanDelimited, sniffDialect } from '../../../src/engine/delimited/index.js'
import { type Folder, keptRows, makeFolder, quarantineRows } from './through-duckdb.js'

let folder: Folder
beforeAll(async () => {
  folder = await makeFolder()
})
afterAll(() => folder.remove())

it('a value with unescaped quotes around a comma makes one field too many, and costs that record alone', async () => {
  const { scan, aside } = await folder.scan('id,name,city\r\n1,Friends of "Elm, Oak" Street,Reno\r\n2,The "Elm" Street Fund,Reno\r\n3,"Elm, Oak",Reno\r\n')
  expect(scan).toMatchObject({ records: 3, kept: 2, reasons: { too_many_fields: 1 } })
  expect(aside[0]?.[0]).toBe('2')
})

const real = fileURLToPath(new URL('../../../../shared/data/fara_extracts/foreign_principals_raw_malformed.csv', import.meta.url))
it.skipIf(!existsSync(real))('the published register with that fault: 8 of 16,160 records (skipped where the file is not beside the project)', async () => {
  const dialect = await sniffDialect(real)
  const scan = await scanDelimited(real, dialect, { workFolder: folder.path, name: 'register' })
  expect(scan).toMatchObject({ records: 16_160, kept: 16_152, quarantined: 8, reasons: { too_many_fields: 8 } })
  expect((await keptRows(real, dialect, scan)).length).toBe(16_152)
  expect((await quarantineRows(scan)).map((row) => Number(row[0]))).toEqual([447, 6034, 6563, 8185, 8844, 10_206, 11_178, 12_001])
})
