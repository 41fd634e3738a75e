/**
 * The one-to-one assignment of rows to columns with the least total cost (Kuhn 1955, with potentials as Jonker and Volgenant), each row's
 * column. `rows` ≤ `columns`; the cost of a pair comes from `cost(row, column)`. Time rows² × columns.
 */
export const assign = (rows: number, columns: number, cost: (row: number, column: number) => number): number[] => {
  const ofRow = new Float64Array(rows + 1)
  const ofColumn = new Float64Array(columns + 1)
  const rowAt = new Int32Array(columns + 1)
  const way = new Int32Array(columns + 1)
  for (let row = 1; row <= rows; row++) {
    rowAt[0] = row
    const least = new Float64Array(columns + 1).fill(Infinity)
    const used = new Uint8Array(columns + 1)
    let column = 0
    while (rowAt[column] !== 0) {
      used[column] = 1
      const from = rowAt[column] ?? 0
      let delta = Infinity
      let next = 0
      for (let j = 1; j <= columns; j++) {
        if (used[j] === 1) continue
        const reduced = cost(from - 1, j - 1) - (ofRow[from] ?? 0) - (ofColumn[j] ?? 0)
        if (reduced < (least[j] ?? Infinity)) {
          least[j] = reduced
          way[j] = column
        }
        if ((least[j] ?? Infinity) < delta) {
          delta = least[j] ?? Infinity
          next = j
        }
      }
      for (let j = 0; j <= columns; j++) {
        if (used[j] === 1) {
          const at = rowAt[j] ?? 0
          ofRow[at] = (ofRow[at] ?? 0) + delta
          ofColumn[j] = (ofColumn[j] ?? 0) - delta
        } else least[j] = (least[j] ?? 0) - delta
      }
      column = next
    }
    while (column !== 0) {
      const from = way[column] ?? 0
      rowAt[column] = rowAt[from] ?? 0
      column = from
    }
  }
  const columnOf: number[] = Array.from({ length: rows }, () => -1)
  for (let j = 1; j <= columns; j++) {
    const row = rowAt[j] ?? 0
    if (row > 0) columnOf[row - 1] = j - 1
  }
  return columnOf
}
