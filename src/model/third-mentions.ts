import type { MentionPairs } from './average-link.js'
import { grouped, type Grouping } from './grouping.js'

/** Links between mentions of one cluster, and which pairs two of them imply through a third mention. */
export class ThirdMentions {
  readonly #of: Grouping
  readonly #ends: Int32Array
  readonly #mark: Int32Array

  /** `counts` says of which links: those of clusters that are not too large. */
  constructor(mentions: number, { left, right }: MentionPairs, counts: (link: number) => boolean) {
    this.#ends = new Int32Array(2 * left.length)
    this.#ends.set(right)
    this.#ends.set(left, right.length)
    this.#of = grouped(2 * left.length, mentions, (half) => {
      const link = half % left.length
      if (!counts(link)) return 0
      return (half < left.length ? left[link] : right[link]) ?? 0
    })
    this.#mark = new Int32Array(mentions + 1)
  }

  /** Whether some third mention is linked to both. */
  imply(left: number, right: number): boolean {
    const { starts, order } = this.#of
    const [from, to] = [starts[left] ?? 0, starts[left + 1] ?? 0]
    if (from === to) return false
    for (let place = from; place < to; place += 1) this.#mark[this.#ends[order[place] ?? 0] ?? 0] = left
    for (let place = starts[right] ?? 0; place < (starts[right + 1] ?? 0); place += 1) {
      if (this.#mark[this.#ends[order[place] ?? 0] ?? 0] === left) return true
    }
    return false
  }
}
