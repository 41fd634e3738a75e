import { beforeAll, describe, expect, test } from 'vitest'
import type { ConfigInput } from '../../src/config/schema.js'
import { fields, people, peopleFile, personColumns, type Person } from './people.js'
import { extract, runSmall, type SmallRun } from './run-small.js'

const faults: ((one: Person) => Person)[] = [
  (one) => one,
  (one) => ({ ...one, ssn: '' }),
  (one) => ({ ...one, family: `${one.family.slice(0, 2)}x${one.family.slice(3)}` }),
  (one) => ({ ...one, born: `${one.born.slice(0, 5)}${one.born.slice(8)}-${one.born.slice(5, 7)}` }),
  (one) => ({ ...one, given: one.family, family: one.given, city: '' }),
]
const left = people(0, 150)
const right = [...left.slice(0, 60).map((one, index) => faults[index % faults.length]?.(one) ?? one), ...people(200, 300), ...people(200, 210)]
const unknown: Person = { given: '', family: '', born: '', ssn: '', sex: '', city: '' }

const system = (file: string): ConfigInput['systems'][string] => ({
  key: 'id', fields: { id: {}, ...fields }, mentions: [{ role: 'person', columns: personColumns }], extracts: [extract(file, `${file}.csv`)],
})

let run: SmallRun
beforeAll(async () => {
  run = await runSmall(
    { 'a.csv': peopleFile('a', [...left, unknown]), 'b.csv': peopleFile('b', [...right, unknown]) },
    {
      systems: { A: system('a'), B: system('b') },
      matches: [
        { name: 'both', left: 'A.person', right: 'B.person', block: [['ssn'], ['names.sorted'], ['date_of_birth'], ['given_name', 'city'], ['family_name.sound']] },
        { name: 'same', left: 'B.person' },
      ],
      floor: 0.001,
    },
  )
}, 180_000)

const number = (value: unknown): number => Number(value)
const names = (row: Record<string, unknown>, ending: string): string[] => Object.keys(row).filter((key) => key.endsWith(ending) && key !== `match${ending}`)

describe('pairs', () => {
  test('made = kept + dropped, and those kept are the candidates', async () => {
    const counts = await run.values('pair_count', 'match', 'pairs_made', 'pairs_kept', 'pairs_dropped')
    for (const [, made, kept, dropped] of counts) expect(number(made)).toBe(number(kept) + number(dropped))
    for (const match of ['both', 'same']) {
      const kept = counts.filter(([name]) => name === match).reduce((sum, [, , n]) => sum + number(n), 0)
      expect((await run.values('candidate', 'match')).filter(([name]) => name === match)).toHaveLength(kept)
      expect(kept).toBeGreaterThan(0)
    }
  })

  test('each stands once, ordered, and never of a mention with itself', async () => {
    const rows = await run.values('candidate', 'match', 'left_system', 'left_id', 'right_system', 'right_id')
    expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(rows.length)
    for (const [match, leftSystem, leftId, rightSystem, rightId] of rows) {
      expect([leftSystem, rightSystem]).toEqual(match === 'both' ? ['A', 'B'] : ['B', 'B'])
      if (match === 'same') expect(String(leftId) < String(rightId)).toBe(true)
    }
  })

  test('found_by names the first rule that does find it, and how many others do', async () => {
    const rows = await run.table('candidate')
    const rules = new Set<unknown>((await run.values('block_rule_both', 'rule')).flat())
    const ssnOf = new Map((await run.values('mention', 'system', 'id', 'ssn')).map(([of, id, ssn]) => [`${String(of)}:${String(id)}`, ssn]))
    for (const row of rows.filter((one) => one['match'] === 'both')) {
      const [a, b] = [ssnOf.get(`A:${String(row['left_id'])}`), ssnOf.get(`B:${String(row['right_id'])}`)]
      const [, found, , others] = /^(.+?)( \(\+(\d+)\))?$/u.exec(String(row['found_by'])) ?? []
      expect(found === 'clusters' || rules.has(found)).toBe(true)
      expect(number(others ?? 1)).toBeGreaterThan(0)
      expect(found === 'ssn').toBe(a !== null && a === b)
    }
  })
})

describe('scores', () => {
  test('the weights of the comparisons, of the prior and of what else explains the pair are the match weight, and the probability follows from it', async () => {
    const trained = (await run.values('training', 'class', 'match', 'prior')).filter(([of]) => of === 'match')
    const priors = new Map(trained.map(([, match, prior]) => [match, Math.log2(number(prior) / (1 - number(prior)))]))
    const rows = await run.table('candidate')
    for (const row of rows) {
      const weights = names(row, '_weight').reduce((sum, name) => sum + number(row[name] ?? 0), priors.get(String(row['match'])) ?? Number.NaN)
      expect(number(row['match_weight'])).toBeCloseTo(weights, 3)
      expect(number(row['probability'])).toBeCloseTo(1 / (1 + 2 ** -number(row['match_weight'])), 5)
    }
  })

  test('bands follow from the probability, and nothing below the floor is listed', async () => {
    for (const [probability, band] of await run.values('candidate', 'probability', 'band')) {
      expect(band).toBe(number(probability) >= 0.9 ? 'match' : number(probability) >= 0.5 ? 'review' : 'non_match')
      expect(number(probability)).toBeGreaterThanOrEqual(0.001 - 1e-6)
    }
  })

  test('a comparison with nothing to compare on a side weighs nothing, and says so', async () => {
    const rows = (await run.table('candidate')).filter((row) => row['match'] === 'both')
    const missing = rows.flatMap((row) => names(row, '_level').filter((name) => row[name] === 'missing').map((name) => number(row[name.replace('_level', '_weight')])))
    expect(missing.length).toBeGreaterThan(0)
    expect(missing.every((weight) => weight === 0)).toBe(true)
  })

  test('a person of whom nothing is known is a candidate of nobody', async () => {
    const ids = (await run.values('candidate', 'left_id', 'right_id')).flat()
    expect(ids).not.toContain(`a${left.length + 1}`)
    expect(ids).not.toContain(`b${right.length + 1}`)
  })

  test('all sixty people who stand in both files are found, whatever is wrong with their record, and hardly anybody else', async () => {
    const rows = (await run.values('candidate', 'match', 'band', 'left_id', 'right_id')).filter(([match, band]) => match === 'both' && band !== 'non_match')
    const right60 = rows.filter(([, , a, b]) => String(a).slice(1) === String(b).slice(1) && number(String(a).slice(1)) <= 60)
    expect(right60.length).toBeGreaterThanOrEqual(57)
    expect(rows.length - right60.length).toBeLessThanOrEqual(3)
  })
})

describe('the model', () => {
  test('m and u of each comparison are shares that sum to one, and full agreement speaks for a match more than all else does', async () => {
    const all = await run.table<{ match: string; class: string; comparison: string; level: number; m: number; u: number; weight: number }>('parameter')
    const rows = all.filter((row) => row.class === 'match')
    for (const key of new Set(rows.map((row) => `${row.match} ${row.comparison}`))) {
      const levels = rows.filter((row) => `${row.match} ${row.comparison}` === key).toSorted((a, b) => a.level - b.level)
      for (const share of ['m', 'u'] as const) expect(levels.reduce((sum, row) => sum + row[share], 0), key).toBeCloseTo(1, 3)
      expect(levels.at(-1)?.weight ?? 0, key).toBeGreaterThan(levels[0]?.weight ?? 0)
      for (const row of levels) expect(row.weight).toBeCloseTo(Math.log2(row.m / row.u), 3)
    }
  })

  test('the number of matches that it expects is near the sixty that there are', async () => {
    const [both] = (await run.values('training', 'match', 'class', 'expected_matches')).filter(([match, of]) => match === 'both' && of === 'match')
    expect(number(both?.[2])).toBeGreaterThan(40)
    expect(number(both?.[2])).toBeLessThan(80)
  })

  test('training that failed keeps the default model, and is a finding', async () => {
    const nobody = await runSmall(
      { 'a.csv': peopleFile('a', people(0, 3)), 'b.csv': peopleFile('b', people(20, 23)) },
      { systems: { A: system('a'), B: system('b') }, matches: [{ name: 'none', left: 'A.person', right: 'B.person', block: [['ssn']] }] },
    )
    expect(await nobody.values('candidate', 'left_id')).toEqual([])
    expect(await nobody.values('training', 'match', 'class', 'failure')).toContainEqual(['none', 'match', 'blocking found no pairs'])
    const findings = await nobody.values('finding', 'stage', 'rule', 'field')
    expect(findings.filter(([stage]) => stage === 'score')).toEqual([['score', 'training_failed', 'none: blocking found no pairs']])
    expect(nobody.code).toBe(0)
  })
})
