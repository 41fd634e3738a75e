import { IndexedHeap } from './indexed-heap.js'

/** Links between clusters, of one component at a time. Half-link h belongs to link h >> 1 and starts at the cluster `ends[h]`; a dead link starts at 0. */
export class ClusterLinks {
  readonly #ends: Int32Array
  readonly #next: Int32Array
  readonly #total: Float64Array
  readonly #mean: Float64Array
  readonly #apart: Uint8Array
  readonly #first: Int32Array
  readonly #size: Int32Array
  readonly #mark: Int32Array
  readonly #heap: IndexedHeap
  readonly #threshold: number
  #members: number[] = []
  #count = 0

  constructor(mentions: number, capacity: number, threshold: number) {
    this.#ends = new Int32Array(2 * capacity)
    this.#next = new Int32Array(2 * capacity)
    this.#total = new Float64Array(capacity)
    this.#mean = new Float64Array(capacity)
    this.#apart = new Uint8Array(capacity)
    this.#first = new Int32Array(mentions + 1).fill(-1)
    this.#size = new Int32Array(mentions + 1).fill(1)
    this.#mark = new Int32Array(mentions + 1).fill(-1)
    this.#heap = new IndexedHeap(capacity, (a, b) => this.#before(a, b))
    this.#threshold = threshold
  }

  #before(a: number, b: number): boolean {
    const [meanA, meanB] = [this.#mean[a] ?? 0, this.#mean[b] ?? 0]
    if (meanA !== meanB) return meanA > meanB
    const [leftA, rightA, leftB, rightB] = [this.#end(2 * a), this.#end(2 * a + 1), this.#end(2 * b), this.#end(2 * b + 1)]
    const [lowA, lowB] = [Math.min(leftA, rightA), Math.min(leftB, rightB)]
    return lowA === lowB ? Math.max(leftA, rightA) < Math.max(leftB, rightB) : lowA < lowB
  }

  #end(half: number): number {
    return this.#ends[half] ?? 0
  }

  #attach(cluster: number, half: number): void {
    this.#ends[half] = cluster
    this.#next[half] = this.#first[cluster] ?? -1
    this.#first[cluster] = half
  }

  #kill(link: number): void {
    this.#heap.remove(link)
    this.#ends[2 * link] = 0
    this.#ends[2 * link + 1] = 0
  }

  /** The living half-links of a cluster; the dead are dropped on the way. `visit` may kill the one that it is given. */
  #each(cluster: number, visit: (half: number, other: number) => void): void {
    let previous = -1
    let half = this.#first[cluster] ?? -1
    while (half !== -1) {
      const next = this.#next[half] ?? -1
      if (this.#end(half) === cluster) visit(half, this.#end(half ^ 1))
      if (this.#end(half) === cluster) previous = half
      else if (previous === -1) this.#first[cluster] = next
      else this.#next[previous] = next
      half = next
    }
  }

  #refresh(half: number): void {
    const link = half >> 1
    this.#mean[link] = (this.#total[link] ?? 0) / ((this.#size[this.#end(half)] ?? 1) * (this.#size[this.#end(half ^ 1)] ?? 1))
    if (this.#apart[link] === 0 && (this.#mean[link] ?? 0) > this.#threshold) this.#heap.put(link)
    else this.#heap.remove(link)
  }

  /** Adds a link of the next component. No mention may be in two. */
  add(left: number, right: number, total: number, apart: boolean): void {
    const link = this.#count++
    for (const mention of [left, right]) if (this.#first[mention] === -1) this.#members.push(mention)
    this.#total[link] = total
    this.#apart[link] = apart ? 1 : 0
    this.#attach(left, 2 * link)
    this.#attach(right, 2 * link + 1)
  }

  /** Ends the adding: makes one link of all that join the same two mentions. */
  settle(): void {
    for (const mention of this.#members) this.#settle(mention)
    this.#members = []
    this.#count = 0
  }

  #settle(mention: number): void {
    this.#each(mention, (half, other) => {
      const [link, same] = [half >> 1, this.#mark[other] ?? -1]
      if (same === -1) {
        this.#mark[other] = link
        return
      }
      this.#total[same] = Math.max(this.#total[same] ?? 0, this.#total[link] ?? 0)
      this.#apart[same] = (this.#apart[same] ?? 0) | (this.#apart[link] ?? 0)
      this.#kill(link)
    })
    this.#unmarkAndRefresh(mention)
  }

  #unmarkAndRefresh(cluster: number): void {
    this.#each(cluster, (half, other) => {
      this.#mark[other] = -1
      this.#refresh(half)
    })
  }

  /** Merges the best two clusters: the one that stays, which has the least member, and the one that goes. Undefined when none are left to merge. */
  mergeBest(): readonly [number, number] | undefined {
    const link = this.#heap.take()
    if (link === -1) return undefined
    const [end, otherEnd] = [this.#end(2 * link), this.#end(2 * link + 1)]
    const [stays, goes] = [Math.min(end, otherEnd), Math.max(end, otherEnd)]
    this.#kill(link)
    this.#size[stays] = (this.#size[stays] ?? 0) + (this.#size[goes] ?? 0)
    this.#each(stays, (half, other) => {
      this.#mark[other] = half >> 1
    })
    this.#each(goes, (half, other) => {
      const [moved, same] = [half >> 1, this.#mark[other] ?? -1]
      this.#heap.remove(moved)
      if (same === -1) {
        this.#attach(stays, half)
        return
      }
      this.#total[same] = (this.#total[same] ?? 0) + (this.#total[moved] ?? 0)
      this.#apart[same] = (this.#apart[same] ?? 0) | (this.#apart[moved] ?? 0)
      this.#kill(moved)
    })
    this.#unmarkAndRefresh(stays)
    return [stays, goes]
  }
}
