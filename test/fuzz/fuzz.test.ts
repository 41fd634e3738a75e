import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fuzz } from '../../bench/fuzz/fuzz.js'
import { mutated } from '../../bench/fuzz/mutate.js'
import { targets } from '../../bench/fuzz/targets.js'
import { Random } from '../../samples/random.js'
import { temporaryFolder } from '../temporary.js'

const root = temporaryFolder('fuzz')

test('a case is made again from its seed and number', () => {
  const seed = Buffer.from('id,name\n1,a\n')
  const of = (number: number): string => mutated(seed, Random.seeded(1).child(number)).toString('latin1')
  expect(of(7)).toBe(of(7))
  expect(new Set(Array.from({ length: 50 }, (_, number) => of(number))).size).toBeGreaterThan(40)
})

/** How many cases of each kind are tried here: as many as a few seconds allow. */
const cases = (target: string): number => {
  const tried: Readonly<Record<string, number>> = { people: 1, selects: 60, macros: 400, forms: 1000, quotes: 500, yaml: 80, normalisers: 100 }
  return tried[target] ?? (target in { records: 0, words: 0, shown: 0 } ? 300 : 40)
}
/** Kinds of which every case has a result, since nothing in them is refused. */
const allResult = new Set(['people', 'records', 'normalisers', 'shown', 'macros', 'forms', 'quotes'])

test.each(Object.keys(targets))('%s: hostile cases end with a result or a sentence, and keep what is promised of them', async (target) => {
  const { failures, results, sentences, cases: tried } = await fuzz(target, cases(target), { seed: 7, root: join(root, target) })
  expect(failures).toEqual([])
  expect(tried).toBe(cases(target))
  expect(results + sentences).toBe(tried)
  expect(results).toBeGreaterThan(0)
  if (!allResult.has(target)) expect(sentences).toBeGreaterThan(0)
})

test('a case that goes on from a number is the case of that number', async () => {
  const [all, second] = [await fuzz('labels', 12, { seed: 3, root: join(root, 'all') }), await fuzz('labels', 6, { seed: 3, root: join(root, 'second'), first: 6 })]
  const firstHalf = await fuzz('labels', 6, { seed: 3, root: join(root, 'first') })
  expect(firstHalf.results + second.results).toBe(all.results)
})

test('a target that there is not is said to be none', async () => {
  await expect(fuzz('nothing', 1, { seed: 1, root })).rejects.toThrow('there is no target nothing')
})
