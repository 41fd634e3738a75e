import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { evaluateRun, matchFiles, runConfig } from '../../src/index.js'
import { sql } from '../../src/engine/sql.js'
import { damagedM } from '../../src/model/damage.js'
import { countedParameters, writeCounted } from '../../bench/robustness/counted-config.js'
import { countParameters, sharesOf, type CountedParameters } from '../../bench/robustness/truth-parameters.js'
import { estimateOf, saidBy, type Said } from '../../bench/robustness/said.js'
import { writePopulation } from '../../bench/population/population.js'
import { usualShape } from '../../bench/population/shape.js'
import { lossesOf, lossKinds, type Losses } from '../../bench/scoring/losses.js'
import { lossesText } from '../../bench/scoring/losses-text.js'
import { loadPairs, loadRun, withDatabase } from '../../bench/scoring/run-tables.js'
import { pairScore, score, type Score } from '../../bench/scoring/score.js'
import { temporaryFolder } from '../temporary.js'

const folder = temporaryFolder('bench-test')
const run = join(folder, 'run')
let scored: Score
let losses: Losses
let counted: CountedParameters[]
let yardstick: number
let said: Said
let truth: string

beforeAll(async () => {
  const written = writePopulation(join(folder, 'files'), { ...usualShape, records: 400 }, 11)
  truth = written.truth
  await matchFiles(written.files, run)
  await withDatabase([folder], async (database) => {
    await loadRun(database, run, 'id')
    await database.command(sql`create table gold as select record_id as id, cluster_id as c from read_csv(${truth}, header = true, all_varchar = true)`)
    scored = await score(database)
    losses = await lossesOf(database, run, 'id')
    said = await saidBy(database, run)
    counted = await countParameters(database, run, 'id')
    const second = await runConfig(await writeCounted(run, counted), { runs: join(folder, 'counted') })
    await loadPairs(database, second.folder, 'id')
    yardstick = (await pairScore(database, scored.true_pairs)).at_half.f1
  })
})

describe('a run on a generated population', () => {
  test('is scored as crosswalk evaluate scores it', async () => {
    const { at_half, at_95, best, recall_ceiling, entities } = await evaluateRun(run, truth)
    expect(scored).toMatchObject({ at_half, at_95, best, recall_ceiling })
    expect(scored.clustered).toEqual(entities?.pairs)
    expect(scored.at_half.f1).toBeGreaterThan(0.8)
  })

  test('its losses add up to what recall and precision miss', () => {
    const { true_positives: hits, predicted } = scored.at_half
    const [unlisted, low, , wrong] = lossKinds
    expect(losses.totals[unlisted] + losses.totals[low]).toBe(scored.true_pairs - hits)
    expect(losses.totals[wrong]).toBe(predicted - hits)
    for (const kind of lossKinds) expect(losses.patterns.filter((one) => one.kind === kind).reduce((sum, { pairs }) => sum + pairs, 0)).toBe(losses.totals[kind])
    for (const kind of lossKinds) {
      const shown = lossesText('a run', losses).includes(`${kind}: ${losses.totals[kind]} pairs`)
      expect(shown, kind).toBe(losses.totals[kind] > 0)
    }
  })

  test('parameters counted from truth are shares, and score at least about as well', () => {
    expect(counted).toHaveLength(1)
    const [match] = counted
    expect(match?.truePairs).toBe(scored.true_pairs)
    expect(match?.prior).toBeCloseTo(scored.true_pairs / ((400 * 399) / 2), 12)
    for (const comparison of new Set(match?.levels.map((level) => level.comparison))) {
      expect(match?.levels.filter((level) => level.comparison === comparison).reduce((sum, { m }) => sum + m, 0)).toBeCloseTo(1, 9)
    }
    expect(match?.levels.find(({ comparison, label }) => comparison === 'family_name' && label === 'exact')?.pairs).toBeGreaterThan(50)
    expect(yardstick).toBeGreaterThan(scored.at_half.f1 - 0.02)
  })

  test('what it says of itself is read', () => {
    expect(said.expected).toBeGreaterThan(scored.true_pairs / 2)
    expect(said.failures).toEqual([])
  })
})

const level = (label: string, m: number, at: number): CountedParameters['levels'][number] => ({ comparison: 'x', level: at, label, pairs: 100 * m, m, learnt: 0.5 })

test('of counted parameters the sound and the damaged matches together show each level as often as was counted', () => {
  const own = { match: 'm', prior: 0.01, learntPrior: 0.02, truePairs: 100, levels: [level('else', 0.2, 1), level('near', 0.1, 2), level('exact', 0.7, 3)] }
  const relative = { x: { else: 0.8, near: 0.1, exact: 0.1 } }
  const u = { x: { else: 0.9, near: 0.06, exact: 0.04 } }
  const made = countedParameters(own, { prior: { match: 0.015, damaged: 0.005, relative: 0.1 }, m: { match: u, damaged: u, relative }, u })
  expect(made.prior).toEqual({ match: 0.0075, damaged: 0.0025, relative: 0.1 })
  expect([made.u, made.m.relative, made.m.damaged]).toEqual([u, relative, undefined])
  const sound = Object.values(made.m.match?.['x'] ?? {})
  const together = sound.map((share, at) => 0.75 * share + 0.25 * (damagedM(sound)[at] ?? 0))
  expect(together.map((share) => Number(share.toFixed(9)))).toEqual([0.2, 0.1, 0.7])
})

test('half a pair stands at each level', () => {
  expect(sharesOf([0, 9])).toEqual([0.05, 0.95])
})

test('an estimate is read with its interval, where there is one', () => {
  const figures = { 'm.estimated_recall': { value: 0.9 }, 'm.estimated_recall_low': { value: 0.8 }, 'm.estimated_recall_high': { value: 0.95 } }
  expect(estimateOf(figures, 'estimated_recall')).toEqual({ value: 0.9, low: 0.8, high: 0.95 })
  expect(estimateOf({ 'm.estimated_recall': { value: 0.9 } }, 'estimated_recall')).toEqual({ value: 0.9 })
  expect(estimateOf({ rows: { value: 1 } }, 'estimated_recall')).toBeUndefined()
})
