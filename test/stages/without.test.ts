import { beforeAll, expect, test } from 'vitest'
import { configSchema, type ConfigInput } from '../../src/config/schema.js'
import type { Mechanism } from '../../src/config/words.js'
import { UnionFind } from '../../src/model/union-find.js'
import { fields, people, peopleFile, personColumns, type Person } from './people.js'
import { extract, runSmall, type SmallRun } from './run-small.js'

const nicknames = new Map([['james', 'jim'], ['susan', 'sue'], ['thomas', 'tom'], ['julia', 'jule']])
const faults: ((one: Person) => Person)[] = [
  (one) => ({ ...one, ssn: '', given: nicknames.get(one.given) ?? one.given }),
  (one) => ({ ...one, ssn: '', family: `${one.family.slice(0, 2)}x${one.family.slice(3)}` }),
  (one) => ({ ...one, ssn: '', born: '', city: '' }),
]
const all = people(0, 120)
const files = { 'a.csv': peopleFile('a', [...all, ...all.slice(0, 40).map((one, at) => faults[at % faults.length]?.(one) ?? one)]) }
const systems: ConfigInput['systems'] = {
  A: { key: 'id', fields: { id: {}, ...fields }, mentions: [{ role: 'person', columns: personColumns }], extracts: [extract('a', 'a.csv')] },
}
const matched = async (...without: Mechanism[]): Promise<SmallRun> =>
  await runSmall(files, { systems, matches: [{ name: 'same', left: 'A.person' }], ...(without.length === 0 ? {} : { model: { without } }) })

let full: SmallRun
let less: SmallRun
let plain: SmallRun
let compared: SmallRun
beforeAll(async () => {
  full = await matched()
  less = await matched('names', 'term_frequency', 'relatives', 'damaged', 'estimation', 'calibration')
  plain = await matched('collective')
  compared = await matched('pruning')
}, 180_000)

const classesOf = async (run: SmallRun): Promise<unknown[]> => (await run.values('training', 'class')).flat()
const labelsOf = async (run: SmallRun, comparison: string): Promise<Set<unknown>> =>
  new Set((await run.values('parameter', 'comparison', 'label')).filter(([name]) => name === comparison).map(([, label]) => label))
/** The weights that full agreement in the family name gives. */
const weightsOfFamily = async (run: SmallRun): Promise<number> =>
  new Set((await run.values('candidate', 'family_name_level', 'family_name_weight')).filter(([level]) => level === 'exact').map(([, weight]) => weight)).size
const broughtBack = async (run: SmallRun): Promise<number> => (await run.values('candidate', 'collective_weight')).filter(([weight]) => weight !== 0).length

test('classes that are left out are not in the model', async () => {
  expect(await classesOf(full)).toEqual(['damaged', 'match', 'namesake', 'relative'])
  expect(await classesOf(less)).toEqual(['match'])
})

test('without estimation the model stays as it starts', async () => {
  expect((await full.values('training', 'iterations')).every(([rounds]) => Number(rounds) > 0)).toBe(true)
  expect(await less.values('training', 'iterations')).toEqual([[0]])
})

test('without names they are compared as any word', async () => {
  expect(await labelsOf(full, 'given_name')).toContain('nickname')
  for (const name of ['given_name', 'family_name']) expect(await labelsOf(less, name)).toEqual(new Set(['else', 'similar', 'one edit', 'exact']))
})

test('without term frequency every full agreement weighs the same', async () => {
  expect(await weightsOfFamily(full)).toBeGreaterThan(1)
  expect(await weightsOfFamily(less)).toBe(1)
  expect(await less.values('term_frequency_same', 'value')).toEqual([])
})

test('without calibration, and without collective evidence, nothing comes back to a pair', async () => {
  expect(await broughtBack(full)).toBeGreaterThan(0)
  expect([await broughtBack(less), await broughtBack(plain)]).toEqual([0, 0])
})

test('without collective evidence the entities are the connected components at .5, and no pair is added', async () => {
  const ids = (await plain.values('entity', 'id')).map(([id]) => String(id)).toSorted()
  const sets = new UnionFind(ids.length)
  for (const [left, right, probability] of await plain.values('candidate', 'left_id', 'right_id', 'probability')) {
    if (Number(probability) >= 0.5) sets.join(ids.indexOf(String(left)), ids.indexOf(String(right)))
  }
  const entities = new Map((await plain.values('entity', 'id', 'entity_id')).map(([id, entity]) => [String(id), entity]))
  const roots = sets.roots()
  const firsts = new Map(ids.map((id, at) => [roots[at], entities.get(id)]))
  expect(firsts.size).toBeLessThan(ids.length)
  expect(new Set(firsts.values()).size).toBe(firsts.size)
  expect(ids.every((id, at) => entities.get(id) === firsts.get(roots[at]))).toBe(true)
  expect((await plain.values('pair_count', 'rule')).flat()).not.toContain('pairs that clusters ask for')
})

test('where every pair is compared, and none is left out for what it can weigh at most, all that is found is the same', async () => {
  for (const table of ['candidate', 'entity', 'pair_count', 'parameter', 'match_quality']) expect(await compared.table(table)).toEqual(await full.table(table))
  expect((await full.values('pair_count', 'pairs_made', 'pairs_kept')).some(([made, kept]) => Number(made) > Number(kept))).toBe(true)
})

const warnings = (run: SmallRun): string[] => run.events.flatMap((event) => (event.kind === 'note' && event.stage === 'run' && event.level === 'warning' ? [event.text] : []))

test('a run says what it does without, and leaves its own config as it was asked for', () => {
  expect(warnings(full)).toEqual([])
  expect(warnings(plain)).toEqual([expect.stringContaining('leaves out collective')])
  expect(full.text('crosswalk.yaml')).not.toContain('model:')
  expect(plain.text('crosswalk.yaml')).toContain('without:')
})

test('a mechanism that is not known is refused', () => {
  const said = configSchema.safeParse({ version: 1, name: 'x', systems: {}, model: { without: ['blocking'] } })
  expect(said.success).toBe(false)
})
