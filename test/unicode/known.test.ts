import { expect, test } from 'vitest'
import { asKnown, capital } from '../../src/unicode/known.js'

const of = (...codes: number[]): string => String.fromCodePoint(...codes)

test('what Unicode 15.1 knows stays, whatever its kind', () => {
  const text = `José 李 محمد ${of(0x1f600)} ½ \u0000\ufeff\ue000 ${of(0x2ebf0)} ${of(0x1e4d0)} ${of(0x10ffff)}`.replace(of(0x10ffff), '')
  expect(asKnown(text)).toBe(text)
})

test('characters that came later, or have yet to come, are the letter x', () => {
  // Garay (16.0), a symbol of 16.0, an ideograph and Beria Erfe of 17.0, a place that is still free.
  for (const code of [0x10d50, 0x1cc00, 0x323b0, 0x16ea0, 0x378]) expect(asKnown(`a${of(code)}b`)).toBe('axb')
})

test('a letter that got a capital later has none', () => {
  expect(capital('é')).toBe('É')
  expect(capital('ß')).toBe('SS')
  // Capitals of Unicode 16: U+A7CB and U+A7DC.
  expect([capital('\u0264'), capital('\u019b')]).toEqual(['\u0264', '\u019b'])
})
