import type { Database } from '../../engine/database.js'
import { id, joinSql, sql } from '../../engine/sql.js'
import type { FolderMatch } from './folder.js'
import type { NamedMention } from './mentions.js'

export interface ComparedValue {
  readonly column: string
  readonly left: string | null
  readonly right: string | null
}

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
  /** All values that comparisons look at, forms of names and lists included. */
  readonly values: readonly ComparedValue[]
  readonly prior_weight: number
  readonly comparisons: readonly ExplainedComparison[]
  readonly damage_weight: number
  readonly alternative_weight: number
  /** The sum of the above: what the pair is worth by itself. */
  readonly own_weight: number
  readonly own_probability: number
  /** Probability by itself of each kind of pair: match, damaged match, relative, namesake, random; they sum to 1. */
  readonly classes: Readonly<Record<string, number>>
}

interface Parameter {
  readonly comparison: string
  readonly level: number
  readonly label: string
  readonly m: number
  readonly u: number
}

const bookkeeping = new Set(['mention_id', 'on_left', 'on_right', 'bucket', 'shuffle', 'protected'])
export const roundBits = (bits: number): number => Math.round(bits * 1e4) / 1e4
export const probabilityOf = (bits: number): number => Math.round(1e6 / (1 + 2 ** -bits)) / 1e6

async function valuesOf(database: Database, table: string, left: NamedMention, right: NamedMention): Promise<ComparedValue[]> {
  const columns = (await database.columns(table)).filter((column) => !bookkeeping.has(column) && !column.endsWith('_rarity'))
  const texts = columns.map((column) => sql`, cast(${id(column)} as varchar) as ${id(column)}`)
  const of = async ({ mention_id: no }: NamedMention): Promise<Record<string, string | null>> =>
    await database.row<Record<string, string | null>>(sql`select mention_id${joinSql(texts, sql``)} from ${id(table)} where mention_id = ${no}`)
  const [ours, theirs] = [await of(left), await of(right)]
  return columns.map((column) => ({ column, left: ours[column] ?? null, right: theirs[column] ?? null }))
}

/** The values that a comparison is named after: all where a side holds several. */
function comparedIn(values: readonly ComparedValue[], comparison: string): Pick<ComparedValue, 'left' | 'right'> {
  const [one, list] = [comparison, `${comparison}_values`].map((name) => values.find(({ column }) => column === name))
  return { left: list?.left ?? one?.left ?? null, right: list?.right ?? one?.right ?? null }
}

function sharesOf(match: number, damage: number, others: readonly { class: string; bits: number }[]): Record<string, number> {
  const odds = [['match', 2 ** match], ['damaged', 2 ** match * (2 ** damage - 1)], ...others.map((other) => [other.class, 2 ** other.bits] as const), ['random', 1]] as const
  const total = odds.reduce((sum, [, value]) => sum + value, 0)
  return Object.fromEntries(odds.map(([name, value]) => [name, Math.round((1e6 * value) / total) / 1e6]))
}

/** Scores two mentions again with the run's own SQL over its own tables. */
export async function scoreAgain(database: Database, { match, suffix, comparand, asked, classes }: FolderMatch, left: NamedMention, right: NamedMention): Promise<ExplainedScore> {
  const table = `comparand_${suffix}`
  // Hides the table of all mentions, so that only these two are read.
  await database.run(sql`create or replace temp table mention as select * from main.mention where mention_id in (${left.mention_id}, ${right.mention_id})`)
  await database.run(sql`create or replace temp table ${id(table)} as ${comparand}`)
  await database.run(sql`drop table temp.mention`)
  await database.run(sql`create or replace temp table asked_pair as select ${left.mention_id}::integer as left_mention, ${right.mention_id}::integer as right_mention`)
  const row = await database.row(asked)
  const values = await valuesOf(database, table, left, right)
  const { prior } = await database.row<{ prior: number }>(sql`select prior from training where match = ${match} and class = 'match'`)
  const parameters = await database.rows<Parameter>(sql`select comparison, level, label, m, u from parameter where match = ${match} and class = 'match' order by comparison, level`)
  const names = Object.keys(row).filter((column) => column.endsWith('_level')).map((column) => column.slice(0, -'_level'.length))
  const comparisons = names.map((comparison): ExplainedComparison => {
    const level = Number(row[`${comparison}_level`])
    const weight = Number(row[`${comparison}_weight`])
    const at = parameters.find((one) => one.comparison === comparison && one.level === level)
    const usual = at === undefined ? 0 : roundBits(Math.log2(at.m / at.u))
    return {
      comparison,
      level: at?.label ?? 'missing',
      ...comparedIn(values, comparison),
      m: at?.m ?? null,
      u: at?.u ?? null,
      level_weight: usual,
      frequency_weight: roundBits(weight - usual),
      weight,
    }
  })
  const [damage, alternative, own] = [Number(row['damage_weight']), Number(row['alternative_weight']), Number(row['match_weight'])]
  const others = await database.rows<{ class: string; bits: number }>(classes)
  const start = roundBits(Math.log2(prior / (1 - prior)))
  const sound = comparisons.reduce((sum, { weight }) => sum + weight, start)
  return {
    values, comparisons, prior_weight: start, damage_weight: damage, alternative_weight: alternative, own_weight: own, own_probability: probabilityOf(own),
    classes: sharesOf(sound, damage, others),
  }
}
