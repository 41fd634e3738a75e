import { array, assert, constantFrom, integer, property, tuple } from 'fast-check'
import { expect, test } from 'vitest'
import { Blocks, Numbers } from '../../src/model/block-pairs.js'

/** For each rule the block of each mention, 0 for none; and the side of each mention. */
const mentions = 9
const world = tuple(array(array(integer({ min: 0, max: 3 }), { minLength: mentions, maxLength: mentions }), { minLength: 1, maxLength: 4 }), array(constantFrom(1, 2), { minLength: mentions, maxLength: mentions }))

function filled(rules: readonly (readonly number[])[], sides: readonly number[], within: boolean): Blocks {
  const blocks = new Blocks(rules.length, Uint8Array.from(sides), within)
  rules.forEach((of, rule) => {
    // Rules are known by numbers of their own.
    const add = blocks.adder(rules.flatMap((__, place) => [place, place]))
    const members = of.flatMap((block, mention) => (block === 0 ? [] : [{ block, mention }])).toSorted((a, b) => a.block - b.block || b.mention - a.mention)
    // By chunks of two, so that a block goes on in the next.
    for (let at = 0; at < members.length; at += 2) {
      const chunk = members.slice(at, at + 2)
      const column = (take: (one: { block: number; mention: number }) => number): Int32Array => Int32Array.from(chunk, take)
      add([column(() => 2 * rule), column(({ mention }) => mention), Int32Array.from(chunk.flatMap(({ block }) => [block, -block]))])
    }
  })
  return blocks
}

test.each([['within one side', true], ['between two', false]])('each pair of a block is visited by its rule, and known to be of the first that has it: %s', (_, within) => {
  assert(property(world, integer({ min: 1, max: 20 }), ([rules, sides], least) => {
    const blocks = filled(rules, within ? sides.map(() => 3) : sides, within)
    const share = (rule: number, l: number, r: number): boolean => rules[rule]?.[l] !== 0 && rules[rule]?.[l] === rules[rule]?.[r]
    const pairs = Array.from({ length: mentions }, (__, l) => Array.from({ length: mentions }, (___, r) => [l, r] as const)).flat()
      .filter(([l, r]) => (within ? l < r : sides[l] === 1 && sides[r] === 2))
    rules.forEach((__, rule) => {
      const visited: string[] = []
      const mentionsOf = blocks.ofRule(rule)
      let told = 0
      for (const part of blocks.partsOf(mentionsOf, least)) {
        const before = visited.length
        blocks.visit(mentionsOf, part, (l, r) => void visited.push(`${l} ${r}`))
        expect(visited.length - before).toBe(part.pairs)
        told += part.pairs
      }
      expect(visited.toSorted()).toEqual(pairs.filter(([l, r]) => share(rule, l, r)).map(([l, r]) => `${l} ${r}`).toSorted())
      expect(told).toBe(visited.length)
      for (const [l, r] of pairs) if (share(rule, l, r)) expect(blocks.isFirst(rule, l, r)).toBe(!rules.slice(0, rule).some((___, earlier) => share(earlier, l, r)))
    })
    for (const [l, r] of pairs) {
      const bits = Int32Array.from(rules, (___, rule) => 1 << rule)
      const listing = rules.flatMap((___, rule) => (share(rule, l, r) ? [1 << rule] : []))
      expect(blocks.bitsOf(l, r, bits)).toBe(listing.reduce((all, bit) => all | bit, 0))
    }
    for (const [l, r] of pairs) expect(blocks.rulesOf(l, r)).toBe(rules.filter((___, rule) => share(rule, l, r)).length)
  }))
})

test('a large block is visited in pieces, so that whoever asks for its pairs can be interrupted', () => {
  const members = 1500
  const blocks = new Blocks(1, new Uint8Array(members).fill(3), true)
  blocks.adder([0])([new Int32Array(members), Int32Array.from({ length: members }, (_, mention) => mention), new Int32Array(2 * members).fill(1)])
  const parts = [...blocks.partsOf(blocks.ofRule(0), 100_000)].map(({ pairs }) => pairs)
  expect(parts.reduce((sum, pairs) => sum + pairs, 0)).toBe((members * (members - 1)) / 2)
  expect(Math.max(...parts)).toBeLessThan(100_000 + members)
  expect(parts.length).toBe(12)
})

test('numbers grow beyond what was set aside for them, and begin anew', () => {
  const numbers = new Numbers()
  for (let value = 0; value < 5000; value += 1) numbers.push(value)
  expect([numbers.length, numbers.items[4999]]).toEqual([5000, 4999])
  numbers.clear()
  numbers.push(7)
  expect([...numbers.items]).toEqual([7])
})
