/**
 * Optimal string alignment distance (insert, delete, replace, exchange neighbours) of two texts, or `limit + 1` when it is above `limit`.
 * Time grows with the lengths' product; callers cap lengths.
 */
export const editDistance = (a: string, b: string, limit: number): number => {
  if (a === b) return 0
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let start = 0
  let endA = a.length
  let endB = b.length
  while (start < endA && start < endB && a.charCodeAt(start) === b.charCodeAt(start)) start++
  while (endA > start && endB > start && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA--
    endB--
  }
  let before: number[] = []
  let previous = Array.from({ length: endB - start + 1 }, (_, at) => at)
  for (let i = start; i < endA; i++) {
    const row = [i - start + 1]
    let least = row[0] ?? 0
    const letter = a.charCodeAt(i)
    for (let j = start; j < endB; j++) {
      const at = j - start
      const other = b.charCodeAt(j)
      let cost = Math.min((previous[at] ?? 0) + (letter === other ? 0 : 1), (previous[at + 1] ?? 0) + 1, (row[at] ?? 0) + 1)
      if (i > start && j > start && letter === b.charCodeAt(j - 1) && a.charCodeAt(i - 1) === other) cost = Math.min(cost, (before[at - 1] ?? 0) + 1)
      row.push(cost)
      if (cost < least) least = cost
    }
    // An exchange reaches back two rows, so the row above counts too.
    if (least > limit && Math.min(...previous) > limit) return limit + 1
    before = previous
    previous = row
  }
  return Math.min(previous[endB - start] ?? 0, limit + 1)
}

/** Endings that say "child of" or the like and that thousands of names share: only what stands before them tells names apart. */
const sharedEnding = /(?:d[oó]ttir|s?son|sen|[oe]vi[ct]h|[oe]v[aeo]?|[oe]vna|enko|shvili|yan|oglu|zadeh?|pour)$/

const stemLength = (word: string): number => {
  const ending = word.length > 5 ? sharedEnding.exec(word)?.[0].length ?? 0 : 0
  return word.length - ending >= 3 ? word.length - ending : word.length
}

/** How many edits two spellings of one name may differ by, from the longer one's stem: short names are all near each other. */
export const editBudget = (a: string, b: string): number => {
  const length = Math.max(stemLength(a), stemLength(b))
  if (length < 3) return 0
  if (length <= 4) return 1
  if (length === 5) return 1.5
  return length <= 8 ? 2 : 3
}
