import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../temporary.js'
import { crosswalk, csv, people, write } from './process.js'

const folder = temporaryFolder('cli')
const data = write(folder, 'people.csv', csv(people(200)))

interface Bad {
  readonly name: string
  readonly labels: string
  readonly says: RegExp
}

const bad: readonly Bad[] = [
  { name: 'word', labels: 'record_id_a,record_id_b,match\nr00001,r00002,no\nr00008,r00009,maybe 7\n', says: /word\.csv:3:match: match says neither .*its shape: aaaaa 9\)/u },
  { name: 'all', labels: 'record_id_a,record_id_b\nr00008,r00009\n', says: /all\.csv:1: has no column that says which pairs are matches/u },
  { name: 'strangers', labels: 'record_id,cluster_id\nx1,P1\nx2,P1\n', says: /strangers\.csv: none of its ids occurs in the run/u },
]

describe.concurrent('labels that cannot be used end the run with what is wrong and where, and nothing is left', () => {
  test.each(bad)('$name', async ({ name, labels, says }) => {
    const out = join(folder, `${name}.out`)
    const { code, stderr } = await crosswalk(['match', data, '--labels', write(folder, `${name}.csv`, labels), '--out', out, '--quiet'])
    expect({ code, stderr }).toMatchObject({ code: 2 })
    expect(stderr).toMatch(says)
    expect(stderr).toContain('remedy: ')
    expect(stderr).not.toContain('maybe')
    expect(existsSync(join(out, 'run.json'))).toBe(false)
  })

  test('a file that is not there', async () => {
    const { code, stderr } = await crosswalk(['match', data, '--labels', join(folder, 'none.csv'), '--out', join(folder, 'none.out'), '--quiet'])
    expect({ code, stderr }).toMatchObject({ code: 2 })
    expect(stderr).toContain('none.csv: the file of labels does not exist')
  })
})
