import { join } from 'node:path'
import { sql } from '../../src/engine/sql.js'
import { writePopulation } from '../population/population.js'
import { match, runConfigFile, type Ended } from '../scoring/match-run.js'
import { loadPairs, loadRun, withDatabase } from '../scoring/run-tables.js'
import { pairScore, score, type Score } from '../scoring/score.js'
import type { PairFigures } from '../../src/model/evaluation.js'
import { writeCounted } from './counted-config.js'
import { saidBy, type Said } from './said.js'
import { countParameters, type CountedParameters } from './truth-parameters.js'
import type { Variation } from './variations.js'

/** What a run reached, what it said of itself, and what the same run reaches with its parameters counted from truth. */
export interface Measured {
  readonly variation: Variation
  readonly ended: Ended
  readonly result?: {
    readonly score: Score
    readonly said: Said
    readonly counted: readonly CountedParameters[]
    readonly yardstick: PairFigures
  }
}

/** Makes the population of a variation in `folder`, matches it without configuration, and scores the run. */
export async function measure(variation: Variation, folder: string, limit: number): Promise<Measured> {
  const { shape, seed } = variation
  const { files, truth, prefixes } = writePopulation(join(folder, 'files'), shape, seed)
  const run = join(folder, 'run')
  const several = shape.sources > 1
  const ended = await match(files, run, several && shape.repeats ? ['--within'] : [], limit)
  if (ended.failure !== undefined) return { variation, ended }
  const across = several && !shape.repeats ? prefixes : []
  const result = await withDatabase([folder], async (database) => {
    await loadRun(database, run, 'id')
    await database.command(sql`create table gold as select record_id as id, cluster_id as c from read_csv(${truth}, header = true, all_varchar = true)`)
    const scored = await score(database, across)
    const counted = await countParameters(database, run, 'id')
    const second = await runConfigFile(await writeCounted(run, counted), join(folder, 'counted'), limit)
    if (second.failure !== undefined) throw new Error(`${variation.name} with counted parameters: ${second.failure}`)
    await loadPairs(database, second.run, 'id')
    return { score: scored, said: await saidBy(database, run), counted, yardstick: await pairScore(database, scored.true_pairs, across) }
  })
  return { variation, ended, result }
}
