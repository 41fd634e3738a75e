import { beforeAll, expect, test } from 'vitest'
import { explainPair } from '../../src/index.js'
import { InputError } from '../../src/engine/errors.js'
import { fields, people, peopleFile, personColumns, type Person } from '../stages/people.js'
import { extract, runSmall, type SmallRun } from '../stages/run-small.js'

const all = people(0, 60)
const again = all.slice(0, 20).map((one, index): Person => (index % 3 === 0 ? { ...one, city: 'reno', ssn: '' } : one))
let run: SmallRun
beforeAll(async () => {
  run = await runSmall(
    { 'a.csv': peopleFile('a', [...all, ...again]) },
    {
      systems: { A: { key: 'id', fields: { id: {}, ...fields }, mentions: [{ role: 'person', columns: personColumns }], extracts: [extract('a', 'a.csv')] } },
      matches: [{ name: 'same', left: 'A.person' }],
    },
  )
}, 60_000)

interface Candidate {
  readonly left_id: string
  readonly right_id: string
  readonly match_weight: number
  readonly probability: number
  readonly collective_weight: number
}

test('the parts of every candidate add up to its score, and its rules are found again', async () => {
  const candidates = await run.table<Candidate>('candidate')
  expect(candidates.length).toBeGreaterThanOrEqual(20)
  for (const candidate of candidates.slice(0, 40)) {
    const { pairs } = await explainPair(run.folder, `A:${candidate.left_id}`, candidate.right_id)
    expect(pairs).toHaveLength(1)
    const [pair] = pairs
    if (pair === undefined) throw new Error('no pair')
    const sum = pair.comparisons.reduce((total, { weight }) => total + weight, pair.prior_weight + pair.damage_weight + pair.alternative_weight)
    expect(sum + (pair.collective_weight ?? 0)).toBeCloseTo(candidate.match_weight, 3)
    expect(1 / (1 + 2 ** -candidate.match_weight)).toBeCloseTo(pair.probability ?? 0, 5)
    for (const { weight, level_weight: level, frequency_weight: frequency } of pair.comparisons) expect(level + frequency).toBeCloseTo(weight, 3)
    expect(pair.rules.some(({ finds }) => finds)).toBe(true)
  }
}, 60_000)

test('a pair that is no candidate is scored all the same, and each rule says why it does not find it', async () => {
  const { pairs } = await explainPair(run.folder, 'a001', 'A:a040:person:1')
  expect(pairs[0]).toMatchObject({ match_weight: null, same_entity: false })
  expect(pairs[0]?.own_weight).toBeLessThan(0)
  for (const { finds, why } of pairs[0]?.rules ?? []) expect(finds || why !== undefined).toBe(true)
})

test('one mention twice is no pair; an unknown id is refused without its text', async () => {
  expect(await explainPair(run.folder, 'a001', 'a001')).toMatchObject({ pairs: [], nothing: expect.stringContaining('no match') })
  const refused = await explainPair(run.folder, 'a001', 'Secret7').catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(InputError)
  expect((refused as InputError).message).not.toContain('Secret7')
})
