import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from '../temporary.js'
import { csv, header, people } from '../cli/process.js'
import { expectSame, expectSameRows, made, madeHere, permuteKeys, placed, type Made } from './same-run.js'

const columns = '{ given_name: given_name, family_name: family_name, date_of_birth: date_of_birth, street: street, city: city }'
const fields = `{ ${header.split(',').map((name) => `${name}: { type: ${name === 'date_of_birth' ? 'date, format: "%Y-%m-%d"' : 'text'} }`).join(', ')} }`
const extract = (id: string, delivered: string): string => `      - { id: ${id}, file: ../data/${id}.csv, delivered: "${delivered}", deliverer: ICE, control_totals: none }`
const system = (name: string, ...extracts: string[]): string => `  ${name}:
    key: record_id
    event_date: date_of_birth
    fields: ${fields}
    mentions:
      - { role: person, columns: ${columns} }
    extracts:
${extracts.join('\n')}`
const config = `version: 1
name: same
systems:
${system('CASES', extract('first', '2014-01-01'), extract('second', '2015-01-01'))}
${system('PETITIONS', extract('petitions', '2015-02-01'))}
matches:
  - { name: cases_petitions, left: CASES.person, right: PETITIONS.person }
  - { name: same_case, left: CASES.person }
bands: { match: 0.9, review: 0.5 }
outputs: { folder: ../runs }
`
const rows = people(90)
const [first, petitions] = [rows.filter((_, at) => at % 3 !== 0), rows.filter((_, at) => at % 3 === 0 || at % 9 === 1)]
const second = first.slice(5).map((row, at) => (at % 7 === 0 ? row.replace('springfield', 'dover') : row))
const files = (order: (of: string[]) => string[]): Record<string, string> => ({
  'configs/crosswalk.yaml': config, 'data/first.csv': csv(order(first)), 'data/second.csv': csv(order(second)), 'data/petitions.csv': csv(order(petitions)),
})
const asThey = (of: string[]): string[] => of

const shuffled = (of: string[]): string[] => of.map((row, at) => [((at + 1) * 0.618_033_988_7) % 1, row] as const).toSorted(([a], [b]) => a - b).map(([, row]) => row)

const root = temporaryFolder('same-run')
let one: Made
beforeAll(async () => {
  one = await made(placed(join(root, 'one'), files(asThey)), { threads: 1, memory: '2GB', env: { TZ: 'UTC', LC_ALL: 'C.UTF-8' } })
})

test('more threads, little memory, another folder, time zone and locale, keys of the config in another order: the same bytes', async () => {
  expect(one.manifest.tables.find(({ table }) => table === 'candidate')?.rows).toBeGreaterThan(0)
  const path = placed(join(root, 'elsewhere', 'deeper'), files(asThey))
  permuteKeys(path)
  expectSame(one, await made(path, { threads: 8, memory: '700MB', env: { TZ: 'Pacific/Chatham', LC_ALL: 'tr_TR.UTF-8', LANG: 'ar_EG.UTF-8' } }))
})

test('rows in another order: the same but for lines and hashes of files', async () => {
  expectSameRows(one, await madeHere(placed(join(root, 'shuffled'), files(shuffled)), 2))
})
