import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { UnionFind } from '../../src/model/union-find.js'

/** The least member of each set, found by relabelling until nothing changes. */
function naive(size: number, joins: readonly (readonly [number, number])[]): number[] {
  const roots = Array.from({ length: size }, (_, index) => index)
  for (let changed = true; changed; ) {
    changed = false
    for (const [a, b] of joins) {
      const least = Math.min(roots[a] ?? a, roots[b] ?? b)
      for (const member of [a, b]) {
        if (roots[member] !== least) changed = true
        roots[member] = least
      }
    }
  }
  return roots
}

const graph = fc.integer({ min: 1, max: 60 }).chain((size) => {
  const member = fc.integer({ min: 0, max: size - 1 })
  return fc.tuple(fc.constant(size), fc.array(fc.tuple(member, member), { maxLength: 80 }))
})

const rootsOf = (size: number, joins: readonly (readonly [number, number])[]): number[] => {
  const sets = new UnionFind(size)
  for (const [a, b] of joins) sets.join(a, b)
  return [...sets.roots()]
}

test('the root of every member is the least of all that joins reach', () => {
  fc.assert(fc.property(graph, ([size, joins]) => {
    expect(rootsOf(size, joins)).toEqual(naive(size, joins))
  }))
})

test('neither the order of the joins nor their direction matters, nor joining again', () => {
  fc.assert(
    fc.property(graph, ([size, joins]) => {
      const expected = rootsOf(size, joins)
      expect(rootsOf(size, joins.toReversed())).toEqual(expected)
      expect(rootsOf(size, joins.map(([a, b]) => [b, a] as const))).toEqual(expected)
      expect(rootsOf(size, [...joins, ...joins])).toEqual(expected)
    }),
  )
})

test('a chain of two hundred thousand is one set, whichever way it grows', () => {
  const size = 200_000
  const up = new UnionFind(size)
  const down = new UnionFind(size)
  for (let i = 1; i < size; i += 1) {
    up.join(i - 1, i)
    down.join(size - i, size - i - 1)
  }
  expect(up.root(size - 1)).toBe(0)
  expect(down.roots().every((root) => root === 0)).toBe(true)
})
