import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Database } from '../../src/engine/database.js'
import { writeReport } from '../../src/report/index.js'
import { temporaryFolder } from '../temporary.js'

test('a run that made no table at all still gets a report that says so', async () => {
  const folder = temporaryFolder('empty')
  const database = await Database.open({ path: ':memory:', memory: '500MB', folders: [folder] })
  await writeReport({
    database,
    folder,
    name: 'nothing',
    asOf: '2015-09-11',
    version: '0.0.0',
    limits: { floor: 0.01, match: 0.9, review: 0.5 },
    files: [],
    config: { systems: {}, matches: [], analyses: [] },
  })
  database.close()
  const page = readFileSync(join(folder, 'report.html'), 'utf8')
  expect(page).toContain('This run matched nobody')
  expect(page).toContain('As of <time datetime="2015-09-11">11 September 2015</time>')
  expect(page.slice(0, page.indexOf('<script>'))).not.toMatch(/NaN|undefined|null/)
})
