import { id, joinSql, sql, type Sql, unionAll } from '../../engine/sql.js'
import { tableOf, type Plan, type PlanMatch } from '../plan.js'
import type { Stage, TableSpec } from '../stage.js'
import { comparand, frequencies, randomPairs, randomPatterns } from './comparand.js'
import { atomSlots } from './keys.js'
import { chooseRules, makeMembers } from './rules.js'

const sides = (match: PlanMatch): { left_population: number; right_population: number } => ({ left_population: match.left.no, right_population: match.right.no })

const atoms = (plan: Plan, match: PlanMatch): TableSpec => ({
  table: tableOf('block_atom', match),
  file: 'block_atom',
  reads: ['mention'],
  internal: true,
  slots: atomSlots(plan, match),
  params: sides(match),
})

const rules = (match: PlanMatch): TableSpec => ({
  table: tableOf('block_rule', match),
  reads: [tableOf('block_atom', match), tableOf('comparand', match), tableOf('random_pattern', match)],
  code: (context) => chooseRules(context, match),
})

const members = (match: PlanMatch): TableSpec => ({
  table: tableOf('block_member', match),
  reads: [tableOf('block_atom', match), tableOf('block_rule', match)],
  internal: true,
  code: (context) => makeMembers(context, match),
})

const findingsOf = (match: PlanMatch): Sql => {
  const rule = id(tableOf('block_rule', match))
  if (match.rules === undefined) {
    return sql`
  select 'blocks_left_out' as rule, match as field, null::varchar as extract_id, cast(sum(pairs_capped) as bigint) as failing,
    cast(sum(pairs + pairs_capped) as bigint) as tested, 'info' as severity
  from ${rule} group by match having sum(pairs_capped) > 0`
  }
  const limited = match.rules.filter(({ maxPairs }) => maxPairs !== undefined).map(({ name }) => sql`${name}`)
  const asSaid = limited.length === 0 ? sql`false` : sql`rule in (${joinSql(limited)})`
  return sql`
  select case when ${asSaid} then 'blocks_left_out' else 'block_capped' end as rule, match || ': ' || rule as field, null::varchar as extract_id, pairs_capped as failing,
    pairs + pairs_capped as tested, case when ${asSaid} then 'info' else 'warning' end as severity
  from ${rule} where chosen and blocks_capped > 0
  union all
  select 'rule_over_budget', match || ': ' || rule, null, pairs, pairs, 'warning'
  from ${rule} where not chosen and pairs > 0`
}

const noFindings = sql`select null::varchar as rule, null::varchar as field, null::varchar as extract_id, null::bigint as failing, null::bigint as tested,
  null::varchar as severity limit 0`

/** Which pairs are worth comparing: the values that are compared, blocking rules that fit the budget, and their blocks. */
export const block: Stage = {
  name: 'block',
  tables: (plan): TableSpec[] => [
    ...plan.matches.flatMap((match) => [
      frequencies(plan, match), comparand(plan, match), randomPairs(match), randomPatterns(plan, match), atoms(plan, match), rules(match), members(match),
    ]),
    {
      table: 'finding_block',
      reads: plan.matches.map((match) => tableOf('block_rule', match)),
      slots: { findings: plan.matches.length === 0 ? noFindings : joinSql(plan.matches.map(findingsOf), unionAll) },
    },
  ],
  temporary: (plan) => plan.matches.flatMap((match) => [tableOf('block_atom', match), tableOf('random_pair', match)]),
  identities: (plan) =>
    plan.matches.map((match) => ({
      identity: 'mentions with keys = mentions of the match',
      scope: match.name,
      lhs: sql`select count(*) from ${id(tableOf('block_atom', match))}`,
      rhs: sql`select count(*) from mention where population in (${match.left.no}, ${match.right.no})`,
    })),
}
