import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { shapeOf } from '../../src/text/shape.js'

test.each([
  ['01/31/2015', '99/99/9999'],
  ['John 12', 'Aaaa 99'],
  ['a\u0000b', 'a\\u0000a'],
  ['\ud800', '\\ud800'],
  ['王', 'a'],
  ['a'.repeat(12), 'a'.repeat(12)],
  ['a'.repeat(40), 'a{40}'],
  ['', ''],
])('shapeOf(%j) is %j', (text, shape) => expect(shapeOf(text)).toBe(shape))

test('says no letter or digit of the text, and at most 60 characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      const shape = shapeOf(text)
      expect(shape.length).toBeLessThanOrEqual(60)
      expect(shape.replace(/\\u[0-9a-f]{1,6}/g, '').replace(/\{\d+\}/g, '')).not.toMatch(/(?![Aa9])[\p{L}\p{Nd}](?!.*…)/u)
    }),
  )
})
