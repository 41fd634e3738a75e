import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Random } from '../../samples/random.js'
import { residents } from './households.js'
import { fieldsOf, record, styles, type Style } from './record.js'
import type { Shape } from './shape.js'

/** Files of records, one a source, and their truth (record_id,cluster_id). */
export interface Written {
  readonly files: readonly string[]
  readonly truth: string
  /** Beginnings of the ids of each source. */
  readonly prefixes: readonly string[]
}

interface Holding {
  readonly person: number
  readonly source: number
}

/** Who has a record where: first one record each, then the further ones. */
export function holdings(random: Random, shape: Shape): Holding[] {
  const { records, duplicates, sources, repeats, mostRecords, crowding } = shape
  const people = Math.max(1, records - Math.round(records * duplicates))
  const free = sources > 1 && !repeats
  const most = free ? Math.min(sources, mostRecords) : mostRecords
  if (records > people * most) throw new RangeError('more records than the people may have')
  const held: Holding[] = []
  const counts = new Int32Array(people)
  const taken = new Set<number>()
  const add = (person: number): void => {
    let source = random.between(0, sources - 1)
    while (taken.has(person * sources + source)) source = (source + 1) % sources
    if (free) taken.add(person * sources + source)
    counts[person] = (counts[person] ?? 0) + 1
    held.push({ person, source })
  }
  for (let person = 0; person < people; person += 1) add(person)
  while (held.length < records) {
    const person = crowding ? (held[random.between(0, held.length - 1)]?.person ?? 0) : random.between(0, people - 1)
    if ((counts[person] ?? 0) < most) add(person)
  }
  return held
}

const cell = (text: string): string => (/[",\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** Writes the files of a shape into a folder; the same shape and seed give the same bytes. */
export function writePopulation(folder: string, shape: Shape, seed: number): Written {
  mkdirSync(folder, { recursive: true })
  const random = Random.seeded(seed)
  const held = holdings(random.child('holdings'), shape)
  const people = residents(random.child('people'), seed, held.reduce((most, { person }) => Math.max(most, person), 0) + 1, shape.households)
  const fields = fieldsOf[shape.fields]
  const truth = ['record_id,cluster_id']
  const files = Array.from({ length: shape.sources }, (_, source) => {
    const style = styles[source % styles.length] as Style
    const lines = [['record_id', ...fields.map((field) => style.heads[field])].join(',')]
    const own = held.flatMap((holding, index) => (holding.source === source ? [{ ...holding, index }] : []))
    for (const [row, { person, index }] of random.child(`order ${source}`).shuffle(own).entries()) {
      const resident = people[person]
      if (resident === undefined) throw new RangeError('nobody of that number')
      const id = `s${source + 1}-${String(row + 1).padStart(6, '0')}`
      const written = record(resident, random.child('records').child(index), shape.faults, style)
      lines.push([id, ...fields.map((field) => cell(written[field]))].join(','))
      truth.push(`${id},${resident.number}`)
    }
    const file = join(folder, `source${source + 1}.csv`)
    writeFileSync(file, `${lines.join('\n')}\n`)
    return file
  })
  writeFileSync(join(folder, 'truth.csv'), `${truth.join('\n')}\n`)
  return { files, truth: join(folder, 'truth.csv'), prefixes: files.map((_, source) => `s${source + 1}-`) }
}
