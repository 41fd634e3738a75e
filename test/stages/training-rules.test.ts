import { beforeAll, expect, test } from 'vitest'
import type { ConfigInput } from '../../src/config/schema.js'
import { fields, people, peopleFile, personColumns, type Person } from './people.js'
import { extract, runSmall } from './run-small.js'

const faults: ((one: Person) => Person)[] = [
  (one) => ({ ...one, ssn: '' }),
  (one) => ({ ...one, ssn: '', given: one.given.slice(0, 1) }),
  (one) => ({ ...one, ssn: '', family: `${one.family.slice(0, 2)}x${one.family.slice(3)}` }),
  (one) => ({ ...one, ssn: '', born: `${one.born.slice(0, 4)}-01-01` }),
  (one) => ({ ...one, city: '' }),
  (one) => ({ ...one, ssn: '', born: '' }),
]
const all = people(0, 500)
const copied = 180
const files = { 'a.csv': peopleFile('a', [...all, ...all.slice(0, copied).map((one, at) => faults[at % faults.length]?.(one) ?? one)]) }
const systems: ConfigInput['systems'] = {
  A: { key: 'id', fields: { id: {}, ...fields }, mentions: [{ role: 'person', columns: personColumns }], extracts: [extract('a', 'a.csv')] },
}

/** All are compared, and one set of them trains at a time; no two sets share a field. */
const sets: Readonly<Record<string, readonly string[][]>> = {
  'family name and city': [['family_name', 'city']],
  'birth date': [['date_of_birth'], ['date_of_birth.year_month']],
  'given name and sex': [['given_name.first(1)', 'gender']],
}

const wrong: Record<string, number> = {}

async function train(trained: string): Promise<void> {
  const block = Object.entries(sets).flatMap(([name, rules]) => rules.map((keys) => ({ keys: [...keys], ...(name === trained ? {} : { train_pairs: 0 }) })))
  const run = await runSmall(files, { systems, matches: [{ name: 'same', left: 'A.person', block }] })
  const found = (await run.values('candidate', 'left_id', 'right_id', 'probability')).filter(([, , probability]) => Number(probability) >= 0.5)
  const true_ = found.filter(([left, right]) => Number(String(right).slice(1)) - Number(String(left).slice(1)) === all.length).length
  wrong[trained] = found.length - true_ + copied - true_
}

beforeAll(async () => {
  for (const name of Object.keys(sets)) await train(name)
})

test('a model trained on the pairs of one rule or of another gives the same result: F1 within .01', () => {
  // Of n wrong ones, false and missed, F1 is about 1 − n / (2 · copied).
  const f1 = Object.values(wrong).map((n) => 1 - n / (2 * copied))
  expect(f1).toHaveLength(3)
  expect(Math.min(...f1), JSON.stringify(wrong)).toBeGreaterThan(0.9)
  expect(Math.max(...f1) - Math.min(...f1), JSON.stringify(wrong)).toBeLessThanOrEqual(0.01)
})
