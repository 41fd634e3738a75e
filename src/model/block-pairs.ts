import { grouped } from './grouping.js'

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

/** Pairs that are visited in one go: some tenths of a second, after which whoever asks for them may be interrupted. */
const pace = 100_000

/**
 * The block of each mention by each rule, four bytes a mention and rule. Thus a pair is of the first rule that brings it together, and is known to be,
 * without a list of pairs.
 */
export class Blocks {
  /** By mention, then by rule: those of a mention stand side by side. */
  readonly #blocks: Int32Array
  readonly #counts: number[]
  /** Mentions that take part, rising; told once pairs are asked for. */
  #mentions: Int32Array | undefined

  /**
   * @param rules how many there are
   * @param sides by the number of a mention, 1 for the left side of a match, 2 for the right, 3 for both, 0 for no part in it
   * @param within pairs are of mentions of the left side with those that come after them; else of those on the left with those on the right
   */
  constructor(
    private readonly rules: number,
    private readonly sides: Uint8Array,
    private readonly within: boolean,
  ) {
    this.#blocks = new Int32Array(rules * sides.length)
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
        this.#blocks[(mentions?.[row] ?? 0) * this.rules + rule] = block
      }
    }
  }

  /** Whether no earlier rule brings a pair together that this one does. */
  isFirst(rule: number, l: number, r: number): boolean {
    const blocks = this.#blocks
    let other = r * this.rules
    const from = l * this.rules
    for (let place = from; place < from + rule; place += 1, other += 1) {
      const block = blocks[place]
      if (block !== 0 && block === blocks[other]) return false
    }
    return true
  }

  /** The bits of all rules that bring a pair together, of those of each rule by its place; -1 where none does. */
  bitsOf(l: number, r: number, bits: Int32Array): number {
    const blocks = this.#blocks
    let [found, mine, other] = [-1, l * this.rules, r * this.rules]
    for (let rule = 0; rule < this.rules; rule += 1, mine += 1, other += 1) {
      const block = blocks[mine]
      if (block !== 0 && block === blocks[other]) found = (found === -1 ? 0 : found) | (bits[rule] ?? 0)
    }
    return found
  }

  /** How many rules bring a pair together. */
  rulesOf(l: number, r: number): number {
    const blocks = this.#blocks
    let [count, mine, other] = [0, l * this.rules, r * this.rules]
    for (let rule = 0; rule < this.rules; rule += 1, mine += 1, other += 1) {
      const block = blocks[mine]
      if (block !== 0 && block === blocks[other]) count += 1
    }
    return count
  }

  /** Visits the pairs of a rule, in the order of blocks and mentions; yields how many it has visited, every now and then and at the end. */
  *pairs(rule: number, visit: (l: number, r: number) => void): Generator<number> {
    const count = this.#counts[rule] ?? 0
    const mentions = (this.#mentions ??= Int32Array.from(this.sides.keys()).filter((mention) => this.sides[mention] !== 0))
    const [blocks, rules] = [this.#blocks, this.rules]
    const { starts, order: members } = grouped(mentions.length, count, (place) => blocks[(mentions[place] ?? 0) * rules + rule] ?? 0)
    for (let at = 0; at < members.length; at += 1) members[at] = mentions[members[at] ?? 0] ?? 0
    const right = new Numbers()
    let visited = 0
    for (let block = 1; block <= count; block += 1) {
      const [from, to] = [starts[block] ?? 0, starts[block + 1] ?? 0]
      if (!this.within) {
        right.clear()
        for (let at = from; at < to; at += 1) if (((this.sides[members[at] ?? 0] ?? 0) & 2) !== 0) right.push(members[at] ?? 0)
      }
      const others = this.within ? members : right.items
      const end = this.within ? to : right.length
      for (let at = from; at < to; at += 1) {
        const l = members[at] ?? 0
        if (((this.sides[l] ?? 0) & 1) === 0) continue
        const first = this.within ? at + 1 : 0
        for (let other = first; other < end; other += 1) visit(l, others[other] ?? 0)
        visited += end - first
        if (visited >= pace) {
          yield visited
          visited = 0
        }
      }
    }
    yield visited
  }
}
