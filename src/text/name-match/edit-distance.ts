// Reused, since an allocation costs more than the rows of a short word.
let rows: [Int32Array, Int32Array, Int32Array] = [new Int32Array(128), new Int32Array(128), new Int32Array(128)]

const rowsFor = (length: number): [Int32Array, Int32Array, Int32Array] => {
  if (length > rows[0].length) rows = [new Int32Array(2 * length), new Int32Array(2 * length), new Int32Array(2 * length)]
  return rows
}

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
  const width = endB - start
  let [before, previous, row] = rowsFor(width + 1)
  for (let j = 0; j <= width; j++) previous[j] = j
  let leastBefore = 0
  for (let i = start; i < endA; i++) {
    row[0] = i - start + 1
    let least = i - start + 1
    const letter = a.charCodeAt(i)
    for (let j = 0; j < width; j++) {
      const other = b.charCodeAt(start + j)
      let cost = (previous[j] as number) + (letter === other ? 0 : 1)
      cost = Math.min(cost, (previous[j + 1] as number) + 1, (row[j] as number) + 1)
      if (i > start && j > 0 && letter === b.charCodeAt(start + j - 1) && a.charCodeAt(i - 1) === other) cost = Math.min(cost, (before[j - 1] as number) + 1)
      row[j + 1] = cost
      if (cost < least) least = cost
    }
    // An exchange reaches back two rows, so the row above counts too.
    if (least > limit && leastBefore > limit) return limit + 1
    leastBefore = least
    ;[before, previous, row] = [previous, row, before]
  }
  return Math.min(previous[width] as number, limit + 1)
}

/** One bit per letter or digit of folded text. */
export const letterMask = (text: string): number => {
  let mask = 0
  for (let at = 0; at < text.length; at++) mask |= 1 << (text.charCodeAt(at) - 97)
  return mask
}

const bits = (mask: number): number => {
  let rest = mask - ((mask >>> 1) & 0x55555555)
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333)
  return (((rest + (rest >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}

/** An edit distance's lower bound, from which letters each text has that the other lacks. */
export const leastEdits = (a: number, b: number): number => Math.max(bits(a & ~b), bits(b & ~a))

/** Endings that say "child of" or the like and that thousands of names share: only what stands before them tells names apart. */
const sharedEnding = /(?:d[oó]ttir|s?son|sen|[oe]vi[ct]h|[oe]v[aeo]?|[oe]vna|enko|shvili|yan|oglu|zadeh?|pour)$/

/** Length of a word without an ending that thousands of names share. */
export const stemLength = (word: string): number => {
  const ending = word.length > 5 ? sharedEnding.exec(word)?.[0].length ?? 0 : 0
  return word.length - ending >= 3 ? word.length - ending : word.length
}

/** How many edits two spellings of one name may differ by, for the longer one's stem: short names are all near each other. */
export const editBudget = (stem: number): number => {
  if (stem < 3) return 0
  if (stem <= 4) return 1
  if (stem === 5) return 1.5
  return stem <= 8 ? 2 : 3
}
