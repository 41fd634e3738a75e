import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../temporary.js'
import { crosswalk, csv, people, readAndKept, rowsOf, write } from './process.js'

const folder = temporaryFolder('cli')
const header = 'record_id,given_name,family_name,date_of_birth,street,city'
const cells = people(20).map((row) => row.split(','))
const identical = (count: number): string[] => Array.from({ length: count }, (_, at) => `r${at},ana,abbott,1990-01-02,1 main street,springfield`)
const names = ['محمد', 'Пётр', '小明', '😀😀', 'José', 'Ærø', 'नेहा', '한국', 'Ωmega', 'שלום']
const written = names.map((name, at) => `s${at},${name},${names[(at + 3) % names.length] ?? ''},198${at % 10}-01-02,${at} main street,springfield`)
const long = cells.map(([id, given = '', family = '', ...rest]) => [id, given.repeat(70), family.repeat(70), ...rest].join(','))

interface Odd {
  readonly name: string
  readonly content: string | Buffer
  readonly records: number
  /** Entities that are made; not said where it does not matter. */
  readonly entities?: number
  /** A finding that is made. */
  readonly finding?: string
}

const odd: readonly Odd[] = [
  { name: 'one-record', content: csv(identical(1)), records: 1, entities: 1 },
  { name: 'two-records', content: csv(identical(2)), records: 2, entities: 1 },
  { name: 'no-value-at-all', content: csv(Array.from({ length: 5 }, (_, at) => `r${at},,,,,`)), records: 5, entities: 5 },
  { name: 'columns-without-a-value', content: csv(cells.map(([id, given, family]) => `${id},${given},${family},,,`)), records: 20 },
  { name: 'every-record-identical', content: csv(identical(40)), records: 40, entities: 1 },
  // No block is small enough, so that nothing can be learnt.
  { name: 'three-thousand-identical', content: csv(identical(3000)), records: 3000, finding: 'training_failed' },
  { name: 'long-names-and-many-scripts', content: csv([...long, ...written, ...written.map((row) => row.replace('s', 'copy'))]), records: 40, entities: 28 },
  { name: 'half-a-character', content: Buffer.concat([Buffer.from(`${header}\nr1,an`), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('a,abbott,1990-01-01,1 main street,x\nr2,ana,abbott,1990-01-01,1 main street,x\n')]), records: 2 },
]

describe.concurrent('people that are hard to match are matched as far as it goes, each record once', () => {
  test.each(odd)('$name', async ({ name, content, records, entities, finding }) => {
    const out = join(folder, `${name}.out`)
    const { code, stderr } = await crosswalk(['match', write(folder, `${name}.csv`, content), '--out', out, '--quiet'])
    expect({ code, stderr }).toMatchObject({ code: 0 })
    const { read, kept, quarantined } = readAndKept(out)
    expect(kept + quarantined).toBe(read)
    const found = rowsOf(join(out, 'entities.csv'))
    expect(found).toHaveLength(records)
    expect(new Set(found.map((row) => row['id'])).size).toBe(records)
    if (entities !== undefined) expect(new Set(found.map((row) => row['entity_id'])).size).toBe(entities)
    if (finding !== undefined) expect(rowsOf(join(out, 'findings.csv')).map((row) => row['rule'])).toContain(finding)
  })
})
