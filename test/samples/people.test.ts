import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { iso } from '../../samples/dates.js'
import { aNumberOf, ssnAt, ssnCount, ssnOf } from '../../samples/identifiers.js'
import { cultures, sources } from '../../samples/names/index.js'
import { Population, surnameOf } from '../../samples/people.js'
import { Random } from '../../samples/random.js'
import { relative, twinOf } from '../../samples/relatives.js'

const people = new Population(Random.seeded(4), 4)
const born = iso('1960-05-06')

describe('identifiers', () => {
  it('are SSNs valid by rule', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: ssnCount - 1 }), (slot) => {
        expect(ssnAt(slot)).toMatch(/^(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}$/)
      }),
    )
  })

  it('are no two persons’ the same', () => {
    const numbers = [0, 1_000_000, 10_000_000, 50_000_000].flatMap((base) => Array.from({ length: 20_000 }, (_, at) => base + at * 7))
    expect(new Set(numbers.map((number) => ssnOf(number, 3))).size).toBe(numbers.length)
    expect(new Set(numbers.map((number) => aNumberOf(number, 3))).size).toBe(numbers.length)
    for (const number of numbers.slice(0, 100)) expect(aNumberOf(number, 3)).toMatch(/^A\d{9}$/)
  })

  it('follow standing: a citizen has no A-number, a visitor no SSN', () => {
    const [citizen, resident, visitor] = (['citizen', 'resident', 'visitor'] as const).map((standing, at) => people.make(at, { standing, born }))
    expect(citizen).toMatchObject({ aNumber: '', country: 'UNITED STATES' })
    expect(citizen?.ssn).not.toBe('')
    expect(resident?.ssn).not.toBe('')
    expect(resident?.aNumber).not.toBe('')
    expect(visitor).toMatchObject({ ssn: '' })
  })
})

describe('names', () => {
  const least = { english: [200, 150], hispanic: [120, 60] } as const
  it.each(cultures)('of %s are enough, upper case, and none twice', (culture) => {
    const [surnames, given] = culture === 'english' || culture === 'hispanic' ? least[culture] : [60, 40]
    const source = sources[culture]
    expect(source.surnames.length).toBeGreaterThanOrEqual(surnames)
    expect(source.male.length).toBeGreaterThanOrEqual(given)
    expect(source.female.length).toBeGreaterThanOrEqual(given)
    for (const list of [source.surnames, source.male, source.female]) {
      expect(new Set(list).size).toBe(list.length)
      expect(list.filter((name) => name !== name.toUpperCase())).toEqual([])
    }
  })

  it('are skewed as in life: a few very frequent, a long tail of rare ones', () => {
    const counts = new Map<string, number>()
    for (let at = 0; at < 30_000; at += 1) {
      const family = surnameOf(Random.seeded(9).child(at), 'english')
      counts.set(family, (counts.get(family) ?? 0) + 1)
    }
    const sorted = [...counts.values()].sort((a, b) => b - a)
    expect((sorted[0] ?? 0) / 30_000).toBeGreaterThan(0.012)
    expect(sorted.filter((count) => count <= 5).length).toBeGreaterThan(500)
  })

  it('fit the sex where a culture marks it', () => {
    const woman = people.make(77, { culture: 'slavic', sex: 'F', family: 'IVANOV', standing: 'visitor', born })
    expect(woman.family).toBe('IVANOVA')
    expect(woman.middle).toMatch(/OVNA$/)
    expect(people.make(78, { culture: 'slavic', sex: 'M', family: 'IVANOV', standing: 'visitor', born }).middle).toMatch(/OVICH$/)
  })
})

describe('relatives', () => {
  const petitioner = people.make(500, { culture: 'hispanic', family: 'GARCÍA', second: 'LÓPEZ', sex: 'M', standing: 'citizen', born })
  const of = (kind: Parameters<typeof relative>[2], seed: number): ReturnType<typeof relative> =>
    relative(people, 600, kind, petitioner, iso('2008-01-01'), Random.seeded(seed))

  it('have the ages and surnames that their kind implies', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const child = of('CHILD', seed)
        expect(child.family).toBe('GARCÍA')
        expect(child.born).toBeGreaterThan(petitioner.born + 14 * 365)
        const parent = of('PARENT', seed)
        expect(parent.family).toBe(parent.sex === 'F' ? 'LÓPEZ' : 'GARCÍA')
        expect(parent.born).toBeLessThan(petitioner.born - 16 * 365)
        expect(of('FIANCE', seed).standing).toBe('visitor')
      }),
    )
  })

  it('have twins of the same day and other given name', () => {
    const child = of('CHILD', 3)
    const twin = twinOf(people, 601, child, Random.seeded(3))
    expect(twin).toMatchObject({ born: child.born, family: child.family, second: child.second })
    expect(twin.id).not.toBe(child.id)
  })
})
