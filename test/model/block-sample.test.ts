import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { array, assert, constantFrom, integer, property, tuple } from 'fast-check'
import { expect, test } from 'vitest'
import type { Keys } from '../../src/model/block-keys.js'
import { sharedArray } from '../../src/engine/shared.js'
import { Threads } from '../../src/engine/threads.js'
import { BlockSampler, sizeClassOf, type SamplePiece, type SizeClass } from '../../src/model/block-sample.js'

/** The key of each mention, 0 for none, and its side. */
const worlds = array(tuple(integer({ min: 0, max: 5 }), constantFrom(1, 2)), { minLength: 2, maxLength: 60 })

const keysOf = (numbers: readonly number[]): Keys => Int32Array.from(numbers.flatMap((key) => (key === 0 ? [0, 0] : [Math.imul(key, 0x1234567), key % 2])))

function blocksOf(world: readonly (readonly [number, number])[], within: boolean): Map<number, { lefts: number[]; rights: number[]; pairs: number }> {
  const blocks = new Map<number, { lefts: number[]; rights: number[]; pairs: number }>()
  world.forEach(([key, side], place) => {
    if (key === 0) return
    const of = blocks.get(key) ?? { lefts: [], rights: [], pairs: 0 }
    if (within || side === 1) of.lefts.push(place)
    if (within || side === 2) of.rights.push(place)
    of.pairs = within ? (of.lefts.length * (of.lefts.length - 1)) / 2 : of.lefts.length * of.rights.length
    blocks.set(key, of)
  })
  return blocks
}

test('a size class has at most four to its power of pairs', () => {
  expect([1, 2, 4, 5, 16, 17, 1_000_000].map(sizeClassOf)).toEqual([0, 1, 1, 2, 2, 3, 10])
})

test.each([['within one side', true], ['between two', false]])('blocks are counted by size class, and the pairs drawn are of such blocks, each once: %s', (_, within) => {
  assert(property(worlds, (world) => {
    const sampler = new BlockSampler({ sides: Uint8Array.from(world, ([, side]) => (within ? 3 : side)), within, oneIn: 1 })
    const blocks = [...blocksOf(world, within).values()].filter(({ pairs }) => pairs > 0)
    const classes = sampler.classes({ first: keysOf(world.map(([key]) => key)) })
    expect(classes.map(({ sizeClass, pairs }) => [sizeClass, pairs])).toEqual([...new Set(blocks.map(({ pairs }) => sizeClassOf(pairs)))].toSorted((a, b) => a - b)
      .map((of) => [of, blocks.reduce((sum, { pairs }) => sum + (sizeClassOf(pairs) === of ? pairs : 0), 0)]))
    for (const { sizeClass, lefts, rights } of classes) {
      const of = blocks.filter(({ pairs }) => sizeClassOf(pairs) === sizeClass)
      const most = of.reduce((sum, { lefts: l, rights: r }) => sum + (within ? Math.min(8, Math.floor(l.length / 2)) : Math.min(8, l.length, r.length)), 0)
      expect(lefts.length).toBe(Math.min(60, most))
      expect(new Set(lefts.map((left, at) => `${left} ${rights[at]}`)).size).toBe(lefts.length)
      lefts.forEach((left, at) => expect(of.some((block) => block.lefts.includes(left) && block.rights.includes(rights[at] ?? -1))).toBe(true))
    }
  }))
})

test.each([['within one side', true], ['between two', false]])('of any pair it is told how large the block is that holds both: %s', (_, within) => {
  assert(property(worlds, (world) => {
    const sampler = new BlockSampler({ sides: Uint8Array.from(world, ([, side]) => (within ? 3 : side)), within, oneIn: 8 })
    const blocks = blocksOf(world, within)
    const pairs = world.flatMap(([, l], left) => world.flatMap(([, r], right) => ((within ? left < right : l === 1 && r === 2) ? [[left, right] as const] : [])))
    const held = sampler.holding(keysOf(world.map(([key]) => key)), Int32Array.from(pairs, ([left]) => left), Int32Array.from(pairs, ([, right]) => right))
    expect([...held]).toEqual(pairs.map(([left, right]) => {
      const [key] = world[left] ?? [0]
      return key !== 0 && key === world[right]?.[0] ? sizeClassOf(blocks.get(key)?.pairs ?? 0) : -1
    }))
  }))
})

test('of many keys a share is looked at, and the pairs stand for all', () => {
  const keys = Int32Array.from({ length: 200_000 }, (_, at) => Math.imul((at >> 2) + 1, 0x9e3779b1))
  const all = new BlockSampler({ sides: new Uint8Array(100_000).fill(3), within: true, oneIn: 1 }).classes({ first: keys.map((word, at) => (at % 2 === 0 ? word : 1)) })
  const [share] = new BlockSampler({ sides: new Uint8Array(100_000).fill(3), within: true, oneIn: 16 }).classes({ first: keys.map((word, at) => (at % 2 === 0 ? word : 1)) })
  expect(all.map(({ sizeClass, pairs }) => [sizeClass, pairs])).toEqual([[0, 50_000]])
  expect(share?.pairs).toBeGreaterThan(47_000)
  expect(share?.pairs).toBeLessThan(53_000)
  expect(share?.lefts.length).toBe(60)
})

test('of blocks that make millions of pairs together more pairs are looked at', () => {
  const keys = Int32Array.from({ length: 80_000 }, (_, at) => (at % 2 === 0 ? Math.imul(((at >> 1) % 100) + 1, 0x9e3779b1) : 1))
  const [many] = new BlockSampler({ sides: new Uint8Array(40_000).fill(3), within: true, oneIn: 1 }).classes({ first: keys })
  expect([many?.pairs, many?.lefts.length]).toEqual([7_980_000, 240])
  const [few] = new BlockSampler({ sides: new Uint8Array(20_000).fill(3), within: true, oneIn: 1 }).classes({ first: keys.slice(0, 40_000) })
  expect([few?.pairs, few?.lefts.length]).toEqual([1_990_000, 60])
})

test('threads look at the blocks of keys as one does', async () => {
  const input = { sides: new Uint8Array(sharedArray(1000).buffer).fill(3), within: true, oneIn: 2 }
  const pieces = [1, 2, 3, 4, 5, 6, 7].map((width): SamplePiece => {
    const keys = sharedArray(8000)
    keys.forEach((_, at) => void (keys[at] = at % 2 === 0 ? Math.imul((at >> width) + 1, 0x9e3779b1) : 1))
    return { input, keys: { first: keys } }
  })
  const sampler = new BlockSampler(input)
  const threads = await Threads.open<SamplePiece, SizeClass[]>(pathToFileURL(resolve('dist/src/model/block-sample-worker.js')), 2, new AbortController().signal)
  const found: SizeClass[][] = []
  for await (const classes of threads?.inOrder(pieces) ?? []) found.push(classes)
  await threads?.close()
  expect(found).toEqual(pieces.map(({ keys }) => sampler.classes(keys)))
  expect(new Set(found.map((classes) => classes.map(({ pairs }) => pairs).join(' '))).size).toBe(7)
})
