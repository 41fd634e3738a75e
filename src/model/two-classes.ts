const rounds = 2000
const tolerance = 1e-7
const least = 1e-4
/** Pseudo-matches of each class that a way found and did not find, so that few matches do not make a way hopeless. */
const pseudo = 1

const within = (value: number): number => Math.min(Math.max(value, least), 1 - least)

/** Chance of a history of `ways` bits when each way finds with its own chance, independently. */
function chanceOf(history: number, finds: Float64Array): number {
  let chance = 1
  for (let way = 0; way < finds.length; way += 1) chance *= (history >> way) & 1 ? (finds[way] ?? 0) : 1 - (finds[way] ?? 0)
  return chance
}

/**
 * Two latent classes, easy and hard to find, with ways that are independent inside each (Lazarsfeld and Henry 1968; for recapture Norris and
 * Pollock 1996), by EM with the history 0 unseen. `counts` by history, 2^ways of them; what stands at 0 is ignored. Returns the expected count of that history.
 */
export function fitTwoClasses(counts: Float64Array, ways: number): number {
  const seen = counts.reduce((sum, count, history) => sum + (history === 0 ? 0 : count), 0)
  const easy = new Float64Array(ways)
  const hard = new Float64Array(ways)
  for (let way = 0; way < ways; way += 1) {
    const share = counts.reduce((sum, count, history) => sum + (history > 0 && (history >> way) & 1 ? count : 0), 0) / Math.max(seen, 1)
    easy[way] = within(1 - (1 - share) / 2)
    hard[way] = within(share / 2)
  }
  let [hardShare, missed] = [0.2, 0]
  for (let round = 0; round < rounds; round += 1) {
    const none = hardShare * chanceOf(0, hard) + (1 - hardShare) * chanceOf(0, easy)
    const before = missed
    missed = (seen * none) / (1 - none)
    const [found, foundHard] = [new Float64Array(ways), new Float64Array(ways)]
    let inHard = 0
    counts.forEach((given, history) => {
      const count = history === 0 ? missed : given
      const ofHard = hardShare * chanceOf(history, hard)
      const part = (count * ofHard) / (ofHard + (1 - hardShare) * chanceOf(history, easy))
      inHard += part
      for (let way = 0; way < ways; way += 1) {
        if (((history >> way) & 1) === 0) continue
        found[way] = (found[way] ?? 0) + count
        foundHard[way] = (foundHard[way] ?? 0) + part
      }
    })
    const all = seen + missed
    hardShare = within(inHard / all)
    for (let way = 0; way < ways; way += 1) {
      hard[way] = within(((foundHard[way] ?? 0) + pseudo) / (inHard + 2 * pseudo))
      easy[way] = within(((found[way] ?? 0) - (foundHard[way] ?? 0) + pseudo) / (all - inHard + 2 * pseudo))
    }
    if (Math.abs(missed - before) <= tolerance * (missed + 1)) break
  }
  return missed
}
