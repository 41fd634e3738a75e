import { Blocks, Numbers, type BlockPart } from './block-pairs.js'
import type { Grouping } from './grouping.js'
import { compiled, type PairCode } from './near-code.js'

/** What pairs are looked for in, as data, which may be handed to another thread. */
export interface SearchInput extends Pick<Blocks, 'rules' | 'sides' | 'within' | 'numbers'> {
  /** Bits of each rule, by its place. */
  readonly bits: Int32Array
  /** Tells which pairs are wanted, by the numbers of their mentions; all where it is absent. */
  readonly test?: PairCode
}

/** A part of the pairs of a rule, by its place among the rules. */
export interface SearchPart {
  readonly rule: number
  readonly mentions: Grouping
  readonly part: BlockPart
}

/** What a thread is handed: the same input each time, and a part of its pairs. */
export interface SearchPiece {
  readonly input: SearchInput
  readonly part: SearchPart
}

/** The wanted pairs of a part, in the order of blocks and mentions. */
export interface FoundPart {
  readonly lefts: Int32Array
  readonly rights: Int32Array
  /** How many rules bring each pair together. */
  readonly rules: Int32Array
  /** The bits of all of these. */
  readonly bits: Int32Array
  /** Pairs that no earlier rule brings together, wanted or not. */
  readonly first: number
}

/** Looks for pairs that a rule is the first to bring together and that a test lets pass. */
export class PairSearch {
  readonly #blocks: Blocks
  readonly #bits: Int32Array
  readonly #test: (l: number, r: number) => boolean
  readonly #columns = [new Numbers(), new Numbers(), new Numbers(), new Numbers()] as const

  constructor({ rules, sides, within, numbers, bits, test }: SearchInput) {
    this.#bits = bits
    this.#blocks = new Blocks(rules, sides, within, numbers)
    this.#test = test === undefined ? () => true : compiled(test)
  }

  find({ rule, mentions, part }: SearchPart): FoundPart {
    const [blocks, test] = [this.#blocks, this.#test]
    const [lefts, rights, counts, bits] = this.#columns
    for (const column of this.#columns) column.clear()
    let first = 0
    blocks.visit(mentions, part, (l, r) => {
      if (!blocks.isFirst(rule, l, r)) return
      first += 1
      if (!test(l, r)) return
      lefts.push(l)
      rights.push(r)
      counts.push(blocks.rulesOf(l, r))
      bits.push(blocks.bitsOf(l, r, this.#bits))
    })
    return { lefts: lefts.items.slice(), rights: rights.items.slice(), rules: counts.items.slice(), bits: bits.items.slice(), first }
  }
}
