import { beforeAll, expect, test } from 'vitest'
import type { ConfigInput } from '../../src/config/schema.js'
import { fields, people, peopleFile, personColumns } from './people.js'
import { csv, extract, runSmall, type SmallRun } from './run-small.js'

const left = people(0, 60)
const right = [...left.slice(0, 20), ...left.slice(0, 5), ...people(100, 130)]
const files = { 'a.csv': peopleFile('a', left), 'b.csv': peopleFile('b', right) }

const shuffled = (text: string, factor: number): string => {
  const [header = '', ...rows] = text.trimEnd().split('\n')
  return csv(header, ...rows.map((row, index) => [((index + 1) * factor) % 1, row] as const).toSorted(([a], [b]) => a - b).map(([, row]) => row))
}

const config = (oneToOne: boolean): Omit<ConfigInput, 'version' | 'name'> => ({
  systems: Object.fromEntries(
    ['A', 'B'].map((name) => [
      name,
      { key: 'id', fields: { id: {}, ...fields }, mentions: [{ role: 'person', columns: personColumns }], extracts: [extract(name.toLowerCase(), `${name.toLowerCase()}.csv`)] },
    ]),
  ),
  matches: [{ name: 'both', left: 'A.person', right: 'B.person', one_to_one: oneToOne, block: [['ssn'], ['names.sorted']] }],
})

let run: SmallRun
let single: SmallRun
beforeAll(async () => {
  run = await runSmall(files, config(false))
  single = await runSmall(files, config(true))
}, 180_000)

const key = (...parts: readonly unknown[]): string => parts.map(String).join(':')

/** Members of each entity, as sorted lists. */
async function groups(of: SmallRun): Promise<string[][]> {
  const byEntity = new Map<unknown, string[]>()
  for (const [entity, system, id] of await of.values('entity', 'entity_id', 'system', 'id')) byEntity.set(entity, [...(byEntity.get(entity) ?? []), key(system, id)])
  return [...byEntity.values()].map((members) => members.toSorted()).toSorted((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))
}

test('entities are the mentions joined by candidates that reach the threshold, however many steps apart', async () => {
  const links = (await run.values('candidate', 'left_system', 'left_id', 'right_system', 'right_id', 'probability')).filter((row) => Number(row[4]) >= 0.5)
  const mentions = (await run.values('mention', 'system', 'id')).map((row) => key(...row))
  const groupOf = new Map(mentions.map((mention) => [mention, new Set([mention])]))
  for (const [leftSystem, leftId, rightSystem, rightId] of links) {
    const joined = new Set([...(groupOf.get(key(leftSystem, leftId)) ?? []), ...(groupOf.get(key(rightSystem, rightId)) ?? [])])
    for (const member of joined) groupOf.set(member, joined)
  }
  const expected = [...new Set(groupOf.values())].map((members) => [...members].toSorted()).toSorted((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))
  expect(await groups(run)).toEqual(expected)
  expect(expected.some((members) => members.length > 2)).toBe(true)
})

test('every mention is in one entity, alone where nothing joins it, and sizes add up', async () => {
  const rows = await run.values('entity', 'system', 'id')
  expect(rows).toHaveLength(left.length + right.length)
  expect(new Set(rows.map((row) => key(...row))).size).toBe(rows.length)
  const sizes = await run.values('entity_size', 'mentions', 'entities')
  expect(sizes.reduce((sum, [mentions, entities]) => sum + Number(mentions) * Number(entities), 0)).toBe(rows.length)
  expect(sizes.find(([mentions]) => mentions === 1)).toBeDefined()
})

test('a link is a candidate that reaches the threshold', async () => {
  const reached = (await run.values('candidate', 'probability')).filter(([probability]) => Number(probability) >= 0.5)
  expect(await run.values('link', 'match')).toHaveLength(reached.length)
})

test('one to one: no entity has two mentions of a system', async () => {
  for (const members of await groups(single)) {
    const systems = members.map((member) => member.slice(0, 1))
    expect(new Set(systems).size, members.join(' ')).toBe(systems.length)
  }
  expect((await single.values('link', 'match')).length).toBeLessThan((await run.values('link', 'match')).length)
})

test('rows in another order give the same entities, ids and candidates, byte for byte', async () => {
  const other = await runSmall({ 'a.csv': shuffled(files['a.csv'], 0.618_03), 'b.csv': shuffled(files['b.csv'], 0.414_21) }, config(false))
  expect(shuffled(files['a.csv'], 0.618_03)).not.toBe(files['a.csv'])
  for (const file of ['entities.csv', 'candidates.csv', 'parameter.csv']) expect(other.text(file), file).toBe(run.text(file))
})

test('a mention that comes later changes no id of the entities that it does not touch', async () => {
  const more = await runSmall({ ...files, 'b.csv': peopleFile('b', [...right, ...people(300, 303)]) }, config(false))
  const before = (await run.values('entity', 'system', 'id', 'entity_id')).map((row) => key(...row))
  const after = new Set((await more.values('entity', 'system', 'id', 'entity_id')).map((row) => key(...row)))
  expect(before.filter((row) => !after.has(row))).toEqual([])
})

const warnings = (of: SmallRun): string[] => of.events.flatMap((event) => (event.kind === 'note' && event.level === 'warning' && event.stage === 'cluster' ? [event.text] : []))

test('an entity of more than a hundred mentions is said, a small one is not', async () => {
  const one = left.slice(0, 1)
  const crowd = await runSmall({ 'a.csv': peopleFile('a', Array.from({ length: 120 }, () => one).flat()), 'b.csv': files['b.csv'] }, config(false))
  expect(warnings(crowd)).toEqual([expect.stringMatching(/^the largest entity has 1\d\d mentions/u)])
  expect(warnings(run)).toEqual([])
}, 180_000)
