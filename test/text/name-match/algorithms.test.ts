import { array, assert, integer, property, stringMatching } from 'fast-check'
import { expect, test } from 'vitest'
import { assign } from '../../../src/text/name-match/assignment.js'
import { editDistance, leastEdits, letterMask } from '../../../src/text/name-match/edit-distance.js'

const full = (a: string, b: string): number => {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (__, j) => (i === 0 ? j : j === 0 ? i : 0)))
  const cell = (i: number, j: number): number => rows[i]?.[j] ?? Infinity
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(cell(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1), cell(i - 1, j) + 1, cell(i, j - 1) + 1)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, cell(i - 2, j - 2) + 1)
      ;(rows[i] as number[])[j] = cost
    }
  }
  return cell(a.length, b.length)
}

const word = stringMatching(/^[a-d1]{0,9}$/)

test('the bounded edit distance is the plain one, cut at its limit; letters bound it from below', () => {
  assert(
    property(word, word, integer({ min: 0, max: 9 }), (a, b, limit) => {
      expect(editDistance(a, b, limit)).toBe(Math.min(full(a, b), limit + 1))
      expect(leastEdits(letterMask(a), letterMask(b))).toBeLessThanOrEqual(full(a, b))
    }),
    { numRuns: 2000 },
  )
})

const cheapest = (costs: readonly (readonly number[])[], taken: readonly number[] = []): number => {
  const row = costs[taken.length]
  if (row === undefined) return 0
  return Math.min(...row.flatMap((cost, column) => (taken.includes(column) ? [] : [cost + cheapest(costs, [...taken, column])])))
}

test('the assignment is the cheapest of all', () => {
  assert(
    property(integer({ min: 1, max: 4 }), integer({ min: 0, max: 2 }), array(integer({ min: -9, max: 9 }), { minLength: 24, maxLength: 24 }), (rows, more, numbers) => {
      const costs = Array.from({ length: rows }, (_, row) => numbers.slice(row * (rows + more), (row + 1) * (rows + more)))
      const columns = assign(rows, rows + more, (row, column) => costs[row]?.[column] ?? 0)
      expect(new Set(columns).size).toBe(rows)
      expect(columns.reduce((sum, column, row) => sum + (costs[row]?.[column] ?? Infinity), 0)).toBe(cheapest(costs))
    }),
  )
})
