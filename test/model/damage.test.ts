import { array, assert, double, property } from 'fast-check'
import { expect, test } from 'vitest'
import { damagedM, soundM } from '../../src/model/damage.js'

const shares = array(double({ min: 0.01, max: 1, noNaN: true }), { minLength: 2, maxLength: 6 }).map((counts) => {
  const total = counts.reduce((sum, count) => sum + count, 0)
  return counts.map((count) => count / total)
})
const odds = (share: number): number => share / (1 - share)
const errorOf = (m: readonly number[]): number => 1 - (m.at(-1) ?? 0)

test('damaged matches have three times the odds of an error, and the same kinds of error in the same proportions', () => {
  assert(property(shares, (m) => {
    const damaged = damagedM(m)
    expect(damaged.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
    expect(odds(errorOf(damaged)) / odds(errorOf(m))).toBeCloseTo(3, 6)
    m.slice(0, -1).forEach((share, level) => expect((damaged[level] ?? 0) / errorOf(damaged)).toBeCloseTo(share / errorOf(m), 9))
  }))
})

test('counts drawn from both classes give back the m of the sound', () => {
  assert(property(shares, double({ min: 1, max: 1e5, noNaN: true }), double({ min: 0, max: 1e5, noNaN: true }), (m, sound, damaged) => {
    const found = soundM(m.map((share) => share * sound), damagedM(m).map((share) => share * damaged))
    found.forEach((share, level) => expect(share).toBeCloseTo(m[level] ?? Number.NaN, 6))
  }))
})

test('more errors counted, more errors estimated; damaged pairs explain a part of them', () => {
  const error = (errors: number, damaged: number): number => errorOf(soundM([errors, 100 - errors], [damaged / 2, damaged / 2]))
  for (const errors of [1, 5, 20, 60]) {
    expect(error(errors + 1, 10)).toBeGreaterThan(error(errors, 10))
    expect(errorOf(damagedM([errors / 100, 1 - errors / 100]))).toBeGreaterThan(errors / 100)
  }
  expect(error(20, 0)).toBeCloseTo(0.2, 9)
  expect(errorOf(soundM([0, 100], [0, 0]))).toBeCloseTo(0, 9)
})
