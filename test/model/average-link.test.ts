import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { averageLink, type AverageLinkInput } from '../../src/model/average-link.js'
import { seeded } from './simulated.js'

type Pair = readonly [left: number, right: number, probability: number]

const input = (mentions: number, pairs: readonly Pair[], threshold = 0.5, apart: readonly Pair[] = []): AverageLinkInput => {
  const ends = (of: readonly Pair[]) => ({ left: Int32Array.from(of, ([left]) => left), right: Int32Array.from(of, ([, right]) => right) })
  return { mentions, ...ends(pairs), probability: Float64Array.from(pairs, ([, , probability]) => probability), threshold, apart: ends(apart) }
}

const key = (a: number, b: number): string => `${Math.min(a, b)} ${Math.max(a, b)}`
const group = (from: number): Pair[] => [[from, from + 1, 0.95], [from, from + 2, 0.9], [from + 1, from + 2, 0.99]]

/** As defined: all pairs of clusters looked at before every merge. */
function naive(mentions: number, pairs: readonly Pair[], threshold: number, apart: readonly Pair[]): number[] {
  const value = new Map<string, number>()
  for (const [a, b, probability] of pairs) if (probability > 0.01) value.set(key(a, b), Math.max(value.get(key(a, b)) ?? 0, probability))
  const never = new Set(apart.map(([a, b]) => key(a, b)))
  let clusters = Array.from({ length: mentions }, (_, index) => [index + 1])
  for (;;) {
    let best = threshold
    const at: [number, number] = [-1, -1]
    clusters.forEach((first, one) => clusters.forEach((second, two) => {
      if (two <= one) return
      const keys = first.flatMap((a) => second.map((b) => key(a, b)))
      const mean = keys.reduce((sum, each) => sum + (value.get(each) ?? 0), 0) / keys.length
      if (mean > best && !keys.some((each) => never.has(each))) [best, at[0], at[1]] = [mean, one, two]
    }))
    const [one, two] = at
    if (one === -1) break
    clusters = clusters.map((members, index) => (index === one ? [...members, ...(clusters[two] ?? [])] : members)).filter((_, index) => index !== two)
  }
  const roots = Array.from({ length: mentions + 1 }, () => 0)
  for (const members of clusters) for (const member of members) roots[member] = Math.min(...members)
  return roots
}

// Probabilities in 64ths: their sums are exact, and ties abound.
const graph = fc.integer({ min: 2, max: 12 }).chain((mentions) => {
  const mention = fc.integer({ min: 1, max: mentions })
  const pair = fc.tuple(mention, mention, fc.integer({ min: 0, max: 64 }).map((value) => value / 64)).filter(([a, b]) => a !== b)
  return fc.tuple(fc.constant(mentions), fc.array(pair, { maxLength: 50 }), fc.constantFrom(0.1, 0.25, 0.5, 0.8), fc.array(pair, { maxLength: 3 }))
})

test('the clusters are those of the definition', () => {
  fc.assert(fc.property(graph, ([mentions, pairs, threshold, apart]) => {
    expect([...averageLink(input(mentions, pairs, threshold, apart))]).toEqual(naive(mentions, pairs, threshold, apart))
  }), { numRuns: 500 })
})

test('clusters of pairs to which some were added are those of all at once', () => {
  fc.assert(fc.property(graph, fc.nat(50), ([mentions, pairs, threshold, apart], first) => {
    const roots = averageLink(input(mentions, pairs.slice(0, first), threshold, apart))
    const touched = new Uint8Array(mentions + 1)
    for (const [a, b] of pairs.slice(first)) touched[a] = touched[b] = 1
    expect(averageLink({ ...input(mentions, pairs, threshold, apart), before: { roots, touched } })).toEqual(averageLink(input(mentions, pairs, threshold, apart)))
  }), { numRuns: 1000 })
})

test('a mean that is the threshold itself does not merge, whatever binary fraction the threshold is', () => {
  const pairs: Pair[] = [[1, 4, 0.46875], [1, 2, 0.46875], [1, 7, 0.46875], [1, 10, 0.46875], [1, 3, 0.46875], [7, 10, 0.03125]]
  expect([...averageLink(input(11, pairs, 0.1))]).toEqual(naive(11, pairs, 0.1, []))
})

test('neither the order of the pairs nor of their ends matters', () => {
  const odd = fc.array(fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 9, max: 16 }), fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 60 })
  fc.assert(fc.property(odd, (pairs) => {
    const turned = pairs.toReversed().map(([a, b, probability]) => [b, a, probability] as const)
    expect(averageLink(input(16, turned, 0.3))).toEqual(averageLink(input(16, pairs, 0.3)))
  }))
})

test('one bridge does not join two groups, and a pair that was never listed counts against them', () => {
  expect([...averageLink(input(6, [...group(1), ...group(4), [3, 4, 0.94]]))]).toEqual([0, 1, 1, 1, 4, 4, 4])
  expect([...averageLink(input(3, [[1, 2, 0.9], [2, 3, 0.8]]))]).toEqual([0, 1, 1, 3])
})

test('pairs held apart are never in one cluster, whatever else joins them', () => {
  const pairs: Pair[] = [[1, 2, 1], [2, 3, 1], [1, 3, 1]]
  expect([...averageLink(input(3, pairs, 0.5, [[3, 1, 0]]))]).toEqual([0, 1, 1, 3])
  expect([...averageLink(input(2, [[1, 2, 1]], 0.5, [[1, 2, 0]]))]).toEqual([0, 1, 2])
})

test('no pairs, pairs of a mention with itself', () => {
  expect([...averageLink(input(3, []))]).toEqual([0, 1, 2, 3])
  expect([...averageLink(input(2, [[1, 1, 1], [2, 2, 0.7]]))]).toEqual([0, 1, 2])
})

test('twenty thousand mentions in one component and two hundred thousand pairs take little time', () => {
  const [random, mentions] = [seeded(1), 20_000]
  const pairs = Array.from({ length: 200_000 }, (): Pair => {
    const left = 1 + Math.floor(random() * mentions)
    return [left, 1 + ((left + Math.floor(random() * 40)) % mentions), random()]
  })
  const start = performance.now()
  const roots = averageLink(input(mentions, pairs))
  expect(performance.now() - start).toBeLessThan(5000)
  expect(new Set(roots).size).toBeLessThan(mentions)
})

test('one component of a hundred thousand mentions around hubs takes little time', () => {
  const pairs: Pair[] = []
  for (let mention = 11; mention <= 100_000; mention += 1) for (let hub = 1; hub <= 10; hub += 1) pairs.push([hub, mention, 0.55 + ((mention * hub) % 97) / 1000])
  const start = performance.now()
  const roots = averageLink(input(100_000, pairs))
  expect(roots[100_000]).toBeGreaterThan(0)
  expect(performance.now() - start).toBeLessThan(20_000)
})
