import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { foldCode, foldName, foldText } from '../../src/text/fold.js'

const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)))

describe('folding', () => {
  test.each([foldText, foldName, foldCode])('%o is idempotent on any text, lone surrogates too', (fold) => {
    fc.assert(fc.property(anyText, (text) => { expect(fold(fold(text))).toBe(fold(text)) }))
  })

  it('leaves printable ASCII only', () => {
    fc.assert(fc.property(anyText, (text) => { expect(foldText(text)).toMatch(/^(?:[\x21-\x40\x5b-\x7e]+(?: [\x21-\x40\x5b-\x7e]+)*)?$/) }))
    fc.assert(fc.property(anyText, (text) => { expect(foldName(text)).toMatch(/^(?:[a-z0-9]+(?: [a-z0-9]+)*)?$/) }))
  })
})

test.each([
  ['Jose\u0301 GARCÍA', 'jose garcia', 'accents, composed or not'],
  ['a\u0000b\ud800c', 'abc', 'control characters and lone surrogates vanish'],
  ['  a \t\n b\u00a0c ', 'a b c', 'any white space is one space'],
  ['Łukasz Đặng', 'lukasz dang', 'letters without decomposition'],
  ['Ｊｏｈｎ', 'john', 'full-width forms'],
  ['Сергей', 'sergey', 'Cyrillic'],
  ['a\u200bb', 'ab', 'zero-width space'],
])('foldText(%j) is %j: %s', (text, folded) => expect(foldText(text)).toBe(folded))

test.each([
  ["O'Brien", 'obrien', 'straight apostrophe'],
  ['O’Brien', 'obrien', 'curly apostrophe'],
  ["O' Brien", 'obrien', 'a blank behind the elision is a typist’s'],
  ['García-Márquez', 'garcia marquez', 'a hyphen parts words'],
  ['St. John', 'st john', 'periods vanish'],
  ['a.b_c/d', 'ab c d', 'other punctuation parts words'],
])('foldName(%j) is %j: %s', (text, folded) => expect(foldName(text)).toBe(folded))

test('foldCode keeps letters and digits', () => expect(foldCode(' a-123 456.78é')).toBe('A12345678E'))
