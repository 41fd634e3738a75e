import { cpSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { id, joinSql, sql } from '../../src/engine/sql.js'
import { reader } from '../engine/reader.js'
import { runConfig } from '../stages/run-small.js'
import { temporaryFolder } from '../temporary.js'

const here = 'test/golden'
const write = process.env['CROSSWALK_GOLDEN'] === 'write'
const cases = readdirSync(here, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name)

const cell = (text: string | null | undefined): string => {
  if (text === null || text === undefined) return ''
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Some columns of a CSV file, in its order, as CSV. */
async function columnsOf(folder: string, file: string, columns: readonly string[]): Promise<string> {
  const database = await reader()
  const rows = await database.rows<Record<string, string | null>>(
    sql`select ${joinSql(columns.map((column) => id(column)))} from read_csv(${join(folder, file)}, all_varchar = true, header = true, delim = ',', quote = '"', escape = '"')`,
  )
  return `${[columns, ...rows.map((row) => columns.map((column) => row[column]))].map((line) => line.map(cell).join(',')).join('\n')}\n`
}

test('there are cases, and each has something given and something expected', () => {
  expect(cases.length).toBeGreaterThan(0)
  for (const name of cases) {
    expect(existsSync(join(here, name, 'given', 'crosswalk.yaml')), name).toBe(true)
    expect(readdirSync(join(here, name, 'expect')).filter((file) => file.endsWith('.csv')).length, name).toBeGreaterThan(0)
  }
})

describe.each(cases)('%s', (name) => {
  test('gives what is expected', async () => {
    const given = temporaryFolder('golden')
    cpSync(join(here, name, 'given'), given, { recursive: true })
    const run = await runConfig(join(given, 'crosswalk.yaml'))
    const changed: string[] = []
    for (const file of readdirSync(join(here, name, 'expect')).filter((one) => one.endsWith('.csv'))) {
      const path = join(here, name, 'expect', file)
      const expected = readFileSync(path, 'utf8')
      const actual = await columnsOf(run.folder, file, (expected.split('\n', 1)[0] ?? '').trim().split(','))
      rmSync(`${path}-changed`, { force: true })
      if (actual === expected) continue
      if (write) writeFileSync(path, actual)
      else {
        writeFileSync(`${path}-changed`, actual)
        changed.push(`${path}-changed`)
      }
    }
    expect(changed, 'compare with the file of the same name without -changed').toEqual([])
  })
})
