import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sampleFacts } from '../../samples/facts.js'
import { generateSamples } from '../../samples/samples.js'
import { countFacts } from './count-facts.js'
import { hashes, newFolder } from './folders.js'
import { checkStory } from './story.js'
import { Tables } from './tables.js'

describe.each([2, 3, 20_160_113])('the full samples of seed %i', (seed) => {
  const out = newFolder()
  let tables: Tables
  beforeAll(async () => {
    generateSamples({ out, seed })
    tables = await Tables.open(out)
  })
  afterAll(() => {
    tables.close()
    rmSync(out, { recursive: true })
  })

  it('hold exactly the facts stated', async () => {
    expect(sampleFacts('full')).toMatchObject(await countFacts(tables))
  })

  checkStory(() => tables, 'full')
})

it('the full samples of a seed are the same bytes twice', () => {
  const [a, b] = [newFolder(), newFolder()]
  generateSamples({ out: a })
  generateSamples({ out: b })
  expect(hashes(a)).toEqual(hashes(b))
  for (const folder of [a, b]) rmSync(folder, { recursive: true })
})
