import { id, joinSql, sql, type Sql, unionAll } from '../engine/sql.js'
import { chosenRules } from './block/rules.js'
import { comparisonsOf, type Comparison } from './comparisons.js'
import { floorBits, levelColumn, weightColumn } from './pair-sql.js'
import { tableOf, type Plan, type PlanMatch } from './plan.js'
import type { StageContext } from './stage.js'

/** Names of all comparisons of a run, in the order of the first match that has each. */
export const candidateColumns = (plan: Plan): string[] => [
  ...new Set(plan.matches.flatMap((match) => comparisonsOf(plan, match).map(({ name }) => name))),
]

const side = (name: 'left' | 'right', alias: Sql): Sql => sql`${alias}.system as ${id(`${name}_system`)}, ${alias}.id as ${id(`${name}_id`)},
    ${alias}.role as ${id(`${name}_role`)}, ${alias}.ordinal as ${id(`${name}_ordinal`)}`

function labelOf(comparison: Comparison): Sql {
  const cases = comparison.labels.map((label, index) => sql` when ${index + 1} then ${label}`)
  return sql`case ${levelColumn(comparison)}${joinSql(cases, sql``)} else 'missing' end`
}

function evidence(comparisons: readonly Comparison[], columns: readonly string[]): Sql {
  return joinSql(
    columns.flatMap((name) => {
      const comparison = comparisons.find((one) => one.name === name)
      const [label, weight] = comparison === undefined ? [sql`null::varchar`, sql`null::double`] : [labelOf(comparison), weightColumn(comparison)]
      return [sql`${label} as ${id(`${name}_level`)}`, sql`${weight} as ${id(`${name}_weight`)}`]
    }),
  )
}

/** Probability of a candidate by its match weight. */
export const probabilityOf = sql`round(1 / (1 + pow(2, -match_weight)), 6)`

async function candidatesOfMatch(context: StageContext, match: PlanMatch, columns: readonly string[]): Promise<Sql> {
  const { match: matchBand, review } = context.config.bands
  const rules = await chosenRules(context, match)
  const found = rules.map(({ rule_no: no, rule }) => sql` when ${no} then ${rule}`)
  const comparisons = comparisonsOf(context.plan, match)
  return sql`
  select
    ${side('left', id('a'))},
    ${side('right', id('b'))},
    match_weight,
    ${probabilityOf} as probability,
    case when ${probabilityOf} >= ${matchBand} then 'match'
      when ${probabilityOf} >= ${review} then 'review' else 'non_match' end as band,
    ${found.length === 0 ? sql`null::varchar` : sql`case rule_no${joinSql(found, sql``)} else 'clusters' end || case when rules > 1 then ' (+' || (rules - 1) || ')' else '' end`} as found_by,
    a.protected or b.protected as protected,
    ${match.name} as match, damage_weight, alternative_weight, calibration_weight,
    round(match_weight - own_weight - calibration_weight, 4) as collective_weight, round(source_weight - own_weight - calibration_weight, 4) as source_weight, left_mention, right_mention${columns.length === 0 ? sql`` : sql`, ${evidence(comparisons, columns)}`}
  from ${id(tableOf('final_pair', match))}
  join mention a on a.mention_id = left_mention
  join mention b on b.mention_id = right_mention
  where match_weight >= ${floorBits(context.config.floor)}`
}

const none = sql`select null::varchar as left_system, null::varchar as left_id, null::varchar as left_role, null::integer as left_ordinal,
  null::varchar as right_system, null::varchar as right_id, null::varchar as right_role, null::integer as right_ordinal,
  null::double as match_weight, null::double as probability, null::varchar as band, null::varchar as found_by, null::boolean as protected,
  null::varchar as match, null::double as damage_weight, null::double as alternative_weight, null::double as calibration_weight, null::double as collective_weight, null::double as source_weight, null::integer as left_mention, null::integer as right_mention limit 0`

/** All candidates of a run, with the same columns for every match. */
export async function candidatesOf(context: StageContext, columns: readonly string[]): Promise<Sql> {
  const parts: Sql[] = []
  for (const match of context.plan.matches) parts.push(await candidatesOfMatch(context, match, columns))
  return parts.length === 0 ? none : joinSql(parts, unionAll)
}
