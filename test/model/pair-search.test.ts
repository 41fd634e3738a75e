import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { sharedArray } from '../../src/engine/shared.js'
import { Threads } from '../../src/engine/threads.js'
import { Blocks } from '../../src/model/block-pairs.js'
import { PairSearch, type FoundPart, type SearchInput, type SearchPart, type SearchPiece } from '../../src/model/pair-search.js'

const mentions = 400
const rules = 3

/** Blocks of some ten mentions, every fifth mention in none. */
const blockOf = (rule: number, mention: number): number => (mention % 5 === 0 ? 0 : 1 + ((Math.imul(mention + rule * 7919, 0x9e3779b1) >>> 8) % 40))

const inOrder = (all: readonly number[][]): string[] => all.map((pair) => pair.join(' ')).toSorted()

function made(): { readonly input: SearchInput; readonly parts: SearchPart[] } {
  const sides = new Uint8Array(sharedArray(mentions / 4).buffer).map((_, mention) => 1 + (mention % 3))
  const shared = new Uint8Array(sharedArray(mentions / 4).buffer)
  shared.set(sides)
  const blocks = new Blocks(rules, shared, false, sharedArray(rules * mentions))
  const add = blocks.adder([0, 1, 2])
  for (let rule = 0; rule < rules; rule += 1) {
    const members = Array.from({ length: mentions }, (_, mention) => ({ mention, block: blockOf(rule, mention) })).filter(({ block }) => block > 0).toSorted((a, b) => a.block - b.block)
    add([new Int32Array(members.length).fill(rule), Int32Array.from(members, ({ mention }) => mention), Int32Array.from(members.flatMap(({ block }) => [block, 1]))])
  }
  const parts = Array.from({ length: rules }, (_, rule) => {
    const of = blocks.ofRule(rule, { starts: sharedArray, order: sharedArray })
    return [...blocks.partsOf(of, 100)].map((part): SearchPart => ({ rule, mentions: of, part }))
  }).flat()
  const numbers = sharedArray(mentions)
  numbers.forEach((_, mention) => void (numbers[mention] = mention % 4))
  return { input: { rules, sides: shared, within: false, numbers: blocks.numbers, bits: Int32Array.of(1, 2, 5), test: { code: '(l, r) => n[l] === n[r]', numbers } }, parts }
}

test('of each part the pairs are found that no earlier rule has and that the test lets pass', () => {
  const { input, parts } = made()
  const search = new PairSearch(input)
  const found = parts.map((part) => search.find(part))
  const pairs = found.flatMap(({ lefts, rights, rules: counts, bits }, at) => [...lefts].map((l, row) => [l, rights[row] ?? 0, parts[at]?.rule ?? 0, counts[row] ?? 0, bits[row] ?? 0]))
  const expected: number[][] = []
  let first = 0
  for (let l = 0; l < mentions; l += 1) {
    for (let r = 0; r < mentions; r += 1) {
      const bringing = Array.from({ length: rules }, (_, rule) => rule).filter((rule) => blockOf(rule, l) > 0 && blockOf(rule, l) === blockOf(rule, r))
      const [rule] = bringing
      if (rule === undefined || (input.sides[l] ?? 0) % 2 === 0 || (input.sides[r] ?? 0) < 2) continue
      first += 1
      if (l % 4 === r % 4) expected.push([l, r, rule, bringing.length, bringing.reduce((all, one) => all | (input.bits[one] ?? 0), 0)])
    }
  }
  expect(inOrder(pairs)).toEqual(inOrder(expected))
  expect(found.reduce((sum, part) => sum + part.first, 0)).toBe(first)
  expect(parts.length).toBeGreaterThan(20)
})

test('threads find the same in the same order', async () => {
  const { input, parts } = made()
  const search = new PairSearch(input)
  const threads = await Threads.open<SearchPiece, FoundPart>(pathToFileURL(resolve('dist/src/model/pair-search-worker.js')), 2, new AbortController().signal)
  const found: FoundPart[] = []
  for await (const pairs of threads?.inOrder(parts.map((part) => ({ input, part }))) ?? []) found.push(pairs)
  await threads?.close()
  expect(found).toEqual(parts.map((part) => search.find(part)))
})
