import { expect, test } from 'vitest'
import { explainFaults } from '../../src/config/cross-explain.js'
import { explainRule } from '../../src/config/reconcile-schema.js'
import { configSchema } from '../../src/config/schema.js'

const extract = (id: string) => ({ id, file: `${id}.csv`, deliverer: 'ICE', control_totals: 'none' as const })
const system = (dated: boolean) =>
  configSchema.parse({
    version: 1, name: 'x',
    systems: { S: { key: 'id', ...(dated ? { event_date: 'day' } : {}), fields: { id: {}, name: {}, day: { type: 'date', format: '%Y-%m-%d' } }, extracts: [extract('one'), extract('two')] } },
  }).systems['S']!

const faultsOf = (rules: readonly object[], dated = true): string[] =>
  explainFaults({ S: { ...system(dated), explain: rules.map((rule, n) => explainRule.parse({ name: `r${n}`, reason: 'why', change: 'changed', ...rule })) } }).map(
    ({ path, what, remedy }) => `${path.join('.')}: ${what} | ${remedy}`,
  )

test('rules that can be met', () => {
  expect(faultsOf([{ fields: ['name', 'day'], old_null: true, new: 'x', a: 'one', b: ['two'], period: '2019', event: { after: '2018-01-01', before: '2018-12-31' } }, { change: 'removed' }])).toEqual([])
  expect(explainFaults({ S: system(true) })).toEqual([])
})

test.each([
  [{ fields: ['name', 'nam'] }, 'systems.S.explain.0.fields.1: S has no field "nam" | did you mean "name"?'],
  [{ a: 'oen' }, 'systems.S.explain.0.a: S has no extract "oen" | did you mean "one"?'],
  [{ b: ['three'] }, 'systems.S.explain.0.b.0: S has no extract "three"'],
  [{ change: 'added', old: '1' }, 'systems.S.explain.0.old: old is of changed cells, and the rule explains keys added | leave old out'],
  [{ old: '1', old_null: true }, 'systems.S.explain.0.old: old has a value, and old_null says that it has none'],
  [{ event: { before: '2019-02-30' } }, 'systems.S.explain.0.event.before: "2019-02-30" is not a day of the calendar'],
  [{ event: { before: '2019-01-01', after: '2019-01-01' } }, 'no day lies after 2019-01-01 and before 2019-01-01'],
])('%j is refused', (rule, sentence) => {
  const faults = faultsOf([rule])
  expect(faults).toHaveLength(1)
  expect(faults[0]).toContain(sentence)
})

test('a name twice; dates and periods without an event date', () => {
  expect(faultsOf([{ name: 'same' }, { name: 'Same' }])).toEqual(['systems.S.explain.1.name: the rule "Same" stands twice (as "same"; capitals do not tell them apart) | rename one of them'])
  expect(faultsOf([{ period: '2019' }, { event: { before: '2019-01-01' } }], false)).toEqual([
    'systems.S.explain.0.period: S dates no events | add event_date to the system', 'systems.S.explain.1.event: S dates no events | add event_date to the system',
  ])
})
