import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { InterruptedError } from '../../src/engine/errors.js'
import { sharedArray } from '../../src/engine/shared.js'
import { Threads } from '../../src/engine/threads.js'
import { temporaryFolder } from '../temporary.js'

interface Piece {
  readonly value: number
  readonly into: Int32Array
}

function moduleOf(body: string): URL {
  const path = join(temporaryFolder('threads'), 'work.mjs')
  writeFileSync(path, `export default ({ value, into }) => { ${body} }\n`)
  return pathToFileURL(path)
}

const signal = new AbortController().signal

test('results come in the order of the pieces, whichever is done first, and arrays are shared', async () => {
  const threads = await Threads.open<Piece, number>(moduleOf('let sum = 0; for (let i = 0; i < 3e6 / (value + 1); i += 1) sum += i; into[value] = value * 10; return value'), 2, signal)
  const into = sharedArray(20)
  const got: number[] = []
  for await (const value of threads?.inOrder(Array.from({ length: 20 }, (_, at) => ({ value: at, into }))) ?? []) got.push(value)
  await threads?.close()
  expect(got).toEqual(Array.from({ length: 20 }, (_, value) => value))
  expect([...into]).toEqual(got.map((value) => value * 10))
})

test('what fails in a thread fails where its result is awaited', async () => {
  const threads = await Threads.open<Piece, number>(moduleOf("if (value === 2) throw new RangeError('the third'); return value"), 2, signal)
  const got: number[] = []
  const all = async (): Promise<void> => {
    for await (const value of threads?.inOrder([0, 1, 2, 3].map((at) => ({ value: at, into: new Int32Array(1) }))) ?? []) got.push(value)
  }
  await expect(all()).rejects.toThrow('the third')
  await threads?.close()
  expect(got).toEqual([0, 1])
})

test('an interruption ends work that is under way', async () => {
  const controller = new AbortController()
  const threads = await Threads.open<Piece, number>(moduleOf('for (;;) into[0] += value'), 1, controller.signal)
  const first = threads?.inOrder([{ value: 1, into: sharedArray(1) }]).next()
  setTimeout(() => controller.abort(), 50)
  await expect(first).rejects.toThrow(InterruptedError)
  await threads?.close()
})

test('there are none where a module is not compiled', async () => {
  expect(await Threads.open(new URL('work.js', pathToFileURL(join(temporaryFolder('threads'), 'here'))), 2, signal)).toBeUndefined()
})
