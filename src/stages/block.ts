import { id, joinSql, sql, type Sql, unionAll } from '../engine/sql.js'
import { ruleKey, rulesOf } from './block-keys.js'
import { tableOf, type Plan, type PlanMatch } from './plan.js'
import type { Stage, StageContext, TableSpec } from './stage.js'

const keyColumn = (ruleNo: number): Sql => id(`k${ruleNo}`)

/** Pairs listed for a mention on average, beyond which no further rule is proposed. */
const pairsPerMention = 150
const leastBudget = 1_000_000

const pairsOf = (match: PlanMatch): Sql =>
  match.within ? sql`(left_mentions * (left_mentions - 1)) // 2` : sql`left_mentions * right_mentions`

function candidates(plan: Plan, match: PlanMatch): TableSpec {
  return {
    table: tableOf('block_candidate', match),
    file: 'block_candidate',
    reads: ['mention'],
    internal: true,
    slots: { keys: joinSql(rulesOf(plan, match).map((rule, index) => sql`${ruleKey(plan, rule)} as ${keyColumn(index + 1)}`)) },
    params: { left_population: match.left.no, right_population: match.right.no },
  }
}

function sizes(plan: Plan, match: PlanMatch): TableSpec {
  const source = id(tableOf('block_candidate', match))
  const parts = rulesOf(plan, match).map(
    (_, index) => sql`select cast(${index + 1} as integer) as rule_no, ${keyColumn(index + 1)} as key,
    count(*) filter (where on_left) as left_mentions, count(*) filter (where on_right) as right_mentions
  from ${source} where ${keyColumn(index + 1)} is not null group by ${keyColumn(index + 1)} having count(*) > 1`,
  )
  return {
    table: tableOf('block_size', match),
    file: 'block_size',
    reads: [tableOf('block_candidate', match)],
    internal: true,
    slots: { sizes: joinSql(parts, unionAll), pairs: pairsOf(match) },
    params: ({ config }) => ({ max_block_pairs: Math.round((config.blocking.max_block * config.blocking.max_block) / 2) }),
  }
}

function rules(plan: Plan, match: PlanMatch): TableSpec {
  const listed = rulesOf(plan, match).map((rule, index) => sql`(${index + 1}, ${rule.name})`)
  return {
    table: tableOf('block_rule', match),
    file: 'block_rule',
    reads: [tableOf('block_candidate', match), tableOf('block_size', match)],
    slots: { rules: sql`(select * from (values ${joinSql(listed)}) as listed (rule_no, rule))`, sizes: id(tableOf('block_size', match)) },
    params: async ({ config, database }) => {
      const mentions = await database.count(tableOf('block_candidate', match))
      const proposed = Math.max(leastBudget, pairsPerMention * mentions)
      const budget = match.rules === undefined ? Math.min(config.blocking.max_pairs, proposed) : config.blocking.max_pairs
      return { match: match.name, budget }
    },
  }
}

/** Rules that were chosen, in the order of their numbers: a pair belongs to the first that finds it. */
export async function chosenRules({ database }: StageContext, match: PlanMatch): Promise<{ rule_no: number; rule: string }[]> {
  return await database.rows(sql`select rule_no, rule from ${id(tableOf('block_rule', match))} where chosen order by pairs, rule_no`)
}

const capped = (ruleNo: number): Sql => id(`s${ruleNo}`)

function keys(match: PlanMatch): TableSpec {
  const source = id(tableOf('block_candidate', match))
  return {
    table: tableOf('block_key', match),
    file: 'block_key',
    reads: [tableOf('block_candidate', match), tableOf('block_rule', match), tableOf('block_size', match)],
    internal: true,
    slots: async (context) => {
      const chosen = await chosenRules(context, match)
      const withCaps = await context.database.rows<{ rule_no: number }>(
        sql`select rule_no from ${id(tableOf('block_rule', match))} where chosen and blocks_capped > 0 order by rule_no`,
      )
      const cappedRules = new Set(withCaps.map((row) => row.rule_no))
      const columns = chosen.map(({ rule_no: no }) =>
        cappedRules.has(no) ? sql`case when ${capped(no)}.key is null then c.${keyColumn(no)} end as ${keyColumn(no)}` : sql`c.${keyColumn(no)}`,
      )
      const joins = [...cappedRules].map(
        (no) => sql`left join ${id(tableOf('block_size', match))} ${capped(no)}
  on ${capped(no)}.rule_no = ${no} and ${capped(no)}.capped and ${capped(no)}.key = c.${keyColumn(no)}`,
      )
      return { keys: columns.length === 0 ? sql`null as k0` : joinSql(columns), candidates: source, joins: joinSql(joins, sql` `) }
    },
  }
}

const findingsOf = (match: PlanMatch): Sql => sql`
  select 'block_capped' as rule, match || ': ' || rule as field, null::varchar as extract_id, pairs_capped as failing, pairs + pairs_capped as tested, 'warning' as severity
  from ${id(tableOf('block_rule', match))} where chosen and blocks_capped > 0
  union all
  select 'rule_over_budget', match || ': ' || rule, null, pairs, pairs, ${match.rules === undefined ? 'info' : 'warning'}
  from ${id(tableOf('block_rule', match))} where not chosen and pairs > 0`

const noFindings = sql`select null::varchar as rule, null::varchar as field, null::varchar as extract_id, null::bigint as failing, null::bigint as tested,
  null::varchar as severity limit 0`

/** Which pairs are worth comparing: keys, their blocks, and the rules that fit the budget. */
export const block: Stage = {
  name: 'block',
  tables: (plan): TableSpec[] => [
    ...plan.matches.flatMap((match) => [candidates(plan, match), sizes(plan, match), rules(plan, match), keys(match)]),
    {
      table: 'finding_block',
      reads: plan.matches.map((match) => tableOf('block_rule', match)),
      slots: { findings: plan.matches.length === 0 ? noFindings : joinSql(plan.matches.map(findingsOf), unionAll) },
    },
  ],
  identities: (plan) =>
    plan.matches.map((match) => ({
      identity: 'mentions with keys = mentions of the match',
      scope: match.name,
      lhs: sql`select count(*) from ${id(tableOf('block_key', match))}`,
      rhs: sql`select count(*) from mention where population in (${match.left.no}, ${match.right.no})`,
    })),
}
