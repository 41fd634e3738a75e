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

test.each(Object.keys(targets))('%s: 60 hostile files end with a result or a sentence, and lose no row', async (target) => {
  const { failures, results, cases } = await fuzz(target, 60, { seed: 7, root: join(root, target) })
  expect(failures).toEqual([])
  expect(results).toBeGreaterThan(0)
  expect(results).toBeLessThan(cases)
})
