import type { DuckDBValue } from '@duckdb/node-api'
import type { Database } from '../../engine/database.js'
import { id, sql, trustedFile } from '../../engine/sql.js'
import type { NamedMention } from './mentions.js'

export interface ExplainedComparison {
  readonly comparison: string
  readonly level: string
  /** The values compared, as they were normalised; null where missing. */
  readonly left: string | null
  readonly right: string | null
  /** Shares of matches and of random pairs at that level; null where nothing was compared. */
  readonly m: number | null
  readonly u: number | null
  /** Bits: log2(m / u), and what the frequency of the value adds. */
  readonly level_weight: number
  readonly frequency_weight: number
  readonly weight: number
}

export interface ExplainedScore {
  readonly prior_weight: number
  readonly comparisons: readonly ExplainedComparison[]
  readonly damage_weight: number
  readonly alternative_weight: number
  /** The sum of the above: what the pair is worth by itself. */
  readonly own_weight: number
}

interface Parameter {
  readonly comparison: string
  readonly level: number
  readonly label: string
  readonly m: number
  readonly u: number
  readonly weight: number
}

const text = (value: DuckDBValue | undefined): string | null =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint' ? String(value) : null
const round = (bits: number): number => Math.round(bits * 1e4) / 1e4

/** Scores two mentions again with the run's own SQL over its own tables. */
export async function scoreAgain(database: Database, saved: { comparand: string; asked: string }, suffix: string, left: NamedMention, right: NamedMention): Promise<ExplainedScore> {
  const comparand = id(`comparand_${suffix}`)
  await database.run(sql`create or replace temp table ${comparand} as ${trustedFile([saved.comparand])}`)
  await database.run(sql`create or replace temp table asked_pair as select ${left.mention_id}::integer as left_mention, ${right.mention_id}::integer as right_mention`)
  const row = await database.row(trustedFile([saved.asked]))
  const values = new Map((await database.rows(sql`select * from ${comparand} where mention_id in (${left.mention_id}, ${right.mention_id})`)).map((one) => [Number(one['mention_id']), one]))
  const parameters = await database.rows<Parameter>(sql`select comparison, level, label, m, u, weight from parameter where lower(match) = ${suffix} and class = 'match' order by comparison, level`)
  const names = Object.keys(row).filter((column) => column.endsWith('_level')).map((column) => column.slice(0, -'_level'.length))
  const comparisons = names.map((comparison): ExplainedComparison => {
    const level = Number(row[`${comparison}_level`])
    const weight = Number(row[`${comparison}_weight`])
    const at = parameters.find((one) => one.comparison === comparison && one.level === level)
    const base = at?.weight ?? 0
    return {
      comparison,
      level: at?.label ?? 'missing',
      left: text(values.get(left.mention_id)?.[comparison]),
      right: text(values.get(right.mention_id)?.[comparison]),
      m: at?.m ?? null,
      u: at?.u ?? null,
      level_weight: base,
      frequency_weight: round(weight - base),
      weight,
    }
  })
  const [damage, alternative, own] = [Number(row['damage_weight']), Number(row['alternative_weight']), Number(row['match_weight'])]
  const rest = comparisons.reduce((sum, { weight }) => sum + weight, damage + alternative)
  return { prior_weight: round(own - rest), comparisons, damage_weight: damage, alternative_weight: alternative, own_weight: own }
}
