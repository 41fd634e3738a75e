const ridge = 1e-8

/** Solves A x = b for a symmetric positive definite A, row by row, with a ridge that keeps it so (Cholesky). */
export function solve(matrix: Float64Array, vector: Float64Array): Float64Array {
  const n = vector.length
  const lower = new Float64Array(n * n)
  for (let row = 0; row < n; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = (matrix[row * n + column] ?? 0) * (row === column ? 1 + ridge : 1)
      for (let k = 0; k < column; k += 1) sum -= (lower[row * n + k] ?? 0) * (lower[column * n + k] ?? 0)
      lower[row * n + column] = row === column ? Math.sqrt(Math.max(sum, ridge * ridge)) : sum / (lower[column * n + column] ?? 1)
    }
  }
  const x = vector.slice()
  for (let row = 0; row < n; row += 1) {
    for (let k = 0; k < row; k += 1) x[row] = (x[row] ?? 0) - (lower[row * n + k] ?? 0) * (x[k] ?? 0)
    x[row] = (x[row] ?? 0) / (lower[row * n + row] ?? 1)
  }
  for (let row = n - 1; row >= 0; row -= 1) {
    for (let k = row + 1; k < n; k += 1) x[row] = (x[row] ?? 0) - (lower[k * n + row] ?? 0) * (x[k] ?? 0)
    x[row] = (x[row] ?? 0) / (lower[row * n + row] ?? 1)
  }
  return x
}
