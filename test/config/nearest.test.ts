import { expect, test } from 'vitest'
import { nearest } from '../../src/config/nearest.js'

test('the nearest word is found, ignoring case and separators', () => {
  expect(nearest('Row-Count', ['rows', 'row_count', 'keys'])).toBe('row_count')
  expect(nearest('zebra', ['rows', 'keys'])).toBeUndefined()
  expect(nearest('anything', [])).toBeUndefined()
})

test('a word far longer than all that are known is near none, which is seen without comparing it', () => {
  const known = Array.from({ length: 400 }, (_, at) => `key_${at}`)
  const begin = performance.now()
  expect(nearest('x'.repeat(70_000), known)).toBeUndefined()
  expect(performance.now() - begin).toBeLessThan(500)
})
