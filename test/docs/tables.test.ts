import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { stageFiles } from '../../src/engine/template.js'
import { stages } from '../../src/stages/index.js'

const page = readFileSync('docs/tables.md', 'utf8')

test('docs/tables.md is what the SQL files say', () => {
  expect(() => execFileSync(process.execPath, ['scripts/table-docs.mjs', '--check'], { stdio: 'pipe' })).not.toThrow()
})

test('every table that is an SQL file has a heading with its file and its test', () => {
  for (const { name } of stages) {
    for (const table of stageFiles(name)) expect(page).toMatch(new RegExp(`^### ${table}$`, 'mu'))
    expect(page).toContain(`test/stages/${name}.test.ts`)
  }
})

test.each(['README.md', 'CONTRIBUTING.md', 'docs/tables.md', 'docs/design.md', 'docs/analyst.md', 'docs/auditor.md', 'docs/steward.md', 'docs/reports.md', 'docs/exhibits.md', 'docs/accuracy.md', 'docs/blocking-recall.md', 'docs/speed.md', 'docs/decisions/pairs-in-typed-arrays.md', 'bench/README.md'])(
  'every link of %s leads somewhere',
  (file) => {
    const links = [...readFileSync(file, 'utf8').matchAll(/\]\(([^)#:]+)\)/g)].map(([, link = '']) => join(dirname(file), link))
    expect(links.filter((link) => !existsSync(link))).toEqual([])
  },
)
