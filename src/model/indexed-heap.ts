/** A binary heap of the integers 0 … capacity - 1, each in it once at most, whose order may change while it is in. */
export class IndexedHeap {
  readonly #items: Int32Array
  readonly #place: Int32Array
  readonly #before: (a: number, b: number) => boolean
  #size = 0

  /** `before` is a strict total order; where it changes for an item, `put` or `remove` that item before any other change. */
  constructor(capacity: number, before: (a: number, b: number) => boolean) {
    this.#items = new Int32Array(capacity)
    this.#place = new Int32Array(capacity).fill(-1)
    this.#before = before
  }

  #set(place: number, item: number): void {
    this.#items[place] = item
    this.#place[item] = place
  }

  #settle(from: number, item: number): void {
    let place = from
    while (place > 0) {
      const parent = this.#items[(place - 1) >> 1] ?? 0
      if (!this.#before(item, parent)) break
      this.#set(place, parent)
      place = (place - 1) >> 1
    }
    for (let child = 2 * place + 1; child < this.#size; child = 2 * place + 1) {
      if (child + 1 < this.#size && this.#before(this.#items[child + 1] ?? 0, this.#items[child] ?? 0)) child += 1
      const below = this.#items[child] ?? 0
      if (!this.#before(below, item)) break
      this.#set(place, below)
      place = child
    }
    this.#set(place, item)
  }

  /** Adds an item, or moves it to where it belongs now. */
  put(item: number): void {
    const place = this.#place[item] ?? -1
    this.#settle(place === -1 ? this.#size++ : place, item)
  }

  /** Takes an item out, if it is in. */
  remove(item: number): void {
    const place = this.#place[item] ?? -1
    if (place === -1) return
    this.#place[item] = -1
    this.#size -= 1
    if (place < this.#size) this.#settle(place, this.#items[this.#size] ?? 0)
  }

  /** Takes the first item out; -1 when there is none. */
  take(): number {
    if (this.#size === 0) return -1
    const first = this.#items[0] ?? -1
    this.remove(first)
    return first
  }
}
