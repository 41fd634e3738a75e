/** Mentions in blocks, one membership an index of all arrays: a block is known by its rule and two words of its key. */
export interface Memberships {
  readonly mention: Int32Array
  readonly rule: Int32Array
  readonly low: Int32Array
  readonly high: Int32Array
}

const places = (groups: Int32Array, most: number): Int32Array => {
  const starts = new Int32Array(most + 2)
  for (const group of groups) starts[group + 1] = (starts[group + 1] ?? 0) + 1
  for (let group = 1; group < starts.length; group += 1) starts[group] = (starts[group] ?? 0) + (starts[group - 1] ?? 0)
  return starts
}

/** Memberships sorted by a column (counting sort, which leaves equals in their order). */
function sortedBy(members: Memberships, by: 'mention' | 'rule', most: number): Memberships {
  const n = members.mention.length
  const sorted = { mention: new Int32Array(n), rule: new Int32Array(n), low: new Int32Array(n), high: new Int32Array(n) }
  const at = places(members[by], most)
  for (let item = 0; item < n; item += 1) {
    const group = members[by][item] ?? 0
    const place = at[group] ?? 0
    at[group] = place + 1
    sorted.mention[place] = members.mention[item] ?? 0
    sorted.rule[place] = members.rule[item] ?? 0
    sorted.low[place] = members.low[item] ?? 0
    sorted.high[place] = members.high[item] ?? 0
  }
  return sorted
}

/** Which rules list a pair of mentions. */
export class SharedBlocks {
  readonly #starts: Int32Array
  readonly #members: Memberships

  constructor(mentions: number, members: Memberships) {
    let rules = 0
    for (const rule of members.rule) rules = Math.max(rules, rule)
    this.#members = sortedBy(sortedBy(members, 'rule', rules), 'mention', mentions)
    this.#starts = places(members.mention, mentions)
  }

  /** Calls `found` with each rule in a block of which both mentions are, once a block. */
  each(left: number, right: number, found: (rule: number) => void): void {
    const { rule, low, high } = this.#members
    const [toA, toB] = [this.#starts[left + 1] ?? 0, this.#starts[right + 1] ?? 0]
    let b = this.#starts[right] ?? 0
    for (let a = this.#starts[left] ?? 0; a < toA; a += 1) {
      const wanted = rule[a] ?? 0
      while (b < toB && (rule[b] ?? 0) < wanted) b += 1
      for (let same = b; same < toB && rule[same] === wanted; same += 1) {
        if (low[a] === low[same] && high[a] === high[same]) found(wanted)
      }
    }
  }
}
