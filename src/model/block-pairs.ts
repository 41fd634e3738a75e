import { grouped, type AllocateGrouping, type Grouping } from './grouping.js'

/** A list of numbers that grows. */
export class Numbers {
  #items = new Int32Array(1024)
  #length = 0

  push(value: number): void {
    if (this.#length === this.#items.length) {
      const more = new Int32Array(this.#length * 2)
      more.set(this.#items)
      this.#items = more
    }
    this.#items[this.#length] = value
    this.#length += 1
  }

  clear(): void {
    this.#length = 0
  }

  get length(): number {
    return this.#length
  }

  /** What is in it, without a copy: good until the next push. */
  get items(): Int32Array {
    return this.#items.subarray(0, this.#length)
  }
}

/** Columns of members of blocks, rule by rule and block after block: the rule, the mention, and its block as two words. */
export type Members = readonly (Int32Array | Float64Array)[]

/** A part of the pairs of a rule: those of the mentions from one place to before another, of its mentions block after block, with those that they are paired with. */
export interface BlockPart {
  /** The block of the first. */
  readonly block: number
  readonly from: number
  readonly to: number
  readonly pairs: number
}

/**
 * The block of each mention by each rule, four bytes a mention and rule. Thus a pair is of the first rule that brings it together, and is known to be,
 * without a list of pairs.
 */
export class Blocks {
  /** By mention, then by rule: those of a mention stand side by side. */
  readonly numbers: Int32Array
  readonly #counts: number[]
  /** Mentions that take part, rising; told once pairs are asked for. */
  #mentions: Int32Array | undefined

  /**
   * @param rules how many there are
   * @param sides by the number of a mention, 1 for the left side of a match, 2 for the right, 3 for both, 0 for no part in it
   * @param within pairs are of mentions of the left side with those that come after them; else of those on the left with those on the right
   * @param numbers of blocks that are known already, as another has them in `numbers`; absent where they are added
   */
  constructor(
    readonly rules: number,
    readonly sides: Uint8Array,
    readonly within: boolean,
    numbers?: Int32Array,
  ) {
    this.numbers = numbers ?? new Int32Array(rules * sides.length)
    this.#counts = Array.from({ length: rules }, () => 0)
  }

  /** Takes the members of blocks by chunks; `placeOf` tells the place of a rule among those there are by its number. */
  adder(placeOf: readonly number[]): (members: Members) => void {
    let [number, rule, block, low, high] = [-1, 0, 0, 0, 0]
    return ([numbers, mentions, words]) => {
      for (let row = 0; row < (mentions?.length ?? 0); row += 1) {
        const [one, oneLow, oneHigh] = [numbers?.[row] ?? 0, words?.[2 * row] ?? 0, words?.[2 * row + 1] ?? 0]
        if (one !== number) {
          number = one
          rule = placeOf[one] ?? 0
          block = 0
        }
        if (block === 0 || oneLow !== low || oneHigh !== high) {
          block += 1
          low = oneLow
          high = oneHigh
          this.#counts[rule] = block
        }
        this.numbers[(mentions?.[row] ?? 0) * this.rules + rule] = block
      }
    }
  }

  /** Whether no earlier rule brings a pair together that this one does. */
  isFirst(rule: number, l: number, r: number): boolean {
    const blocks = this.numbers
    let other = r * this.rules
    const from = l * this.rules
    for (let place = from; place < from + rule; place += 1, other += 1) {
      const block = blocks[place]
      if (block !== 0 && block === blocks[other]) return false
    }
    return true
  }

  /** The bits of all rules that bring a pair together, of those of each rule by its place. */
  bitsOf(l: number, r: number, bits: Int32Array): number {
    const blocks = this.numbers
    let [found, mine, other] = [0, l * this.rules, r * this.rules]
    for (let rule = 0; rule < this.rules; rule += 1, mine += 1, other += 1) {
      const block = blocks[mine]
      if (block !== 0 && block === blocks[other]) found |= bits[rule] ?? 0
    }
    return found
  }

  /** How many rules bring a pair together. */
  rulesOf(l: number, r: number): number {
    const blocks = this.numbers
    let [count, mine, other] = [0, l * this.rules, r * this.rules]
    for (let rule = 0; rule < this.rules; rule += 1, mine += 1, other += 1) {
      const block = blocks[mine]
      if (block !== 0 && block === blocks[other]) count += 1
    }
    return count
  }

  /** The mentions of a rule by block: both arrays are good until those of another rule are asked for, where `allocate` gives the same ones again. */
  ofRule(rule: number, allocate?: AllocateGrouping): Grouping {
    const mentions = (this.#mentions ??= Int32Array.from(this.sides.keys()).filter((mention) => this.sides[mention] !== 0))
    const [blocks, rules] = [this.numbers, this.rules]
    const grouping = grouped(mentions.length, this.#counts[rule] ?? 0, (place) => blocks[(mentions[place] ?? 0) * rules + rule] ?? 0, allocate)
    const { order } = grouping
    for (let at = 0; at < order.length; at += 1) order[at] = mentions[order[at] ?? 0] ?? 0
    return grouping
  }

  /** The pairs of a rule in parts of at least so many, in order; one mention's pairs are never parted. */
  *partsOf({ starts, order }: Grouping, least: number): Generator<BlockPart> {
    let [first, from, pairs] = [1, 0, 0]
    for (let block = 1; block < starts.length - 1; block += 1) {
      const [begin, end] = [starts[block] ?? 0, starts[block + 1] ?? 0]
      const others = this.within ? 0 : this.#onRight(order, begin, end)
      for (let at = begin; at < end; at += 1) {
        if (((this.sides[order[at] ?? 0] ?? 0) & 1) !== 0) pairs += this.within ? end - at - 1 : others
        if (pairs < least) continue
        yield { block: first, from, to: at + 1, pairs }
        ;[first, from, pairs] = [at + 1 === end ? block + 1 : block, at + 1, 0]
      }
      if (from === begin && pairs === 0) [first, from] = [block + 1, end]
    }
    if (pairs > 0) yield { block: first, from, to: order.length, pairs }
  }

  /** Visits the pairs of a part, in the order of blocks and mentions. */
  visit({ starts, order: members }: Grouping, { block: first, from, to }: BlockPart, pair: (l: number, r: number) => void): void {
    const right = new Numbers()
    for (let [block, at] = [first, from]; at < to; block += 1) {
      const end = starts[block + 1] ?? 0
      if (!this.within) {
        right.clear()
        for (let other = starts[block] ?? 0; other < end; other += 1) if (((this.sides[members[other] ?? 0] ?? 0) & 2) !== 0) right.push(members[other] ?? 0)
      }
      const others = this.within ? members : right.items
      const last = this.within ? end : right.length
      for (const stop = Math.min(end, to); at < stop; at += 1) {
        const l = members[at] ?? 0
        if (((this.sides[l] ?? 0) & 1) === 0) continue
        for (let other = this.within ? at + 1 : 0; other < last; other += 1) pair(l, others[other] ?? 0)
      }
    }
  }

  #onRight(members: Int32Array, begin: number, end: number): number {
    let count = 0
    for (let at = begin; at < end; at += 1) count += ((this.sides[members[at] ?? 0] ?? 0) & 2) >> 1
    return count
  }
}
