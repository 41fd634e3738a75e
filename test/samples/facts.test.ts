import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sampleFacts, type SampleSize } from '../../samples/facts.js'
import { generateSamples } from '../../samples/samples.js'
import { countFacts } from './count-facts.js'
import { newFolder } from './folders.js'
import { checkStory } from './story.js'
import { Tables } from './tables.js'

const cases: readonly [SampleSize, number][] = [['tiny', 1], ['tiny', 2], ['tiny', 977], ['full', 1]]

describe.each(cases)('the %s samples of seed %i', (size, seed) => {
  const out = newFolder()
  let tables: Tables
  beforeAll(async () => {
    generateSamples({ out, size, seed })
    tables = await Tables.open(out)
  })
  afterAll(() => {
    tables.close()
    rmSync(out, { recursive: true })
  })

  it('hold exactly the facts stated', async () => {
    const { namesakes, decided, ...countable } = sampleFacts(size)
    expect(namesakes).toBeGreaterThan(0)
    expect(decided).toEqual({ from: '2005-01-01', to: '2014-12-31' })
    expect(await countFacts(tables)).toEqual(countable)
  })

  checkStory(() => tables, size)
})
