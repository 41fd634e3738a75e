import { expect, test } from 'vitest'
import { sharesFewRows, threadsFor } from '../../src/run/threads.js'

const [small, middling, large] = [100_000, 5_000_000, 500_000_000]

test('small files get one thread, unless more are asked for', () => {
  expect([small, middling, large].map((bytes) => threadsFor(bytes, undefined))).toEqual([1, undefined, undefined])
  expect([small, middling, large].map((bytes) => threadsFor(bytes, 3))).toEqual([3, 3, 3])
})

test('threads share tables of few rows where there are several threads, and not of files so large that their tables have rows enough', () => {
  expect([small, middling, large].map((bytes) => sharesFewRows(bytes, threadsFor(bytes, undefined)))).toEqual([false, true, false])
  expect([small, middling, large].map((bytes) => sharesFewRows(bytes, threadsFor(bytes, 2)))).toEqual([true, true, false])
  expect(sharesFewRows(middling, threadsFor(middling, 1))).toBe(false)
})
