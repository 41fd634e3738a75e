import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { holdings, writePopulation } from '../../bench/population/population.js'
import { usualFaults, usualShape, type Shape } from '../../bench/population/shape.js'
import { variations } from '../../bench/robustness/variations.js'
import { Random } from '../../samples/random.js'
import { temporaryFolder } from '../temporary.js'

const folder = temporaryFolder('population-test')

let number = 0
const written = (shape: Partial<Shape>, seed = 7): string[] => {
  const { files, truth } = writePopulation(join(folder, String((number += 1))), { ...usualShape, records: 300, ...shape }, seed)
  return [...files, truth].map((file) => readFileSync(file, 'utf8'))
}
const hash = (texts: readonly string[]): string => createHash('sha256').update(texts.join('\0')).digest('hex')

describe('a population', () => {
  test('is the same for the same seed, and another for another', () => {
    expect(hash(written({ sources: 2 }))).toBe(hash(written({ sources: 2 })))
    expect(hash(written({ sources: 2 }))).not.toBe(hash(written({ sources: 2 }, 8)))
  })

  test('tells the person of each record, whose id says nothing of it', () => {
    const [one = '', two = '', truth = ''] = written({ sources: 2, duplicates: 0.4 })
    const ids = [one, two].flatMap((text) => text.trim().split('\n').slice(1).map((line) => line.split(',')[0]))
    const rows = truth.trim().split('\n').slice(1).map((line) => line.split(','))
    expect(rows).toHaveLength(ids.length)
    expect(new Set(rows.map(([id]) => id))).toEqual(new Set(ids))
    expect(new Set(rows.map(([, person]) => person)).size).toBe(180)
  })

  test('a higher rate of one fault leaves every other record as it was', () => {
    const [usual = [], doubled = []] = [usualFaults, { ...usualFaults, moved: usualFaults.moved * 2 }].map((faults) => (written({ faults })[0] ?? '').trim().split('\n'))
    const changed = usual.filter((line, index) => line !== doubled[index]).length
    expect(changed).toBeGreaterThan(30)
    expect(changed).toBeLessThan(100)
  })

  test('a source free of duplicates holds a person once', () => {
    const held = holdings(Random.seeded(1), { ...usualShape, records: 500, sources: 3, duplicates: 0.6, repeats: false })
    expect(new Set(held.map(({ person, source }) => `${person} ${source}`)).size).toBe(500)
  })

  test('crowding gives some people many records', () => {
    const [most = 0, usual = 0] = [true, false].map((crowding) => {
      const counts = new Map<number, number>()
      for (const { person } of holdings(Random.seeded(1), { ...usualShape, records: 2000, duplicates: 0.6, mostRecords: 40, crowding })) counts.set(person, (counts.get(person) ?? 0) + 1)
      return Math.max(...counts.values())
    })
    expect(most).toBeGreaterThan(usual + 5)
  })
})

test('there are forty variations, the same people where only faults vary, and each can be made', () => {
  expect(variations).toHaveLength(40)
  expect(new Set(variations.map(({ name }) => name)).size).toBe(40)
  const usual = variations.find(({ name }) => name === 'usual')
  const faulty = variations.filter(({ shape }) => shape.faults !== usualFaults)
  expect(faulty).toHaveLength(18)
  expect(new Set(faulty.map(({ seed }) => seed))).toEqual(new Set([usual?.seed]))
  expect(new Set(variations.map(({ seed }) => seed)).size).toBe(22)
  for (const { seed, shape } of variations.filter((variation) => variation.shape.records <= 20_000)) {
    const held = holdings(Random.seeded(seed), shape)
    expect(held).toHaveLength(shape.records)
    expect(new Set(held.map(({ person }) => person)).size).toBe(shape.records - Math.round(shape.records * shape.duplicates))
  }
})
