import { expect, test } from 'vitest'
import { probabilityOf } from '../../src/model/comparison.js'
import { strataShift } from '../../src/model/strata.js'
import { seeded } from './simulated.js'

/** Pairs of two strata whose likelihood ratio is that of normal scores; the weights carry the prior of both together. */
function drawn(matches: readonly [number, number], pairs: readonly [number, number], seed: number): { weight: Float64Array; stratum: Uint8Array } {
  const random = seeded(seed)
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const [found, all] = [matches[0] + matches[1], pairs[0] + pairs[1]]
  const prior = Math.log2(found / (all - found))
  const rows = pairs.flatMap((count, no) =>
    Array.from({ length: count }, (_, index) => {
      const x = (index < (matches[no] ?? 0) ? 3 : -3) + normal()
      return { no, bits: prior + 6 * x * Math.LOG2E }
    }),
  )
  return { weight: Float64Array.from(rows, ({ bits }) => bits), stratum: Uint8Array.from(rows, ({ no }) => no) }
}

test.each([[10, 800], [400, 400], [0, 500]] as const)('the share of matches of each stratum is found: %i of 20,000 and %i of 5,000', (inside, across) => {
  const pairs = [20_000, 5000] as const
  const { weight, stratum } = drawn([inside, across], pairs, 7)
  const shift = strataShift(weight, stratum, pairs)
  const sums = [0, 0]
  weight.forEach((bits, at) => {
    const no = stratum[at] ?? 0
    sums[no] = (sums[no] ?? 0) + probabilityOf(bits + (shift[no] ?? 0))
  })
  expect(Math.abs((sums[0] ?? 0) - inside)).toBeLessThan(Math.max(6, inside * 0.05))
  expect(Math.abs((sums[1] ?? 0) - across)).toBeLessThan(across * 0.05)
})

test('strata that match as often as each other are not shifted', () => {
  const { weight, stratum } = drawn([400, 400], [10_000, 10_000], 3)
  for (const bits of strataShift(weight, stratum, [10_000, 10_000])) expect(Math.abs(bits)).toBeLessThan(0.1)
})
