import { grouped, type Grouping } from './grouping.js'

/** Mentions in blocks, one membership an index of all arrays: a block is known by its rule and two words of its key. */
export interface Memberships {
  readonly mention: Int32Array
  readonly rule: Int32Array
  readonly low: Int32Array
  readonly high: Int32Array
}

/** Which rules list a pair of mentions. */
export class SharedBlocks {
  readonly #of: Grouping

  constructor(mentions: number, private readonly members: Memberships) {
    const { mention } = members
    this.#of = grouped(mention.length, mentions, (item) => mention[item] ?? 0)
  }

  /** Calls `found` with each rule in a block of which both mentions are. */
  each(left: number, right: number, found: (rule: number) => void): void {
    const { starts, order } = this.#of
    const { rule, low, high } = this.members
    for (let a = starts[left] ?? 0; a < (starts[left + 1] ?? 0); a += 1) {
      const one = order[a] ?? 0
      for (let b = starts[right] ?? 0; b < (starts[right + 1] ?? 0); b += 1) {
        const other = order[b] ?? 0
        if (low[one] === low[other] && high[one] === high[other] && rule[one] === rule[other]) found(rule[one] ?? 0)
      }
    }
  }
}
