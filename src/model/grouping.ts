/** Makes an array of so many numbers, all 0. */
export type Allocate = (length: number) => Int32Array

export const ownArray: Allocate = (length) => new Int32Array(length)

/** The same of bytes. */
export const bytesBy = (allocate: Allocate, length: number): Uint8Array => new Uint8Array(allocate(Math.ceil(length / 4)).buffer, 0, length)

export interface Grouping {
  /** Items of group g are `order` from `starts[g]` to `starts[g + 1]`, in rising order. */
  readonly starts: Int32Array
  readonly order: Int32Array
}

/** What makes the arrays of a grouping. */
export type AllocateGrouping = Readonly<Record<keyof Grouping, Allocate>>

const ownGrouping: AllocateGrouping = { starts: ownArray, order: ownArray }

/** The items 0 … items - 1 by their group, 1 … groups (counting sort); items of group 0 are left out. */
export function grouped(items: number, groups: number, groupOf: (item: number) => number, allocate = ownGrouping): Grouping {
  const starts = allocate.starts(groups + 2)
  for (let item = 0; item < items; item += 1) {
    const group = groupOf(item)
    if (group > 0) starts[group + 1] = (starts[group + 1] ?? 0) + 1
  }
  for (let group = 1; group < starts.length; group += 1) starts[group] = (starts[group] ?? 0) + (starts[group - 1] ?? 0)
  const order = allocate.order(starts.at(-1) ?? 0)
  const at = starts.slice()
  for (let item = 0; item < items; item += 1) {
    const group = groupOf(item)
    if (group === 0) continue
    order[at[group] ?? 0] = item
    at[group] = (at[group] ?? 0) + 1
  }
  return { starts, order }
}
