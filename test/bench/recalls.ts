import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { labelledSets, reader, type LabelledSet } from '../../bench/accuracy/sets.js'
import { writeCut } from '../../bench/blocking-recall/measure.js'
import { blockingRecall, type BlockingRecall } from '../../bench/blocking-recall/truth.js'
import { writePopulation } from '../../bench/population/population.js'
import { usualShape, type Shape } from '../../bench/population/shape.js'
import { idOf } from '../../bench/scoring/run-tables.js'
import { sql, type Sql } from '../../src/engine/sql.js'
import { matchFiles, runConfig } from '../../src/index.js'

/** Shares that blocking listed of the true pairs, estimated and counted, by all rules of a match and by the first of them alone. */
export interface Recalls {
  readonly all: readonly BlockingRecall[]
  readonly cut: readonly BlockingRecall[]
}

async function recalls(folder: string, name: string, files: readonly string[], gold: Sql, folders: readonly string[], cuts: readonly number[]): Promise<Recalls> {
  const run = join(folder, name)
  await matchFiles(files, run)
  const cut: BlockingRecall[] = []
  for (const rules of cuts) {
    const { folder: second } = await runConfig(await writeCut(run, rules), { runs: join(folder, `${name}-${rules}`) })
    cut.push(...(await blockingRecall(second, folders, gold, idOf('id'))))
  }
  return { all: await blockingRecall(run, folders, gold, idOf('id')), cut }
}

/** Those of a generated population; `cuts` are numbers of rules. */
export async function ofPopulation(folder: string, name: string, shape: Partial<Shape>, seed: number, cuts: readonly number[]): Promise<Recalls> {
  const { files, truth } = writePopulation(join(folder, `${name} files`), { ...usualShape, ...shape }, seed)
  return await recalls(folder, name, files, sql`select record_id as id, cluster_id as c from read_csv(${truth}, header = true, all_varchar = true)`, [folder], cuts)
}

const data = fileURLToPath(new URL('../../../shared/data', import.meta.url))
const setOf = (name: string): LabelledSet => {
  const set = labelledSets.find((one) => one.name === name)
  if (set === undefined) throw new Error(`no set ${name}`)
  return set
}
const filesOf = (set: LabelledSet): string[] => set.files.map((file) => join(data, file))

/** What stands behind the name of a test on a labelled set: nothing, or that it is skipped. */
export const absent = (name: string): string => (filesOf(setOf(name)).every((file) => existsSync(file)) ? '' : '; SKIPPED, its files are missing')

/** Those of a labelled set. */
export async function ofSet(folder: string, name: string, cuts: readonly number[] = []): Promise<Recalls> {
  const set = setOf(name)
  const gold = sql`select distinct cast(id as varchar) as id, cast(c as varchar) as c from (${set.gold(reader(data))})`
  return await recalls(folder, name, filesOf(set), gold, [data], cuts)
}

export const share = ({ listed, truePairs }: BlockingRecall): number => listed / truePairs

/** How far an estimate is from the truth; endless where there is none. */
export const error = (one: BlockingRecall): number => Math.abs((one.estimate?.estimate ?? Infinity) - share(one))
