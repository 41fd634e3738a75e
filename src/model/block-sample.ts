import type { KeyParts, Keys } from './block-keys.js'
import { BlockTable } from './block-table.js'

/** The blocks of one size class of one rule: the pairs that they make, and some of these pairs as places of mentions. */
export interface SizeClass {
  readonly sizeClass: number
  readonly pairs: number
  readonly lefts: readonly number[]
  readonly rights: readonly number[]
}

/** Blocks of a size class of which pairs are taken, members of a block that they are taken from, and pairs at most. */
const sampledBlocks = 60
const sampledMembers = 16
const sampledPairs = 60
/** Pairs of a size class from which more of them are taken: so many are not to be compared for one or two of sixty that matched by luck. */
const manyPairs = 5_000_000
const sampledOfMany = 240

/** The size class of a block that makes so many pairs: class c has at most 4^c of them, that is some 2^c mentions a side. */
export const sizeClassOf = (pairs: number): number => Math.ceil(Math.log2(pairs) / 2)
/** The size classes of small blocks, of which there are very many. */
const ofSmall = Uint8Array.from({ length: 1024 }, (_, pairs) => (pairs === 0 ? 0 : sizeClassOf(pairs)))

/** The first so many of what is added, by an order. */
class Least {
  #items: number[] = []
  /** The last of the first so many, once there were more. */
  #last: number | undefined

  constructor(
    private readonly most: number,
    private readonly order: (a: number, b: number) => number,
  ) {}

  add(item: number): void {
    if (this.#last !== undefined && this.order(item, this.#last) > 0) return
    this.#items.push(item)
    if (this.#items.length === 2 * this.most) this.#cut()
  }

  sorted(): readonly number[] {
    this.#cut()
    return this.#items
  }

  #cut(): void {
    this.#items.sort(this.order)
    if (this.#items.length < this.most) return
    this.#items.length = this.most
    this.#last = this.#items.at(-1)
  }
}

/** The mentions whose blocks are looked at, as data, which may be handed to another thread. */
export interface SampleInput {
  /** By place, 1 for a mention of the left side of a match, 2 for the right, 3 for both. */
  readonly sides: Uint8Array
  /** Pairs are of mentions of one side with one another; else of those on the left with those on the right. */
  readonly within: boolean
  /** A power of two: only blocks of a share of the keys are looked at. */
  readonly oneIn: number
}

/** What a thread is handed: the same input each time, and the keys of a rule. */
export interface SamplePiece {
  readonly input: SampleInput
  readonly keys: KeyParts
}

/** Counts and samples the blocks that candidate rules would make, of the keys of mentions. Which mentions and blocks are taken hangs on keys and places alone. */
export class BlockSampler {
  readonly #table = new BlockTable()
  readonly #places: Int32Array
  readonly #blocks: Int32Array

  constructor(private readonly input: SampleInput) {
    const { sides } = input
    this.#places = new Int32Array(sides.length)
    this.#blocks = new Int32Array(sides.length)
  }

  /** The size classes of the blocks that keys make, in rising order; those of which no pair was drawn are left out. */
  classes(keys: KeyParts): SizeClass[] {
    const looked = this.#lookAt(keys)
    const table = this.#table
    const found: { sizeClass: number; pairs: number; blocks: Least }[] = []
    for (let block = 0; block < table.count; block += 1) {
      const pairs = table.pairs(block, this.input.within)
      if (pairs === 0) continue
      const sizeClass = ofSmall[pairs] ?? sizeClassOf(pairs)
      const of = (found[sizeClass] ??= { sizeClass, pairs: 0, blocks: new Least(sampledBlocks, (a, b) => table.before(a, b)) })
      of.pairs += pairs
      of.blocks.add(block)
    }
    // Without the holes.
    const inOrder = Object.values(found)
    const members = this.#membersOf(inOrder.flatMap(({ blocks }) => blocks.sorted()), looked)
    return inOrder.map(({ sizeClass, pairs, blocks }) => {
      const of = blocks.sorted().map((block) => members.get(block) ?? { lefts: [], rights: [] })
      return { sizeClass, pairs: pairs * this.input.oneIn, ...this.#drawn(of, pairs * this.input.oneIn < manyPairs ? sampledPairs : sampledOfMany) }
    }).filter(({ lefts }) => lefts.length > 0)
  }

  /** For pairs of places the size class of the block that holds both, -1 where none does. All blocks are looked at. */
  holding(keys: Keys, lefts: Int32Array, rights: Int32Array): Int8Array {
    const table = this.#table
    table.clear()
    const met = new Int32Array(lefts.length).fill(-1)
    for (let at = 0; at < lefts.length; at += 1) {
      const left = 2 * (lefts[at] ?? 0)
      const right = 2 * (rights[at] ?? 0)
      const low = keys[left] ?? 0
      const high = keys[left + 1] ?? 0
      if (low === keys[right] && high === keys[right + 1] && (low | high) !== 0) met[at] = table.take(low, high)
    }
    if (table.count > 0) {
      for (let place = 0; place < this.input.sides.length; place += 1) {
        const block = table.find(keys[2 * place] ?? 0, keys[2 * place + 1] ?? 0)
        if (block >= 0) table.add(block, this.input.sides[place] ?? 0)
      }
    }
    const classes = new Int8Array(table.count)
    for (let block = 0; block < classes.length; block += 1) classes[block] = sizeClassOf(table.pairs(block, this.input.within))
    const held = new Int8Array(met.length)
    for (let at = 0; at < met.length; at += 1) held[at] = classes[met[at] ?? -1] ?? -1
    return held
  }

  /** Fills the table with the blocks of the keys that are looked at; returns how many mentions are in them. Keys are joined here, since most of them are not looked at. */
  #lookAt({ first, second }: KeyParts): number {
    this.#table.clear()
    const passed = this.input.oneIn - 1
    const places = this.input.sides.length
    let looked = 0
    if (second === undefined) {
      for (let place = 0; place < places; place += 1) {
        const low = first[2 * place] ?? 0
        if ((low & passed) !== 0) continue
        const high = first[2 * place + 1] ?? 0
        if ((low | high) !== 0) looked = this.#take(looked, place, low, high)
      }
      return looked
    }
    for (let place = 0; place < places; place += 1) {
      const [low, otherLow] = [first[2 * place] ?? 0, second[2 * place] ?? 0]
      if (((low ^ otherLow) & passed) !== 0) continue
      const [high, otherHigh] = [first[2 * place + 1] ?? 0, second[2 * place + 1] ?? 0]
      if ((low | high) === 0 || (otherLow | otherHigh) === 0) continue
      looked = this.#take(looked, place, low ^ otherLow, high ^ otherHigh)
    }
    return looked
  }

  #take(looked: number, place: number, low: number, high: number): number {
    const block = this.#table.take(low, high)
    this.#table.add(block, this.input.sides[place] ?? 0)
    this.#places[looked] = place
    this.#blocks[looked] = block
    return looked + 1
  }

  /** The first members of some blocks, by their side. */
  #membersOf(blocks: readonly number[], looked: number): Map<number, { lefts: number[]; rights: number[] }> {
    const wanted = new Uint8Array(this.#table.count)
    const members = new Map(blocks.map((block) => [block, { lefts: [] as number[], rights: [] as number[] }]))
    for (const block of blocks) wanted[block] = 1
    for (let at = 0; at < looked; at += 1) {
      const block = this.#blocks[at] ?? 0
      if (wanted[block] === 0) continue
      const [place, of] = [this.#places[at] ?? 0, members.get(block)]
      const side = this.input.sides[place] ?? 0
      if ((side & 1) !== 0 && of !== undefined && of.lefts.length < sampledMembers) of.lefts.push(place)
      if ((side & 2) !== 0 && of !== undefined && of.rights.length < sampledMembers) of.rights.push(place)
    }
    return members
  }

  /** Pairs of the members of blocks, up to so many: the first of each block, then the second of each. */
  #drawn(blocks: readonly { readonly lefts: readonly number[]; readonly rights: readonly number[] }[], most: number): { lefts: number[]; rights: number[] } {
    const drawn = { lefts: [] as number[], rights: [] as number[] }
    for (let nth = 0; nth < sampledMembers / 2; nth += 1) {
      for (const { lefts, rights } of blocks) {
        const [left, right] = this.input.within ? [lefts[2 * nth], lefts[2 * nth + 1]] : [lefts[nth], rights[nth]]
        if (drawn.lefts.length === most || left === undefined || right === undefined || left === right) continue
        drawn.lefts.push(left)
        drawn.rights.push(right)
      }
    }
    return drawn
  }
}
