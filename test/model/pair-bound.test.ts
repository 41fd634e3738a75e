import { array, assert, double, integer, property, record, tuple } from 'fast-check'
import { expect, test } from 'vitest'
import { compiled } from '../../src/model/near-code.js'
import { boundCode, type ComparisonBound } from '../../src/model/pair-bound.js'
import { Sketches } from '../../src/model/near.js'

const bits = double({ min: -10, max: 10, noNaN: true })
const both = tuple(bits, bits)
/** A comparison of one sketch: equal, missing, or else. */
const comparison = record({ equal: both, missing: both, other: both, rare: array(double({ min: 0, max: 9, noNaN: true }), { minLength: 3, maxLength: 3 }), usual: double({ min: 0, max: 9, noNaN: true }) })
const world = tuple(array(comparison, { minLength: 1, maxLength: 5 }), array(array(integer({ min: 0, max: 2 }), { minLength: 5, maxLength: 5 }), { minLength: 3, maxLength: 3 }), both, double({ min: -30, max: 30, noNaN: true }))

test('a pair is out only where the classes of pairs do not reach the floor together, and is then', () => {
  assert(property(world, ([comparisons, values, start, floor]) => {
    const sketches = new Sketches(comparisons.map((_, at) => `s${at}`), 3)
    sketches.add([0, 1, 2], comparisons.map((_, at) => at), comparisons.map((_, at) => values.map((of) => of[at] ?? 0)))
    const bounds = comparisons.map(({ equal, missing, other, rare, usual }, at): ComparisonBound => ({
      cases: [
        { when: { test: 'same', left: `s${at}`, right: `s${at}` }, full: true, most: [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY] },
        { when: { test: 'missing', sketch: `s${at}` }, full: false, most: missing },
        { when: { test: 'always' }, full: false, most: other },
      ],
      full: equal,
      rarity: { of: Float32Array.from(rare, (one, mention) => (mention === 2 ? Number.NaN : one)), usual },
    }))
    const mayReach = compiled(boundCode(bounds, sketches, start, floor))
    const total = (l: number, r: number, of: 0 | 1): number =>
      comparisons.reduce((sum, one, at) => {
        const [a = 0, b = 0] = [values[l]?.[at], values[r]?.[at]]
        const known = [l, r].filter((mention) => mention !== 2).map((mention) => one.rare[mention] ?? 0)
        if (a !== 0 && a === b) return sum + one.equal[of] + (known.length === 0 ? one.usual : Math.min(...known))
        return sum + (a === 0 || b === 0 ? one.missing[of] : one.other[of])
      }, start[of])
    for (const [l, r] of [[0, 1], [0, 2], [1, 2]] as const) {
      const most = Math.log2(2 ** total(l, r, 0) + 2 ** total(l, r, 1))
      if (Math.abs(most - floor) > 1e-5) expect(mayReach(l, r)).toBe(most >= floor)
    }
  }), { numRuns: 500 })
})
