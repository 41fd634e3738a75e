/** Disjoint sets of the integers 0 … size - 1; the least member of a set is its root (Tarjan 1975, path halving). */
export class UnionFind {
  readonly #parent: Int32Array

  constructor(size: number) {
    this.#parent = new Int32Array(size)
    for (let index = 0; index < size; index += 1) this.#parent[index] = index
  }

  /** The least member of the set of `member`. */
  root(member: number): number {
    const parent = this.#parent
    let at = member
    while ((parent[at] ?? at) !== at) {
      parent[at] = parent[parent[at] ?? at] ?? at
      at = parent[at] ?? at
    }
    return at
  }

  /** Joins the sets of two members. */
  join(a: number, b: number): void {
    const [left, right] = [this.root(a), this.root(b)]
    if (left !== right) this.#parent[Math.max(left, right)] = Math.min(left, right)
  }

  /** The root of every member. */
  roots(): Int32Array {
    const roots = new Int32Array(this.#parent.length)
    for (let member = 0; member < roots.length; member += 1) roots[member] = this.root(member)
    return roots
  }
}
