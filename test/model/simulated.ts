import type { ComparisonShape, PairClass, Patterns } from '../../src/model/comparison.js'
import type { EstimateInput } from '../../src/model/estimate.js'

/** Numbers from 0 to 1 that are the same each time (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296
  }
}

export const shape = (name: string, kind: ComparisonShape['kind'], defaultM: readonly number[] = [0.2, 0.1, 0.7]): ComparisonShape => ({
  name, kind, labels: ['else', 'similar', 'exact'].slice(-defaultM.length), defaultM, mostElse: 0.6,
})

export interface Truth {
  readonly shapes: readonly ComparisonShape[]
  readonly m: Readonly<Partial<Record<PairClass, readonly (readonly number[])[]>>>
  readonly u: readonly (readonly number[])[]
  /** Pairs of each class; the others are random. All of them are blocked, so that nothing but chance is between truth and estimate. */
  readonly pairs: Readonly<Partial<Record<PairClass, number>>> & { readonly random: number }
  readonly mentions: number
  /** Share of values that are missing. */
  readonly missing?: number
}

const draw = (shares: readonly number[], at: number): number => {
  let sum = 0
  for (const [index, share] of shares.entries()) {
    sum += share
    if (at < sum) return index + 1
  }
  return shares.length
}

function asPatterns(rows: readonly (readonly number[])[], comparisons: number, free: number): Patterns {
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(row.join(','), (counts.get(row.join(',')) ?? 0) + 1)
  const sorted = [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return {
    levels: Array.from({ length: comparisons }, (_, c) => Int8Array.from(sorted, ([key]) => Number(key.split(',')[c]))),
    pairs: Float64Array.from(sorted, ([, count]) => count),
    free: Int32Array.from(sorted, () => free),
  }
}

/** Patterns of pairs drawn from known parameters, found by a rule that uses none of the comparisons. */
export function simulate(truth: Truth, seed: number): EstimateInput {
  const random = seeded(seed)
  const { shapes, u, m, pairs, missing = 0 } = truth
  const row = (of: readonly (readonly number[])[]): number[] => shapes.map((_, c) => (random() < missing ? 0 : draw(of[c] ?? [], random())))
  const many = (count: number, of: readonly (readonly number[])[]): number[][] => Array.from({ length: count }, () => row(of))
  const all = [...(['match', 'relative', 'namesake'] as const).flatMap((name) => many(pairs[name] ?? 0, m[name] ?? u)), ...many(pairs.random, u)]
  return {
    comparisons: shapes,
    blocked: asPatterns(all, shapes.length, 2 ** shapes.length - 1),
    random: asPatterns(all.filter(() => random() < 0.3), shapes.length, 0),
    possiblePairs: all.length,
    mentions: truth.mentions,
  }
}
