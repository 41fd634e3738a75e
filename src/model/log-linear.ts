/** A fitted Poisson log-linear model: log of the expected count of cell c = Σ design[c][p] × coefficient p. */
export interface LogLinearFit {
  readonly coefficients: Float64Array
  /** Variance of the first coefficient, the log of the expected count of a cell whose design is otherwise 0. */
  readonly variance: number
}

const mostSteps = 60
const tolerance = 1e-9
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

const deviance = (count: number, expected: number): number => 2 * ((count > 0 ? count * Math.log(count / expected) : 0) - (count - expected))

/** Maximum likelihood by Newton's method, steps halved while they make it worse. The first column of the design is the constant. */
export function fitLogLinear(design: readonly Float64Array[], counts: Float64Array): LogLinearFit {
  const parameters = design[0]?.length ?? 0
  let coefficients = new Float64Array(parameters)
  coefficients[0] = Math.log(Math.max(counts.reduce((sum, count) => sum + count, 0) / counts.length, ridge))
  const expected = (of: Float64Array): Float64Array => Float64Array.from(design, (row) => Math.exp(Math.min(row.reduce((sum, value, p) => sum + value * (of[p] ?? 0), 0), 500)))
  const misfit = (means: Float64Array): number => counts.reduce((sum, count, cell) => sum + deviance(count, means[cell] ?? 1), 0)
  let means = expected(coefficients)
  let current = misfit(means)
  const information = new Float64Array(parameters * parameters)
  for (let step = 0; step <= mostSteps; step += 1) {
    information.fill(0)
    const score = new Float64Array(parameters)
    design.forEach((row, cell) => {
      const mean = means[cell] ?? 0
      row.forEach((value, p) => {
        if (value === 0) return
        score[p] = (score[p] ?? 0) + value * ((counts[cell] ?? 0) - mean)
        for (let q = 0; q < parameters; q += 1) information[p * parameters + q] = (information[p * parameters + q] ?? 0) + value * (row[q] ?? 0) * mean
      })
    })
    const move = solve(information, score)
    let [share, better] = [1, false]
    for (; share > 1e-6 && !better; share /= 2) {
      const next = coefficients.map((value, p) => value + share * (move[p] ?? 0))
      const nextMeans = expected(next)
      const nextMisfit = misfit(nextMeans)
      if (!(nextMisfit < current - tolerance)) continue
      ;[coefficients, means, current, better] = [next, nextMeans, nextMisfit, true]
    }
    if (!better) break
  }
  const first = new Float64Array(parameters)
  first[0] = 1
  return { coefficients, variance: solve(information, first)[0] ?? 0 }
}
