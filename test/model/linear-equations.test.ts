import { expect, test } from 'vitest'
import { solve } from '../../src/model/linear-equations.js'

test('linear equations are solved', () => {
  const x = solve(Float64Array.of(4, 2, 0, 2, 5, 1, 0, 1, 3), Float64Array.of(8, 15, 11))
  expect([...x].map((value) => Math.round(value * 1e5) / 1e5)).toEqual([1, 2, 3])
})
