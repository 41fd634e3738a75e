import { join } from 'node:path'
import { loadConfig } from '../../src/config/load.js'
import type { Config } from '../../src/config/schema.js'
import type { Database } from '../../src/engine/database.js'
import { id, sql, type Sql } from '../../src/engine/sql.js'
import { idOf, tableFile, type IdForm } from '../scoring/run-tables.js'

/** m of a level as counted and as the run learnt it. */
export interface CountedLevel {
  readonly comparison: string
  readonly level: number
  readonly label: string
  /** True listed pairs at the level. */
  readonly pairs: number
  readonly m: number
  readonly learnt: number
}

/** Parameters of a match counted from truth. */
export interface CountedParameters {
  readonly match: string
  /** Share of all possible pairs that are true, λ. */
  readonly prior: number
  readonly learntPrior: number
  readonly truePairs: number
  readonly levels: readonly CountedLevel[]
}

/** Half a pair stands at each level, so that one never seen is rare and not impossible. */
const half = 0.5

/** m of each level from counts of pairs: m = (n + ½) / (N + L / 2). */
export const sharesOf = (counts: readonly number[]): number[] => {
  const total = counts.reduce((sum, count) => sum + count + half, 0)
  return counts.map((count) => (count + half) / total)
}

/** Rows of entity that a population `system.role` of the config is: of that system, or of those that it is split into. */
function inPopulation(config: Config, population: string): Sql {
  const [name = '', role = ''] = population.split('.')
  const others = Object.keys(config.systems).filter((system) => system !== name)
  const system = config.systems[name]?.split_by === undefined ? sql`system = ${name}` : others.reduce((all, other) => sql`${all} and system <> ${other}`, sql`true`)
  return sql`(${system} and role = ${role})`
}

async function ofMatch(database: Database, config: Config, name: string, form: IdForm): Promise<{ possible: number; truePairs: number }> {
  const match = config.matches.find((one) => one.name === name)
  if (match === undefined) throw new Error(`the config has no match ${name}`)
  const [left, right] = [inPopulation(config, match.left), inPopulation(config, match.right ?? match.left)]
  const within = match.right === undefined || match.right === match.left
  await database.command(sql`create or replace temp table member as
    select id, bool_or(l) as l, bool_or(r) as r from (select ${idOf(form)} as id, ${left} as l, ${right} as r from entity_row) group by id`)
  const { l, r, pairs } = await database.row<{ l: number; r: number; pairs: number }>(sql`select (select count(*) from member where l) as l, (select count(*) from member where r) as r,
    (select count(*) from truth join member x on x.id = a join member y on y.id = b where (x.l and y.r) or (x.r and y.l)) as pairs`)
  return { possible: within ? (l * (l - 1)) / 2 : l * r, truePairs: pairs }
}

/**
 * Counts m per comparison and level over the true listed pairs of each match of a run, and λ over all possible ones. Needs `truth(a, b)` in the
 * database (see makeTruth). Levels that are missing on a side count nowhere.
 */
export async function countParameters(database: Database, run: string, form: IdForm): Promise<CountedParameters[]> {
  const { config } = await loadConfig(join(run, 'crosswalk.yaml'))
  await database.command(sql`create or replace temp table entity_row as select system, id, role from read_parquet(${tableFile(run, 'entity')})`)
  await database.command(sql`create or replace temp table true_candidate as select c.* from read_parquet(${tableFile(run, 'candidate')}) c
    join truth on a = least(${idOf(form, 'left_')}, ${idOf(form, 'right_')}) and b = greatest(${idOf(form, 'left_')}, ${idOf(form, 'right_')})`)
  await database.command(sql`create or replace temp table learnt as select * from read_csv(${join(run, 'parameter.csv')}, header = true) where class = 'match'`)
  const priors = await database.rows<{ match: string; prior: number }>(sql`select match, prior from read_csv(${join(run, 'training.csv')}, header = true) where class = 'match' order by match`)
  const counted: CountedParameters[] = []
  for (const { match, prior: learntPrior } of priors) {
    const rows = await database.rows<{ comparison: string; level: number; label: string; m: number }>(
      sql`select comparison, level, label, m from learnt where match = ${match} order by comparison, level`,
    )
    const levels: CountedLevel[] = []
    for (const comparison of new Set(rows.map((row) => row.comparison))) {
      const own = rows.filter((row) => row.comparison === comparison)
      const seen = await database.rows<{ label: string; n: number }>(
        sql`select ${id(`${comparison}_level`)} as label, count(*) as n from true_candidate where match = ${match} group by all`,
      )
      const pairs = own.map(({ label }) => seen.find((row) => row.label === label)?.n ?? 0)
      const m = sharesOf(pairs)
      own.forEach((row, index) => levels.push({ comparison, level: row.level, label: row.label, pairs: pairs[index] ?? 0, m: m[index] ?? 0, learnt: row.m }))
    }
    const { possible, truePairs } = await ofMatch(database, config, match, form)
    counted.push({ match, prior: Math.max(truePairs, half) / Math.max(possible, 1), learntPrior, truePairs, levels })
  }
  return counted
}
