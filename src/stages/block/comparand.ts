import { id, joinSql, sql, type Sql, unionAll } from '../../engine/sql.js'
import { valuesAtLarge } from '../../model/latent-classes.js'
import { comparisonsOf, type Comparison } from '../comparisons.js'
import { comparandOf, levelColumn, levelColumns } from '../pair-sql.js'
import { tableOf, type Plan, type PlanMatch } from '../plan.js'
import type { TableSpec } from '../stage.js'
import { buckets } from '../training-share.js'

const pairsAtRandom = 200_000
/** Of more mentions than this, only a share takes part on the left side of random pairs. */
const manyMentions = 300_000

const telling = (comparisons: readonly Comparison[]): { name: string; column: string; atLarge: number }[] =>
  comparisons.flatMap(({ name, frequencyOf, choices }) => (frequencyOf === undefined ? [] : [{ name, column: frequencyOf, atLarge: Math.round((choices ?? 0) * valuesAtLarge) }]))

/** Characters of a value that are compared: the time of a string distance grows with the product of lengths, and no name or address is so long. */
const longest = 256
const notText: ReadonlySet<string> = new Set(['birth_year', 'birth_month', 'birth_day', 'age'])
function compared(column: string): Sql {
  const value = sql`m.${id(column)}`
  if (notText.has(column) || column.endsWith('_values') || column.startsWith('number_')) return value
  // Of most texts the bytes are counted, which is a look; their characters are counted one by one.
  return sql`case when strlen(${value}) > ${longest} then left(${value}, ${longest}) else ${value} end as ${id(column)}`
}

export function frequencies(plan: Plan, match: PlanMatch): TableSpec {
  const inMatch = sql`population in (${match.left.no}, ${match.right.no})`
  const parts = telling(comparisonsOf(plan, match)).map(
    ({ name, column, atLarge }) => sql`
  select ${name} as comparison, ${id(column)} as value, count(*) as mentions, round(log2((sum(count(*)) over () + 1 + cast(${atLarge} as bigint)) / (count(*) + 0.5)), 4) as rarity
  from mention where ${inMatch} and ${id(column)} is not null group by ${id(column)}`,
  )
  const none = sql`select null::varchar as comparison, null::varchar as value, null::bigint as mentions, null::double as rarity limit 0`
  return {
    table: tableOf('term_frequency', match),
    file: 'term_frequency',
    bulk: true,
    records: true,
    order: ['comparison', 'value'],
    reads: ['mention'],
    slots: { frequencies: parts.length === 0 ? none : joinSql(parts, unionAll) },
  }
}

export function comparand(plan: Plan, match: PlanMatch): TableSpec {
  const comparisons = comparisonsOf(plan, match)
  const columns = [...new Set(comparisons.flatMap((comparison) => comparison.columns))].map(compared)
  const rare = telling(comparisons).map(({ name }) => sql`cast(${id(`t_${name}`)}.rarity as real) as ${id(`${name}_rarity`)}`)
  const joins = telling(comparisons).map(
    ({ name, column }) => sql` left join ${id(tableOf('term_frequency', match))} ${id(`t_${name}`)}
  on ${id(`t_${name}`)}.comparison = ${name} and ${id(`t_${name}`)}.value = m.${id(column)}`,
  )
  return {
    table: tableOf('comparand', match),
    file: 'comparand',
    reads: ['mention', tableOf('term_frequency', match)],
    internal: true,
    slots: { values: joinSql([...columns, ...rare, sql`m.protected`]), joins: joinSql(joins, sql``) },
    params: { left_population: match.left.no, right_population: match.right.no },
  }
}

export const randomPairs = (match: PlanMatch): TableSpec => ({
  table: tableOf('random_pair', match),
  file: 'random_pair',
  internal: true,
  reads: [tableOf('comparand', match)],
  slots: { comparand: comparandOf(match) },
  params: async ({ database }) => {
    const { l, r } = await database.row<{ l: number; r: number }>(
      sql`select count(*) filter (where on_left) as l, count(*) filter (where on_right) as r from ${comparandOf(match)}`,
    )
    return { shifts: Math.max(1, Math.min(Math.ceil(pairsAtRandom / Math.max(l, 1)), r - 1)), right_mentions: Math.max(r, 1), below: Math.min(buckets, Math.ceil((buckets * manyMentions) / Math.max(l, 1))) }
  },
})

export function randomPatterns(plan: Plan, match: PlanMatch): TableSpec {
  const comparisons = comparisonsOf(plan, match)
  return {
    table: tableOf('random_pattern', match),
    file: 'random_pattern',
    bulk: true,
    reads: [tableOf('comparand', match), tableOf('random_pair', match)],
    slots: {
      comparand: comparandOf(match),
      pairs: id(tableOf('random_pair', match)),
      levels: comparisons.length === 0 ? sql`0 as nothing` : levelColumns(comparisons),
      names: comparisons.length === 0 ? sql`0 as nothing` : joinSql(comparisons.map(levelColumn)),
    },
  }
}
