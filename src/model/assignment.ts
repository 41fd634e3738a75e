import type { MentionPairs } from './average-link.js'
import { grouped } from './grouping.js'
import { bestAssignment, type Assignment } from './hungarian.js'
import { UnionFind } from './union-find.js'

export interface WeightedLinks extends MentionPairs {
  readonly mentions: number
  /** Match weight of each link in bits, counted to a millionth; a link of 0 or less is never chosen. */
  readonly weight: Float64Array
}

export interface ChosenLinks {
  readonly chosen: Uint8Array
  /** Links that some assignments of the same greatest total use and others do not. */
  readonly tied: Uint8Array
  /** Links in components too large for the exact method, chosen greedily; there, of links with one mention in common only equal weights count as tied. */
  readonly greedy: number
}

interface Component {
  readonly links: Int32Array
  readonly weight: Float64Array
  readonly rowOf: Int32Array
  readonly columnOf: Int32Array
}

const mostSteps = 200 ** 3
const unit = 2 ** 20

/** Edges of the assigned matching and of every other best one lie on one cycle of prices that bind: the strongly connected part of each node (Tarjan 1972). */
function bindingParts({ columnOf, rowPrice, columnPrice }: Assignment, gain: Float64Array, columns: number): Int32Array {
  const rows = columnOf.length
  // Columns that no row has belong to rows of no gain; as these are all alike, one node stands for them.
  const spare = rows + columns
  const assigned = new Int32Array(columns).fill(spare)
  columnOf.forEach((column, row) => (assigned[column] = row))
  const [parts, low, open] = [new Int32Array(spare + 1), new Int32Array(spare + 1), new Uint8Array(spare + 1)]
  const stack: number[] = []
  let [order, part] = [0, 0]
  const binds = (row: number, column: number): boolean =>
    row === spare ? columnPrice[column] === 0 : columnOf[row] !== column && (rowPrice[row] ?? 0) + (columnPrice[column] ?? 0) === (gain[row * columns + column] ?? 0)
  const visit = (node: number): number => {
    const index = ++order
    low[node] = index
    open[node] = 1
    stack.push(node)
    const follow = (to: number): void => {
      const reached = low[to] === 0 ? visit(to) : open[to] === 1 ? (low[to] ?? 0) : Infinity
      low[node] = Math.min(low[node] ?? 0, reached)
    }
    if (node >= rows && node < spare) follow(assigned[node - rows] ?? spare)
    else for (let column = 0; column < columns; column += 1) if (binds(node, column)) follow(rows + column)
    if (low[node] === index) {
      part += 1
      let member: number
      do {
        member = stack.pop() ?? node
        open[member] = 0
        parts[member] = part
      } while (member !== node)
    }
    return low[node] ?? 0
  }
  for (let row = 0; row < rows; row += 1) if (low[row] === 0) visit(row)
  return parts
}

function exact({ links, weight, rowOf, columnOf }: Component, rows: number, columns: number, { chosen, tied }: ChosenLinks): void {
  const gain = new Float64Array(rows * columns)
  const linkAt = new Int32Array(rows * columns).fill(-1)
  links.forEach((link, place) => {
    const cell = (rowOf[place] ?? 0) * columns + (columnOf[place] ?? 0)
    if ((weight[place] ?? 0) <= (gain[cell] ?? 0)) return
    gain[cell] = weight[place] ?? 0
    linkAt[cell] = link
  })
  const best = bestAssignment(gain, rows, columns)
  const parts = bindingParts(best, gain, columns)
  linkAt.forEach((link, cell) => {
    if (link === -1) return
    const [row, column] = [Math.floor(cell / columns), cell % columns]
    const isChosen = best.columnOf[row] === column
    if (isChosen) chosen[link] = 1
    const binds = (best.rowPrice[row] ?? 0) + (best.columnPrice[column] ?? 0) === gain[cell]
    if (binds && parts[row] === parts[rows + column]) tied[link] = 1
  })
}

function greedily({ links, weight, rowOf, columnOf }: Component, { chosen, tied }: ChosenLinks): void {
  const places = Array.from(links.keys()).sort(
    (a, b) => (weight[b] ?? 0) - (weight[a] ?? 0) || (rowOf[a] ?? 0) - (rowOf[b] ?? 0) || (columnOf[a] ?? 0) - (columnOf[b] ?? 0),
  )
  const [rowTaken, columnTaken] = [new Map<number, number>(), new Map<number, number>()]
  for (const place of places) {
    const [row, column] = [rowOf[place] ?? 0, columnOf[place] ?? 0]
    const rivals = [rowTaken.get(row), columnTaken.get(column)].filter((rival) => rival !== undefined)
    if (rivals.length === 0) {
      chosen[links[place] ?? 0] = 1
      rowTaken.set(row, place)
      columnTaken.set(column, place)
    } else if (rivals.length === 1 && rivals.every((rival) => weight[rival] === weight[place])) {
      for (const each of [...rivals, place]) tied[links[each] ?? 0] = 1
    }
  }
}

/** Numbers from 0 for the distinct values, in rising order of value, so that the result does not hang on the order of the links. */
function numbered(values: Int32Array): { numbers: Int32Array; count: number } {
  const distinct = [...new Set(values)].sort((a, b) => a - b)
  const numberOf = new Map(distinct.map((value, number) => [value, number]))
  return { numbers: values.map((value) => numberOf.get(value) ?? 0), count: distinct.length }
}

/**
 * One-to-one links with the greatest total weight, each component of links apart: exact where (smaller side)² × larger side is up to 8 million, as
 * 200 by 200, and greedy by weight beyond. Throws RangeError when a mention is on both sides.
 */
export function assignLinks({ mentions, left, right, weight }: WeightedLinks): ChosenLinks {
  const result = { chosen: new Uint8Array(weight.length), tied: new Uint8Array(weight.length), greedy: 0 }
  const isLeft = new Uint8Array(mentions + 1)
  for (const mention of left) isLeft[mention] = 1
  if (right.some((mention) => isLeft[mention] === 1)) throw new RangeError('a mention is on both sides of the links')
  const bits = weight.map((value) => Math.round(value * unit))
  const components = new UnionFind(mentions + 1)
  bits.forEach((value, link) => {
    if (value > 0) components.join(left[link] ?? 0, right[link] ?? 0)
  })
  const roots = components.roots()
  const { starts, order } = grouped(weight.length, mentions, (link) => ((bits[link] ?? 0) > 0 ? (roots[left[link] ?? 0] ?? 0) : 0))
  for (let root = 1; root <= mentions; root += 1) {
    const [from, to] = [starts[root] ?? 0, starts[root + 1] ?? 0]
    if (to - from === 1) result.chosen[order[from] ?? 0] = 1
    if (to - from < 2) continue
    const links = order.subarray(from, to)
    const rows = numbered(links.map((link) => left[link] ?? 0))
    const columns = numbered(links.map((link) => right[link] ?? 0))
    const [few, many] = rows.count <= columns.count ? [rows, columns] : [columns, rows]
    const component = { links, weight: Float64Array.from(links, (link) => bits[link] ?? 0), rowOf: few.numbers, columnOf: many.numbers }
    if (few.count ** 2 * many.count <= mostSteps) exact(component, few.count, many.count, result)
    else {
      greedily(component, result)
      result.greedy += links.length
    }
  }
  return result
}
