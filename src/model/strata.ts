import { probabilityOf } from './comparison.js'

const rounds = 30

const odds = (matches: number, of: number): number => Math.log2(Math.max(matches, 0.5) / Math.max(of - matches, 1))

/**
 * Bits to add to the match weights of each stratum of pairs, so that the prior of a stratum is the share of its own pairs that match: the mixing
 * proportion by expectation maximisation with everything else fixed (Saerens et al. 2002).
 *
 * `weight` in bits, with a prior that all strata share; `stratum` of each pair; `possible`, the pairs that each stratum could have.
 */
export function strataShift(weight: Float64Array, stratum: Uint8Array, possible: readonly number[]): number[] {
  let shift = possible.map(() => 0)
  const sums = (): number[] => {
    const found = possible.map(() => 0)
    weight.forEach((bits, at) => {
      const no = stratum[at] ?? 0
      found[no] = (found[no] ?? 0) + probabilityOf(bits + (shift[no] ?? 0))
    })
    return found
  }
  const total = sums().reduce((sum, found) => sum + found, 0)
  const pairs = possible.reduce((sum, count) => sum + count, 0)
  const common = odds(total, pairs)
  for (let round = 0; round < rounds; round += 1) shift = sums().map((found, no) => odds(found, possible[no] ?? 1) - common)
  return shift
}
