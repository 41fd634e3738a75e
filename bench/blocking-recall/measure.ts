import { existsSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { loadConfig } from '../../src/config/load.js'
import { configToYaml } from '../../src/config/to-yaml.js'
import { sql, type Sql } from '../../src/engine/sql.js'
import { reader, type LabelledSet } from '../accuracy/sets.js'
import { writePopulation } from '../population/population.js'
import type { Variation } from '../robustness/variations.js'
import { match, runConfigFile, type Ended } from '../scoring/match-run.js'
import { idOf } from '../scoring/run-tables.js'
import { blockingRecall, type BlockingRecall } from './truth.js'

/** The matches of one run, or why there are none. */
export interface Measured {
  readonly name: string
  readonly matches: readonly BlockingRecall[]
  readonly failure?: string
}

/** Seconds that a run may take, and how many of its rules are kept; all where not said. */
export interface Limits {
  readonly seconds: number
  readonly rules?: number
}

interface Truth {
  readonly folders: readonly string[]
  readonly gold: Sql
  readonly own: Sql
}

/** Writes the config of the same run with the first rules of each match alone; returns its path. */
export async function writeCut(run: string, rules: number): Promise<string> {
  const { config } = await loadConfig(join(run, 'chosen.yaml'))
  const path = join(run, `first-${rules}.yaml`)
  writeFileSync(path, configToYaml({ ...config, matches: config.matches.map((one) => (one.block === undefined ? one : { ...one, block: one.block.slice(0, rules) })) }))
  return path
}

async function measured(name: string, first: Ended, run: string, { folders, gold, own }: Truth, { seconds, rules }: Limits): Promise<Measured> {
  if (first.failure !== undefined) return { name, matches: [], failure: first.failure }
  if (rules === undefined) return { name, matches: await blockingRecall(run, folders, gold, own) }
  const cut = await runConfigFile(await writeCut(run, rules), join(run, `first-${rules}`), seconds)
  if (cut.failure !== undefined) return { name, matches: [], failure: cut.failure }
  return { name, matches: await blockingRecall(cut.run, folders, gold, own) }
}

/** Matches a labelled set below `data` without configuration in `folder`, and counts what its blocking listed. */
export async function measureSet(set: LabelledSet, data: string, folder: string, limits: Limits): Promise<Measured> {
  const { name } = set
  const files = set.files.map((file) => resolve(data, file))
  if (files.some((file) => !existsSync(file))) return { name, matches: [], failure: 'its files are not there' }
  const run = join(folder, name)
  const gold = sql`select distinct cast(id as varchar) as id, cast(c as varchar) as c from (${set.gold(reader(data))}) where c is not null`
  return await measured(name, await match(files, run, set.options, limits.seconds), run, { folders: [data], gold, own: idOf(set.ids ?? 'id') }, limits)
}

/** Makes the population of a variation in `folder`, matches it, and counts likewise. */
export async function measurePopulation({ name, shape, seed }: Variation, folder: string, limits: Limits): Promise<Measured> {
  const { files, truth } = writePopulation(join(folder, name, 'files'), shape, seed)
  const run = join(folder, name, 'run')
  const ended = await match(files, run, shape.sources > 1 && shape.repeats ? ['--within'] : [], limits.seconds)
  const gold = sql`select record_id as id, cluster_id as c from read_csv(${truth}, header = true, all_varchar = true)`
  return await measured(name, ended, run, { folders: [join(folder, name)], gold, own: idOf('id') }, limits)
}
