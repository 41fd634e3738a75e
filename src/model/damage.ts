/**
 * Errors come together: a record taken down in haste or read from a bad copy is wrong in several fields. Matches are therefore two classes, sound
 * and damaged, in which every comparison has the same kinds of error, but the odds of any error are `factor` times as high in the damaged.
 */
const factor = 3

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0)
const errorOf = (sound: number): number => {
  const odds = (sound / Math.max(1 - sound, 1e-9)) * factor
  return odds / (1 + odds)
}

/** m of damaged matches from m of sound ones. */
export function damagedM(m: readonly number[]): number[] {
  const top = m.at(-1) ?? 1
  const sound = Math.min(Math.max(1 - top, 1e-9), 1 - 1e-9)
  const damaged = errorOf(sound)
  return [...m.slice(0, -1).map((share) => (share * damaged) / sound), 1 - damaged]
}

/** m of sound matches from what was counted by level in both classes, which share the kinds of error: the odds of an error by bisection. */
export function soundM(sound: readonly number[], damaged: readonly number[]): number[] {
  const [n, nDamaged] = [total(sound), total(damaged)]
  const errors = sound.slice(0, -1).map((count, level) => count + (damaged[level] ?? 0))
  const allErrors = total(errors)
  let [low, high] = [0, 1]
  for (let step = 0; step < 50; step += 1) {
    const middle = (low + high) / 2
    if (n * middle + nDamaged * errorOf(middle) < allErrors) low = middle
    else high = middle
  }
  const error = (low + high) / 2
  return [...errors.map((count) => (allErrors > 0 ? (count / allErrors) * error : error / Math.max(errors.length, 1))), 1 - error]
}
