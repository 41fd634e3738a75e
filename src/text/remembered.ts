/** How many answers are kept at least, and at most twice as many: words of names and streets recur soon, and the memory stays small. */
const kept = 40_000

/** A pure function of one text that keeps its latest answers. */
export function remembered<T>(call: (text: string) => T): (text: string) => T {
  let older = new Map<string, T>()
  let newer = new Map<string, T>()
  return (text) => {
    const known = newer.get(text)
    if (known !== undefined) return known
    const answer = older.get(text) ?? call(text)
    if (newer.size >= kept) {
      older = newer
      newer = new Map()
    }
    newer.set(text, answer)
    return answer
  }
}
