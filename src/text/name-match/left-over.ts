import { wordWeight, type TokenFrequency } from './align.js'
import { particleMeaning } from './particles.js'
import type { NameWord } from './read-name.js'

const particleWeight = 0.12
const forefatherShare = 0.5

export interface LeftOver {
  /** How many words stand against each other: left over on both sides. */
  readonly against: number
  readonly contradicted: number
  /** Weight of the words left over on one side only. */
  readonly omitted: number
}

/** What two names' words without a partner weigh; the heaviest contradict each other first, forefathers last. */
export const leftOver = (a: readonly NameWord[], b: readonly NameWord[], frequency: TokenFrequency | undefined): LeftOver => {
  const weighed = (words: readonly NameWord[]): { weight: number; forefather: boolean }[] =>
    words
      .map((word) => ({ weight: wordWeight(word, frequency), forefather: word.forefather }))
      .sort((one, two) => Number(one.forefather) - Number(two.forefather) || two.weight - one.weight)
  const [left, right] = [weighed(a), weighed(b)]
  const against = Math.min(left.length, right.length)
  let contradicted = 0
  for (let at = 0; at < against; at++) contradicted += Math.max(left[at]?.weight ?? 0, right[at]?.weight ?? 0)
  let omitted = 0
  for (const { weight, forefather } of [...left.slice(against), ...right.slice(against)]) omitted += forefather ? weight * forefatherShare : weight
  return { against, contradicted, omitted }
}

const meanings = (words: readonly NameWord[]): string[] => words.flatMap(({ light, token }) => (light ? particleMeaning(token.text).split(' ') : []))

/** Weight of the particles that one name has and the other has not; ibn is bin, el is al. */
export const particlesApart = (a: readonly NameWord[], b: readonly NameWord[]): number => {
  const right = meanings(b)
  let apart = 0
  for (const meaning of meanings(a)) {
    const at = right.indexOf(meaning)
    if (at >= 0) right.splice(at, 1)
    else apart++
  }
  return particleWeight * (apart + right.length)
}
