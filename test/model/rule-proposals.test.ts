import { assert, integer, property, tuple, uniqueArray } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { proposeRules, withoutImplied, type ColumnFacts } from '../../src/model/rule-proposals.js'

const reach = (edges: readonly { before: string; after: string }[]): string[] => {
  const reached = new Set(edges.map(({ before, after }) => before + after))
  for (let round = 0; round < 7; round += 1) for (const { before, after } of edges) for (const path of Array.from(reached)) if (path[0] === after) reached.add(before + (path[1] ?? ''))
  return [...reached].toSorted()
}

const order = (first: string, second: string, earlier: number, same: number, later: number) => ({ first, second, earlier, same, later })
const facts = (changes: Partial<ColumnFacts>): ColumnFacts => ({ field: 'f', type: 'text', role: '', kind: 'text', rows: 1000, filled: 1000, distinct: 500, ofKind: 0, valid: 0, values: [], ...changes })
const proposed = (changes: Partial<ColumnFacts>) => proposeRules([facts(changes)], []).map(({ kind, holds, of }) => [kind, holds, of])

describe('rules follow from what a column holds', () => {
  test('complete where at most one row in a thousand is empty', () => {
    expect(proposed({})).toEqual([['complete', 1000, 1000]])
    expect(proposed({ filled: 999 })).toEqual([['complete', 999, 1000]])
    expect(proposed({ filled: 998 })).toEqual([])
  })
  test('a key where each row has its own, of enough rows, and neither an amount nor a date', () => {
    expect(proposed({ distinct: 1000 })).toEqual([['complete', 1000, 1000], ['duplicate_content', 1000, 1000]])
    expect(proposed({ distinct: 999 })).toHaveLength(1)
    expect(proposed({ distinct: 1000, kind: 'decimal' })).toHaveLength(1)
    expect(proposed({ rows: 19, filled: 19, distinct: 19 })).toEqual([])
  })
  test('a closed list of few values, none of them a name or of a kind with a vocabulary of its own', () => {
    const few = { distinct: 2, values: ['OPEN', 'CLOSED'] }
    expect(proposeRules([facts(few)], [])[1]).toEqual({ kind: 'listed', fields: ['f'], holds: 1000, of: 1000, values: ['CLOSED', 'OPEN'] })
    expect(proposed({ ...few, role: 'given_name' })).toHaveLength(1)
    expect(proposed({ ...few, kind: 'gender' })).toHaveLength(1)
    expect(proposed({ ...few, filled: 19, rows: 19 })).toEqual([])
  })
  test('identifiers that must be possible, and other types that nearly all cells are', () => {
    expect(proposed({ type: 'ssn', kind: 'ssn', ofKind: 995, valid: 990 })).toEqual([['complete', 1000, 1000], ['valid_ssn', 990, 1000]])
    expect(proposed({ type: 'date', kind: 'date', ofKind: 990, valid: 990 })).toEqual([['complete', 1000, 1000], ['conforms', 990, 1000]])
    expect(proposed({ type: 'date', kind: 'date', ofKind: 989, valid: 989 })).toHaveLength(1)
  })
})

describe('the order of dates', () => {
  test('is proposed in the direction that 99 in 100 rows have, and not for dates that are always one', () => {
    expect(proposeRules([], [order('a', 'b', 90, 9, 1), order('c', 'd', 0, 1, 99), order('e', 'f', 0, 100, 0), order('g', 'h', 50, 0, 50)])).toEqual([
      { kind: 'date_order', fields: ['a', 'b'], holds: 99, of: 100 }, { kind: 'date_order', fields: ['d', 'c'], holds: 100, of: 100 },
    ])
  })
  test('leaves out what others imply, and nothing that they do not', () => {
    const node = integer({ min: 0, max: 6 })
    const pairs = uniqueArray(tuple(node, node).filter(([a, b]) => a < b), { selector: String })
    assert(
      property(pairs, (edges) => {
        const orders = edges.map(([before, after]) => ({ before: String(before), after: String(after), holds: 100, of: 100 }))
        const left = withoutImplied(orders)
        expect(reach(left)).toEqual(reach(orders))
        for (const one of left) expect(reach(left.filter((other) => other !== one))).not.toEqual(reach(orders))
      }),
    )
  })
})
