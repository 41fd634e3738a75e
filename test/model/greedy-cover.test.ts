import { array, assert, asyncProperty, double, integer, record } from 'fast-check'
import { expect, test } from 'vitest'
import { greedyCover, type Bucket, type CoverInput, type CoverStep } from '../../src/model/greedy-cover.js'

interface Rule {
  readonly pairs: number
  readonly probabilities: readonly number[]
}

/** Rules of one size class, each with its own samples; `shared` says which samples of others a rule brings together too. */
function input(rules: readonly Rule[], shared: (rule: number, sample: number) => boolean, budget: number): CoverInput & { asked: number[] } {
  const buckets: Bucket[] = []
  let from = 0
  rules.forEach(({ pairs, probabilities }, rule) => {
    buckets.push({ rule, sizeClass: 1, pairs, from, to: from + probabilities.length })
    from += probabilities.length
  })
  const asked: number[] = []
  const covers = (rule: number, sample: number): boolean => (sample >= (buckets[rule]?.from ?? 0) && sample < (buckets[rule]?.to ?? 0)) || shared(rule, sample)
  const coverage = async (rule: number): Promise<Int8Array> => {
    asked.push(rule)
    return await Promise.resolve(Int8Array.from({ length: from }, (_, sample) => (covers(rule, sample) ? 1 : -1)))
  }
  return { buckets, probability: Float64Array.from(rules.flatMap(({ probabilities }) => probabilities)), coverage, budget, leastGain: () => 1e-6, ruleCost: 0, asked }
}

const found = (steps: readonly CoverStep[]): number => steps.reduce((sum, { gain, fresh }) => sum + gain * fresh, 0)
const rule = record({ pairs: integer({ min: 1, max: 20 }), probabilities: array(double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 3 }) })

/** Expected matches of the best set of rules that share nothing, by trying every one. */
function best(rules: readonly Rule[], budget: number): number {
  let most = 0
  for (let set = 0; set < 2 ** rules.length; set += 1) {
    const taken = rules.filter((_, at) => ((set >> at) & 1) === 1)
    if (taken.reduce((sum, { pairs }) => sum + pairs, 0) > budget) continue
    most = Math.max(most, taken.reduce((sum, { pairs, probabilities }) => sum + (pairs * probabilities.reduce((all, p) => all + p, 0)) / probabilities.length, 0))
  }
  return most
}

const coverage = async (): Promise<Int8Array> => await Promise.resolve(Int8Array.from([1, 1, 2, 2]))

test('with rules that share nothing, what is found misses the best of all sets by no more than the rule that did not fit', async () => {
  await assert(asyncProperty(array(rule, { minLength: 1, maxLength: 7 }), integer({ min: 1, max: 80 }), async (rules, budget) => {
    const steps = await greedyCover(input(rules, () => false, budget))
    const largest = Math.max(...rules.map(({ pairs }) => pairs))
    expect(found(steps)).toBeLessThanOrEqual(best(rules, budget) + 1e-9)
    expect(found(steps)).toBeGreaterThanOrEqual(best(rules, budget) - largest - 1e-3)
    if (rules.reduce((sum, { pairs }) => sum + pairs, 0) <= budget) expect(found(steps)).toBeCloseTo(best(rules, budget), 3)
  }))
})

test('no more pairs are listed than the budget has, each rule is taken once, and gains are at least the least', async () => {
  await assert(asyncProperty(array(rule, { minLength: 1, maxLength: 8 }), integer({ min: 1, max: 60 }), integer({ min: 1, max: 9 }), async (rules, budget, mixed) => {
    const steps = await greedyCover(input(rules, (of, sample) => (of * 7 + sample * mixed) % 3 === 0, budget))
    expect(steps.reduce((sum, { fresh }) => sum + fresh, 0)).toBeLessThanOrEqual(budget + 1e-9)
    expect(steps.at(-1)?.listed ?? 0).toBeLessThanOrEqual(budget + 1e-9)
    expect(new Set(steps.map((step) => step.rule)).size).toBe(steps.length)
    for (const { gain } of steps) expect(gain).toBeGreaterThanOrEqual(1e-6)
  }))
})

test('a rule that finds only what another found is not taken, and its pairs are never asked for', async () => {
  const given = input([{ pairs: 10, probabilities: [0.9, 0.9] }, { pairs: 10, probabilities: [0.5, 0.5] }, { pairs: 10, probabilities: [0.1] }], (of, sample) => of === 0 && sample < 4, 100)
  const steps = await greedyCover(given)
  expect(steps.map((step) => step.rule)).toEqual([0, 2])
  expect(given.asked).toEqual([0, 2])
})

test('taking blocks of a size takes the smaller blocks of the rule too, and pays for those that nothing listed before', async () => {
  const buckets: Bucket[] = [{ rule: 0, sizeClass: 1, pairs: 4, from: 0, to: 2 }, { rule: 0, sizeClass: 2, pairs: 6, from: 2, to: 4 }]
  const steps = await greedyCover({ buckets, probability: Float64Array.from([0.1, 0.1, 0.9, 0.9]), coverage, budget: 100, leastGain: () => 0.01, ruleCost: 0 })
  expect(steps).toEqual([{ rule: 0, sizeClass: 2, gain: 0.9, fresh: 10, listed: 10 }])
})
