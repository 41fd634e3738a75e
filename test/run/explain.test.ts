import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { explainPair, type ExplainedPair } from '../../src/index.js'
import { Database } from '../../src/engine/database.js'
import { InputError } from '../../src/engine/errors.js'
import { sql } from '../../src/engine/sql.js'
import { explaining, type Explain } from '../../src/run/explain/explain.js'
import { fields, people, peopleFile, personColumns, type Person } from '../stages/people.js'
import { extract, runSmall, type SmallRun } from '../stages/run-small.js'
import { temporaryFolder } from '../temporary.js'

interface Candidate {
  readonly left_id: string
  readonly right_id: string
  readonly match_weight: number
  readonly probability: number
  readonly collective_weight: number
  readonly source_weight: number
  readonly found_by: string
}

const all = people(0, 36)
const again = all.slice(0, 12).map((one, index): Person => (index % 3 === 0 ? { ...one, city: 'reno', ssn: '' } : one))
const systemOf = (name: string, file: string) => ({ [name]: { key: 'id', fields: { id: {}, ...fields }, mentions: [{ role: 'person', columns: personColumns }], extracts: [extract(name.toLowerCase(), file)] } })
let run: SmallRun
let linked: SmallRun
beforeAll(async () => {
  run = await runSmall(
    { 'a.csv': peopleFile('a', [...all, ...again]) },
    { systems: systemOf('A', 'a.csv'), matches: [{ name: 'same', left: 'A.person' }] },
  )
  const twins = again.map((one): Person => ({ ...one, given: 'zelda' }))
  linked = await runSmall(
    { 'a.csv': peopleFile('a', all), 'b.csv': peopleFile('b', [...again, ...twins]) },
    {
      systems: { ...systemOf('A', 'a.csv'), ...systemOf('B', 'b.csv') },
      matches: [{ name: 'link', left: 'A.person', right: 'B.person', one_to_one: true, block: [['family_name', 'date_of_birth'], ['gender']] }],
      blocking: { max_block: 10 },
    },
  )
}, 300_000)

const by = (of: SmallRun): Explain => async (left, right) => await explainPair(of.folder, left, right)
async function only(explain: Explain, left: string, right: string): Promise<ExplainedPair> {
  const { pairs } = await explain(left, right)
  expect(pairs).toHaveLength(1)
  if (pairs[0] === undefined) throw new Error('no pair')
  return pairs[0]
}

const sumOf = ({ comparisons, prior_weight, damage_weight, alternative_weight }: ExplainedPair): number =>
  comparisons.reduce((total, { weight }) => total + weight, prior_weight + damage_weight + alternative_weight)

function agrees(pair: ExplainedPair, candidate: Candidate): void {
  expect(pair.outcome).toBe('candidate')
  expect(sumOf(pair)).toBeCloseTo(pair.own_weight, 3)
  expect(sumOf(pair) + (pair.source_weight ?? Number.NaN) + (pair.cluster_weight ?? Number.NaN)).toBeCloseTo(candidate.match_weight, 3)
  expect(pair.match_weight).toBe(candidate.match_weight)
  expect(1 / (1 + 2 ** -candidate.match_weight)).toBeCloseTo(pair.probability ?? 0, 5)
  for (const { weight, level_weight: level, frequency_weight: frequency, m, u } of pair.comparisons) {
    expect(level + frequency).toBeCloseTo(weight, 3)
    if (m !== null && u !== null) expect(level).toBeCloseTo(Math.log2(m / u), 3)
  }
  const { match = 0, damaged = 0 } = pair.classes
  expect(Object.values(pair.classes).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 4)
  expect(match + damaged).toBeCloseTo(pair.own_probability, 3)
  expect(pair.differences).toEqual([])
}

const foundBy = ({ rules }: ExplainedPair): string => {
  const found = rules.filter(({ finds }) => finds)
  return `${found[0]?.rule ?? 'clusters'}${found.length > 1 ? ` (+${found.length - 1})` : ''}`
}

describe('the parts of every candidate add up to its score, say what the table says, and its rules are found again', () => {
  test('within a source', async () => {
    const candidates = await run.table<Candidate>('candidate')
    expect(candidates.length).toBeGreaterThanOrEqual(12)
    await explaining(run.folder, {}, async (explain) => {
      for (const candidate of candidates) {
        const pair = await only(explain, `A:${candidate.left_id}`, candidate.right_id)
        agrees(pair, candidate)
        expect(foundBy(pair)).toBe(candidate.found_by)
        if (pair.same_entity) expect(pair.collective.left.best_in_entity).toBeGreaterThan(0)
        else expect(pair.collective.between?.listed).toBeGreaterThan(0)
      }
    })
  }, 300_000)
  test('across two, where links compete', async () => {
    const candidates = await linked.table<Candidate>('candidate')
    expect(candidates.some(({ source_weight: source }) => source < -0.5)).toBe(true)
    await explaining(linked.folder, {}, async (explain) => {
      for (const candidate of candidates) {
        const pair = await only(explain, candidate.right_id, candidate.left_id)
        expect([pair.left.id, pair.right.id]).toEqual([candidate.left_id, candidate.right_id])
        agrees(pair, candidate)
        const rivals = candidates.filter(({ left_id: id, right_id: other }) => id === candidate.left_id && other !== candidate.right_id)
        expect(pair.collective.left.rivals).toBe(rivals.length)
      }
    })
  }, 300_000)
})

test('a pair that is no candidate is scored all the same, and each rule says why it does not find it', async () => {
  const pair = await only(by(run), 'a001', 'A:a030:person:1')
  expect(pair).toMatchObject({ match_weight: null, collective_weight: null, same_entity: false, differences: [] })
  expect(['below_floor', 'not_found']).toContain(pair.outcome)
  expect(pair.own_weight).toBeLessThan(0)
  for (const { finds, why } of pair.rules) expect(finds || why !== undefined).toBe(true)
})

test('of rules that do not find a pair it is said what differs, what is missing on which side, and which block was too large', async () => {
  const pair = await only(by(linked), 'a036', 'b002')
  expect(pair).toMatchObject({ outcome: 'not_found', reason: expect.stringContaining('no blocking rule') })
  expect(pair.rules).toEqual([
    { rule: 'family_name + date_of_birth', finds: false, why: expect.stringMatching(/differ/u) },
    { rule: 'gender', finds: false, why: 'block left out as too large: it makes 216 pairs, more than 50' },
  ])
})

test('a pair that a rule finds and that is unlikely is said to be below the floor', async () => {
  const twins = people(0, 40)
  const small = await runSmall(
    { 'a.csv': peopleFile('a', twins) },
    { systems: systemOf('A', 'a.csv'), matches: [{ name: 'same', left: 'A.person', block: [['gender'], ['ssn']] }] },
  )
  expect(await only(by(small), 'a001', 'a003')).toMatchObject({ outcome: 'below_floor', rules: [{ rule: 'gender', finds: true }, { finds: false, why: 'ssn differs' }] })
}, 180_000)

const refused = async (name: string): Promise<string> => {
  const error: unknown = await explainPair(run.folder, 'a001', name).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(InputError)
  return (error as InputError).message
}

describe('what is no pair', () => {
  test('one mention twice, and populations that no match pairs', async () => {
    expect(await explainPair(run.folder, 'a001', 'a001')).toMatchObject({ pairs: [], nothing: expect.stringContaining('one and the same mention') })
    expect(await explainPair(linked.folder, 'a001', 'a002')).toMatchObject({ pairs: [], nothing: expect.stringContaining('no match of this run pairs A.person with A.person') })
  })
  test('an unknown id is refused without its text, with how many ids are near', async () => {
    expect(await refused('Жanna7')).toMatch(/the second id \(its shape: Aaaaa9\) names no mention of this run; no id of the run is near/u)
    expect(await refused('a00x')).toMatch(/; 9 ids of the run differ from it by one character/u)
    expect(await refused('A:a001:petitioner')).toMatch(/; 1 id of the run differs from it by letter case, system or role/u)
  })
})

test('a table of candidates that says something else than the pair scored again is told', async () => {
  const folder = temporaryFolder('explain-test')
  cpSync(run.folder, folder, { recursive: true })
  const [candidate] = await run.table<Candidate>('candidate')
  if (candidate === undefined) throw new Error('no candidate')
  const database = await Database.open({ path: ':memory:', memory: '200MiB', threads: 1, folders: [run.folder, folder] })
  const file = join('tables', 'cluster', 'candidate.parquet')
  await database.command(sql`copy (select * replace (family_name_weight + 1 as family_name_weight) from read_parquet(${join(run.folder, file)})) to ${join(folder, file)} (format parquet)`)
  database.close()
  const { pairs } = await explainPair(folder, candidate.left_id, candidate.right_id)
  expect(pairs[0]?.differences).toEqual([expect.stringMatching(/^family_name: .* in the table, .* scored again$/u)])
})
