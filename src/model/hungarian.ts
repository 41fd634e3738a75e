/** An assignment of every row to a column of its own, with the prices that prove it best. */
export interface Assignment {
  /** Column of each row. */
  readonly columnOf: Int32Array
  /** Dual prices: gain[row][column] ≤ rowPrice + columnPrice, equal where assigned; columnPrice ≥ 0, 0 where no row has the column. */
  readonly rowPrice: Float64Array
  readonly columnPrice: Float64Array
}

/**
 * The assignment of rows to columns with the greatest total gain, by shortest augmenting paths (Jonker and Volgenant 1987): rows² × columns steps.
 * `gain` is row by row, whole numbers so that prices are exact, with no more rows than columns.
 */
export function bestAssignment(gain: Float64Array, rows: number, columns: number): Assignment {
  // Rows and columns count from 1 here; 0 stands for the row that is being added and for "none".
  const rowPrice = new Float64Array(rows + 1)
  const columnPrice = new Float64Array(columns + 1)
  const rowOf = new Int32Array(columns + 1)
  const cameFrom = new Int32Array(columns + 1)
  for (let row = 1; row <= rows; row += 1) {
    rowOf[0] = row
    const slack = new Float64Array(columns + 1).fill(Infinity)
    const seen = new Uint8Array(columns + 1)
    let column = 0
    while (column === 0 || rowOf[column] !== 0) {
      seen[column] = 1
      const from = rowOf[column] ?? 0
      let [step, nearest] = [Infinity, 0]
      for (let to = 1; to <= columns; to += 1) {
        if (seen[to] === 1) continue
        const reduced = (rowPrice[from] ?? 0) - (columnPrice[to] ?? 0) - (gain[(from - 1) * columns + to - 1] ?? 0)
        if (reduced < (slack[to] ?? 0)) {
          slack[to] = reduced
          cameFrom[to] = column
        }
        if ((slack[to] ?? 0) < step) [step, nearest] = [slack[to] ?? 0, to]
      }
      for (let to = 0; to <= columns; to += 1) {
        if (seen[to] === 1) {
          const priced = rowOf[to] ?? 0
          rowPrice[priced] = (rowPrice[priced] ?? 0) - step
          columnPrice[to] = (columnPrice[to] ?? 0) - step
        } else slack[to] = (slack[to] ?? 0) - step
      }
      column = nearest
    }
    while (column !== 0) {
      const previous = cameFrom[column] ?? 0
      rowOf[column] = rowOf[previous] ?? 0
      column = previous
    }
  }
  const columnOf = new Int32Array(rows)
  rowOf.forEach((row, column) => {
    if (column > 0 && row > 0) columnOf[row - 1] = column - 1
  })
  return { columnOf, rowPrice: rowPrice.slice(1), columnPrice: columnPrice.slice(1).map((price) => -price) }
}
