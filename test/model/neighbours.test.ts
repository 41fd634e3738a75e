import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { pairsBetween, pairsWithin, type NeighbourInput, type NeighbourPairs } from '../../src/model/neighbours.js'
import { ThirdMentions } from '../../src/model/third-mentions.js'

const mentions = 12

const input = fc.record({
  roots: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: mentions, maxLength: mentions }),
  sides: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: mentions, maxLength: mentions }),
  pairs: fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: mentions - 1 }), fc.integer({ min: 1, max: mentions }), fc.integer({ min: -3, max: 3 })).filter(([a, b]) => a < b), {
    selector: ([a, b]) => `${a} ${b}`,
  }),
  within: fc.boolean(),
}).map(({ roots, sides, pairs, within }): NeighbourInput => {
  // A cluster is known by its least mention.
  const least = roots.map((root) => roots.indexOf(root) + 1)
  return {
    roots: Int32Array.from([0, ...least]), sides: Uint8Array.from([0, ...sides.map((side) => (within && side > 0 ? 3 : side))]), within,
    pairs: { left: Int32Array.from(pairs, ([a]) => a), right: Int32Array.from(pairs, ([, b]) => b), bits: Float64Array.from(pairs, ([, , bits]) => bits) },
    near: 0, mostWithin: 16, mostBetween: 6,
  }
})

/** Pairs of mentions that may be on the left and on the right, in a cluster or in two of a list. */
function naive({ roots, sides, within, mostWithin, mostBetween }: NeighbourInput, joined: (one: number, other: number) => boolean): Set<string> {
  const found = new Set<string>()
  const size = (root: number): number => roots.filter((of, mention) => of === root && (sides[mention] ?? 0) > 0).length
  for (let left = 1; left <= mentions; left += 1) {
    for (let right = 1; right <= mentions; right += 1) {
      if (left === right || ((sides[left] ?? 0) & 1) === 0 || ((sides[right] ?? 0) & 2) === 0 || (within && left > right)) continue
      const [a, b] = [roots[left] ?? 0, roots[right] ?? 0]
      const [one, other] = [Math.min(a, b), Math.max(a, b)]
      if (size(a) * size(b) <= (a === b ? mostWithin : mostBetween) && joined(one, other)) found.add(`${left} ${right} ${one} ${other}`)
    }
  }
  return found
}

const listing = ({ left, right, one, other }: NeighbourPairs): string[] => [...left].map((mention, at) => `${mention} ${right[at] ?? 0} ${one[at] ?? 0} ${other[at] ?? 0}`)

test('pairs between clusters are those of the definition, each once', () => {
  fc.assert(fc.property(input, (of) => {
    const near = new Set([...of.pairs.left].flatMap((left, at) => {
      const [a, b] = [of.roots[left] ?? 0, of.roots[of.pairs.right[at] ?? 0] ?? 0]
      return a !== b && (of.pairs.bits[at] ?? 0) >= of.near ? [`${Math.min(a, b)} ${Math.max(a, b)}`] : []
    }))
    expect(listing(pairsBetween(of)).toSorted()).toEqual([...naive(of, (one, other) => one !== other && near.has(`${one} ${other}`))].toSorted())
  }))
})

test('every pair in a cluster that is not listed is among those given, and nothing that is no pair of a cluster', () => {
  fc.assert(fc.property(input, (of) => {
    const sided = (mention: number): boolean => of.sides[mention] === 3
    const listed = new Set([...of.pairs.left].map((left, at) => `${left} ${of.pairs.right[at] ?? 0}`))
    // Listed pairs are pairs of the match.
    fc.pre(of.within && [...of.pairs.left, ...of.pairs.right].every(sided))
    const all = naive(of, (one, other) => one === other)
    const given = listing(pairsWithin(of))
    expect(given.every((pair) => all.has(pair))).toBe(true)
    for (const pair of all) if (!listed.has(pair.split(' ').slice(0, 2).join(' '))) expect(given).toContain(pair)
  }))
})

test('a pair is implied where a third mention is linked to both', () => {
  const links = fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 })).filter(([a, b]) => a < b), { maxLength: 12 })
  fc.assert(fc.property(links, (rows) => {
    const thirds = new ThirdMentions(6, { left: Int32Array.from(rows, ([a]) => a), right: Int32Array.from(rows, ([, b]) => b) }, () => true)
    const linked = (a: number, b: number): boolean => rows.some(([x, y]) => (x === a && y === b) || (x === b && y === a))
    for (const [a, b] of [[1, 2], [2, 5], [3, 6]] as const) expect(thirds.imply(a, b)).toBe([1, 2, 3, 4, 5, 6].some((third) => linked(a, third) && linked(third, b)))
  }))
})
