function larger(array: Int32Array): Int32Array<ArrayBuffer> {
  const more = new Int32Array(array.length * 2)
  more.set(array)
  return more
}

/** Blocks by their key, with the mentions that each has on either side (open addressing, linear probing). */
export class BlockTable {
  #slots = new Int32Array(1024)
  #lows = new Int32Array(512)
  #highs = new Int32Array(512)
  #lefts = new Int32Array(512)
  #rights = new Int32Array(512)
  #count = 0

  clear(): void {
    this.#slots.fill(0)
    this.#count = 0
  }

  get count(): number {
    return this.#count
  }

  /** The number of the block with a key, -1 if there is none. */
  find(low: number, high: number): number {
    return (this.#slots[this.#slotOf(low, high)] ?? 0) - 1
  }

  /** The number of the block with a key, which is made if there is none. */
  take(low: number, high: number): number {
    const slot = this.#slotOf(low, high)
    const known = this.#slots[slot] ?? 0
    if (known !== 0) return known - 1
    const block = this.#count
    if (block === this.#lows.length) {
      this.#grow()
      return this.take(low, high)
    }
    this.#count += 1
    this.#slots[slot] = this.#count
    this.#lows[block] = low
    this.#highs[block] = high
    this.#lefts[block] = 0
    this.#rights[block] = 0
    return block
  }

  /** Counts a mention of a block, on the left (1), the right (2) or both (3). */
  add(block: number, side: number): void {
    this.#lefts[block] = (this.#lefts[block] ?? 0) + (side & 1)
    this.#rights[block] = (this.#rights[block] ?? 0) + (side >> 1)
  }

  /** The pairs that a block makes. */
  pairs(block: number, within: boolean): number {
    const left = this.#lefts[block] ?? 0
    return within ? (left * (left - 1)) / 2 : left * (this.#rights[block] ?? 0)
  }

  /** Whether the key of one block is below that of another, as unsigned numbers. */
  before(a: number, b: number): number {
    const [high, other] = [(this.#highs[a] ?? 0) >>> 0, (this.#highs[b] ?? 0) >>> 0]
    return high === other ? ((this.#lows[a] ?? 0) >>> 0) - ((this.#lows[b] ?? 0) >>> 0) : high - other
  }

  #slotOf(low: number, high: number): number {
    const most = this.#slots.length - 1
    let slot = (high ^ Math.imul(low, 0x9e3779b1) ^ (low >>> 15)) & most
    for (let known = this.#slots[slot] ?? 0; known !== 0; known = this.#slots[slot] ?? 0) {
      if (this.#lows[known - 1] === low && this.#highs[known - 1] === high) return slot
      slot = (slot + 1) & most
    }
    return slot
  }

  #grow(): void {
    this.#lows = larger(this.#lows)
    this.#highs = larger(this.#highs)
    this.#lefts = larger(this.#lefts)
    this.#rights = larger(this.#rights)
    this.#slots = new Int32Array(this.#slots.length * 2)
    for (let block = 0; block < this.#count; block += 1) this.#slots[this.#slotOf(this.#lows[block] ?? 0, this.#highs[block] ?? 0)] = block + 1
  }
}
