import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { matchFiles } from '../../src/index.js'
import { filesIn, hashedFiles } from '../../src/run/hashes.js'
import type { Random } from '../../samples/random.js'
import { holds, pick, put, type FileTarget } from './ground.js'
import { hostileCell } from './hostile-cells.js'

const columns = ['record_id', 'given_name', 'family_name', 'date_of_birth', 'ssn', 'street_address', 'city', 'postcode', 'phone', 'email', 'gender', 'alias'] as const
const given = ['Ana', 'Boris', 'Carmen', 'Dmitri', 'Elena', 'José']
const family = ['Alvarez', 'Borisov', 'Castillo Ruiz', 'Duarte', 'Smith', 'Núñez']

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`
const two = (number: number): string => String(number).padStart(2, '0')

function person(number: number, random: Random): string[] {
  const born = `19${two(random.between(40, 99))}-${two(random.between(1, 12))}-${two(random.between(1, 28))}`
  const name = [pick(given, random), pick(family, random)] as const
  return [
    `R${number}`, ...name, born, `${random.between(100, 665)}-${two(random.between(1, 99))}-${random.between(1000, 9999)}`, `${random.between(1, 999)} Main St`, pick(['Springfield', 'Dover'], random),
    String(random.between(10_000, 99_999)), `212-555-${random.between(1000, 9999)}`, `${name[0].toLowerCase()}@example.org`, pick(['F', 'M'], random), '',
  ]
}

/** A file of people in which many cells are hostile, each quoted, so that it comes through ingest and meets everything behind it. */
function hostileFile(random: Random): string {
  const records: string[][] = []
  for (let number = 0; number < 40; number += 1) {
    const again = number > 5 && random.chance(0.4)
    const record = again ? [`R${number}`, ...(records[random.between(0, records.length - 1)] ?? []).slice(1)] : person(number, random)
    records.push(record.map((cell, at) => (random.chance(at === 0 ? 0.02 : 0.12) ? hostileCell(random) : cell)))
  }
  return [columns, ...records].map((record) => `${record.map(quoted).join(',')}\n`).join('')
}

/** A run without a config, from the file to report and exports. One case in ten is run again with another number of threads: the same bytes. */
export const people: FileTarget = {
  title: 'runs of match over hostile people',
  seconds: 60,
  tryCase: async (ground, random) => {
    const path = put(ground, 'in.csv', hostileFile(random))
    const folders = ['one', ...(random.chance(0.1) ? ['two'] : [])].map((name) => join(ground.work, name))
    try {
      const hashes: string[] = []
      for (const [at, out] of folders.entries()) {
        const { folder } = await matchFiles([path], out, { memory: '700MB', threads: 1 + at })
        const made = await hashedFiles(folder, filesIn(folder).filter((file) => file !== 'run.json'))
        hashes.push(made.map(({ file, sha256 }) => `${file} ${sha256}`).join('\n'))
        const manifest = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as { identities: readonly { ok: boolean }[] }
        holds('every identity holds', manifest.identities.length > 0 && manifest.identities.every(({ ok }) => ok))
      }
      holds('the same bytes with other threads', new Set(hashes).size === 1)
    } finally {
      for (const folder of folders) rmSync(folder, { recursive: true, force: true })
    }
  },
}
