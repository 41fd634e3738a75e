import { expect, test } from 'vitest'
import { paceText, span } from '../../src/cli/pace.js'

test.each([
  [0.2, '1 s'],
  [59, '59 s'],
  [60, '1 min 0 s'],
  [3599.5, '1 h 0 min'],
  [7800, '2 h 10 min'],
])('%d seconds are %s', (seconds, text) => {
  expect(span(seconds)).toBe(text)
})

test.each([
  [{ done: 12_000, total: 60_000, unit: 'pairs', seconds: 2 }, '12,000 of 60,000 pairs (20 %), 6K pairs/s, 8 s left'],
  [{ done: 60, total: 60, unit: 'bytes', seconds: 3 }, '60 of 60 bytes (100 %), 20 bytes/s'],
  [{ done: 0, total: 60, unit: 'bytes', seconds: 3 }, '0 of 60 bytes (0 %)'],
  [{ done: 0, total: 0, unit: 'pairs', seconds: 0 }, '0 of 0 pairs'],
])('%j', (pace, text) => {
  expect(paceText(pace)).toBe(text)
})
