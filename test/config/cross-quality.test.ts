import { describe, expect, test } from 'vitest'
import { parseCondition } from '../../src/config/condition.js'
import { qualityFaults } from '../../src/config/cross-quality.js'
import { configSchema } from '../../src/config/schema.js'
import { InputError } from '../../src/engine/errors.js'
import { zipPrefixes } from '../../src/text/zip-prefixes.js'

const system = (delivered?: string) => ({
  key: 'id',
  fields: { id: {}, name: { type: 'name' }, born: { type: 'date', format: '%Y-%m-%d' }, day: { type: 'date' }, cost: { type: 'decimal' }, state: {} },
  extracts: [{ id: 'one', file: 'one.csv', deliverer: 'ICE', control_totals: 'none', ...(delivered === undefined ? {} : { delivered }) }],
})

const faultsOf = (quality: object, delivered = '2015-01-01'): string[] =>
  qualityFaults(configSchema.parse({ version: 1, name: 'x', systems: { S: system(delivered === '' ? undefined : delivered) }, quality })).map(({ path, what, remedy }) => `${path.join('.')}: ${what} | ${remedy}`)

const rule = (rest: object): object => ({ rules: [{ name: 'r', system: 'S', kind: 'complete', field: 'name', ...rest }] })

test('rules that can be tested, and no rules at all', () => {
  expect(faultsOf({})).toEqual([])
  expect(faultsOf({ library: ['complete', 'S.placeholder_name', 'conforms_born'], office: { S: 'state' }, history: 'h.jsonl', rules: [{ name: 'a', system: 'S', kind: 'compare', compare: '0.5 * cost <= cost', where: 'born < "2014-01-01" and name is not missing' }] })).toEqual([])
})

describe('what a rule cannot test is refused, with the nearest that it could', () => {
  test.each([
    [rule({ field: 'nmae' }), 'quality.rules.0.field: S has no field "nmae" | did you mean "name"?'],
    [rule({ system: 'T' }), 'quality.rules.0.system: there is no system "T"'],
    [rule({ field: undefined }), 'quality.rules.0: a rule of kind complete has one field, this one 0 | name it in field'],
    [rule({ fields: ['born'] }), 'quality.rules.0.fields: field and fields are both given'],
    [rule({ kind: 'complete_together' }), 'quality.rules.0: a rule of kind complete_together has 2 or more fields, this one 1'],
    [rule({ kind: 'unique' }), 'quality.rules.0: a rule of kind unique needs differ | add differ'],
    [rule({ compare: 'cost > 1' }), 'quality.rules.0.compare: compare means nothing to a rule of kind complete'],
    [rule({ kind: 'outlier' }), 'quality.rules.0: the field "name" is of type name | give it type: decimal or integer'],
    [rule({ kind: 'listed' }), 'quality.rules.0: no values are listed'],
    [rule({ kind: 'reference', to: 'R' }), 'quality.rules.0.to: there is no system "R"'],
    [rule({ kind: 'reference', to: 'S', to_fields: ['id', 'name'] }), 'quality.rules.0.to_fields: to_fields has 2 for 1 fields'],
    [rule({ kind: 'date_order', field: undefined, fields: ['born', 'day'] }), 'systems.S.fields.day: the date "day" has no format'],
    [rule({ where: 'cots > 1' }), 'quality.rules.0.where: S has no field "cots" | did you mean "cost"?'],
    [rule({ where: 'cost >' }), 'quality.rules.0.where: "cost >" cannot be read at position 1'],
    [rule({ where: 'born > 5' }), 'quality.rules.0.where: a date is compared with what is no date'],
    [rule({ kind: 'compare', field: undefined, compare: 'cost > 1 and cost < 5' }), 'quality.rules.0.compare: compare takes one comparison'],
    [rule({ kind: 'valid_date_of_birth', field: 'born', ages: { min: 9, max: 8 } }), 'quality.rules.0.ages: the least age is above the greatest'],
    [rule({ warn: { amount: '1' } }), 'quality.rules.0.warn.amount: S has no amount that could be summed'],
    [{ office: { S: 'offices' } }, 'quality.office.S: S has no field "offices"'],
    [{ library: ['complet'] }, 'quality.library.0: the library has no rule "complet" | did you mean "complete"?'],
  ])('%j', (quality, sentence) => {
    const faults = faultsOf(quality)
    expect(faults).toHaveLength(1)
    expect(faults[0]).toContain(sentence)
  })

  test('a name twice; a history without a day', () => {
    expect(faultsOf({ rules: ['r', 'R'].map((name) => ({ name, system: 'S', kind: 'complete', field: 'name' })) })).toEqual(['quality.rules.1.name: the quality rule "S.R" stands twice (as "S.r"; capitals do not tell them apart) | rename one of them'])
    expect(faultsOf({ history: 'h.jsonl' }, '')).toEqual(['quality.history: a history needs the day that the run speaks of | add as_of, or delivered to an extract'])
  })
})

test('conditions are read part by part', () => {
  expect(parseCondition(`quantity >= 1000 and status = "a and b" and 2.5*low<>high and x IS NOT missing`)).toEqual([
    { kind: 'compare', left: { kind: 'field', name: 'quantity' }, operator: '>=', right: { kind: 'number', text: '1000' } },
    { kind: 'compare', left: { kind: 'field', name: 'status' }, operator: '=', right: { kind: 'text', text: 'a and b' } },
    { kind: 'compare', left: { kind: 'field', name: 'low', times: '2.5' }, operator: '<>', right: { kind: 'field', name: 'high' } },
    { kind: 'missing', field: 'x', missing: false },
  ])
  for (const text of ['', 'a', 'a = 1 or b = 2', 'a == 1', 'a = 1 and', "a = 'x"]) expect(() => parseCondition(text), text).toThrow(InputError)
})

test('spans of ZIP codes are in order and of fifty states, the District and what else has them', () => {
  for (const { from, to } of zipPrefixes) expect(from <= to && to < 1000).toBe(true)
  expect(new Set(zipPrefixes.map(({ state }) => state)).size).toBe(51 + 5 + 3)
})
