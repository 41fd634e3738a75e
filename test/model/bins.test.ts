import { assert, bigInt, integer, property } from 'fast-check'
import { expect, test } from 'vitest'
import { evenBins, hasTails, timeUnit } from '../../src/model/bins.js'

const whole = bigInt({ min: -(10n ** 17n), max: 10n ** 17n })

test('bins hold the least and the greatest, are few, and begin at a multiple of 1, 2 or 5 times a power of ten', () => {
  assert(
    property(whole, whole, integer({ min: 1, max: 60 }), (a, b, most) => {
      const [least, greatest] = a < b ? [a, b] : [b, a]
      const { from, width, count } = evenBins(least, greatest, most)
      expect(from <= least && least < from + width).toBe(true)
      expect(greatest < from + width * BigInt(count) && greatest >= from + width * BigInt(count - 1)).toBe(true)
      expect(count).toBeLessThanOrEqual(most + 1)
      expect(from % width).toBe(0n)
      expect(String(width)).toMatch(/^[125]0*$/)
    }),
  )
})

test('bins of whole numbers are no narrower than one', () => {
  expect(evenBins(10_000n, 30_000n, 30, 10_000n)).toEqual({ from: 10_000n, width: 10_000n, count: 3 })
  expect(evenBins(0n, 0n, 30)).toEqual({ from: 0n, width: 1n, count: 1 })
})

test('the unit of time follows from the days to be drawn', () => {
  expect([10, 400, 4000, 40_000, 3_000_000].map(timeUnit)).toEqual(['day', 'month', 'year', 'decade', 'century'])
})

test('what lies ten times beyond the middle is a tail', () => {
  expect(hasTails(0n, 10n, 20n, 30n)).toBe(false)
  expect(hasTails(0n, 10n, 20n, 9999n)).toBe(true)
  expect(hasTails(0n, 10n, 10n, 9999n)).toBe(false)
})
