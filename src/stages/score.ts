import { id, joinSql, sql, type Sql, unionAll } from '../engine/sql.js'
import { chosenRules } from './block.js'
import { candidatesOf, candidateColumns } from './candidates.js'
import { comparisonsOf, type Comparison } from './comparisons.js'
import { comparandOf, levelColumn, levelColumns, pairsFoundBy, withLevels } from './pair-sql.js'
import { tableOf, type Plan, type PlanMatch } from './plan.js'
import { scorePairs } from './score-pairs.js'
import type { Stage, StageContext, TableSpec } from './stage.js'
import { buckets, trainingShare } from './training-share.js'
import { createTrainingTables, saveTraining, trainMatch } from './train.js'

const randomPairs = 60_000

const telling = (comparisons: readonly Comparison[]): { name: string; column: string }[] =>
  comparisons.flatMap(({ name, frequencyOf }) => (frequencyOf === undefined ? [] : [{ name, column: frequencyOf }]))

function frequencies(plan: Plan, match: PlanMatch): TableSpec {
  const inMatch = sql`population in (${match.left.no}, ${match.right.no})`
  const parts = telling(comparisonsOf(plan, match)).map(
    ({ name, column }) => sql`
  select ${name} as comparison, ${id(column)} as value, count(*) as mentions, round(log2(sum(count(*)) over () / count(*)), 4) as rarity
  from mention where ${inMatch} and ${id(column)} is not null group by ${id(column)}`,
  )
  const none = sql`select null::varchar as comparison, null::varchar as value, null::bigint as mentions, null::double as rarity limit 0`
  return {
    table: tableOf('term_frequency', match),
    file: 'term_frequency',
    bulk: true,
    order: ['comparison', 'value'],
    reads: ['mention'],
    slots: { frequencies: parts.length === 0 ? none : joinSql(parts, unionAll) },
  }
}

function comparand(plan: Plan, match: PlanMatch): TableSpec {
  const comparisons = comparisonsOf(plan, match)
  const columns = [...new Set(comparisons.flatMap((comparison) => comparison.columns))].map((column) => sql`m.${id(column)}`)
  const rare = telling(comparisons).map(({ name }) => sql`${id(`t_${name}`)}.rarity as ${id(`${name}_rarity`)}`)
  const joins = telling(comparisons).map(
    ({ name, column }) => sql` left join ${id(tableOf('term_frequency', match))} ${id(`t_${name}`)}
  on ${id(`t_${name}`)}.comparison = ${name} and ${id(`t_${name}`)}.value = m.${id(column)}`,
  )
  return {
    table: tableOf('comparand', match),
    file: 'comparand',
    reads: ['mention', tableOf('block_key', match), tableOf('term_frequency', match)],
    internal: true,
    slots: { keys: id(tableOf('block_key', match)), values: joinSql([...columns, ...rare, sql`m.protected`]), joins: joinSql(joins, sql``) },
  }
}

const namesOf = (comparisons: readonly Comparison[]): Sql => (comparisons.length === 0 ? sql`0 as nothing` : joinSql(comparisons.map(levelColumn)))
const levelsOf = (comparisons: readonly Comparison[]): Sql => (comparisons.length === 0 ? sql`0 as nothing` : levelColumns(comparisons))

function randomPatterns(plan: Plan, match: PlanMatch): TableSpec {
  const comparisons = comparisonsOf(plan, match)
  return {
    table: tableOf('random_pattern', match),
    file: 'random_pattern',
    bulk: true,
    reads: [tableOf('comparand', match)],
    slots: { comparand: comparandOf(match), levels: levelsOf(comparisons), names: namesOf(comparisons) },
    params: async ({ database }) => {
      const { l, r } = await database.row<{ l: number; r: number }>(
        sql`select count(*) filter (where on_left) as l, count(*) filter (where on_right) as r from ${comparandOf(match)}`,
      )
      return { shifts: Math.max(1, Math.min(Math.ceil(randomPairs / Math.max(l, 1)), r - 1)), right_mentions: Math.max(r, 1) }
    },
  }
}

function comparedPairs(plan: Plan, match: PlanMatch): TableSpec {
  const comparisons = comparisonsOf(plan, match)
  return {
    table: tableOf('compared_pair', match),
    file: 'compared_pair',
    reads: [tableOf('comparand', match), tableOf('block_key', match), tableOf('block_rule', match)],
    internal: true,
    slots: async (context) => {
      const rules = await chosenRules(context, match)
      const below = Math.round((await trainingShare(context, match)) * buckets)
      const parts = rules.map((_, place) => sql`${pairsFoundBy(match, rules, place)} where l.bucket < ${below}`)
      const none = sql`select cast(0 as integer) as left_mention, cast(0 as integer) as right_mention limit 0`
      return { pairs: withLevels(match, rules, comparisons, parts.length === 0 ? none : joinSql(parts, unionAll)) }
    },
  }
}

const agreementPatterns = (plan: Plan, match: PlanMatch): TableSpec => ({
  table: tableOf('agreement_pattern', match),
  file: 'agreement_pattern',
  reads: [tableOf('compared_pair', match)],
  bulk: true,
  slots: { compared: id(tableOf('compared_pair', match)), names: namesOf(comparisonsOf(plan, match)) },
})

async function train(context: StageContext): Promise<void> {
  await createTrainingTables(context)
  for (const match of context.plan.matches) {
    const estimate = await trainMatch(context, match, await trainingShare(context, match))
    await saveTraining(context, match, estimate)
    if (estimate.mended !== undefined) context.emit({ kind: 'note', level: 'warning', text: `${match.name}: default m kept for ${estimate.mended.join(', ')}, whose training failed` })
    if (estimate.failure !== undefined) context.emit({ kind: 'note', level: 'warning', text: `${match.name}: default model kept, ${estimate.failure}` })
  }
}

const of = (plan: Plan, file: string): string[] => plan.matches.map((match) => tableOf(file, match))

const countsOf = (match: PlanMatch): Sql => sql`
  select match, rule_no, rule, cast(sum(pairs_made) as bigint) as pairs_made, cast(sum(pairs_made) - sum(pairs_dropped) as bigint) as pairs_kept, cast(sum(pairs_dropped) as bigint) as pairs_dropped
  from ${id(tableOf('rule_count', match))} group by match, rule_no, rule`

const noCounts = sql`select null::varchar as match, null::integer as rule_no, null::varchar as rule, null::bigint as pairs_made, null::bigint as pairs_kept, null::bigint as pairs_dropped limit 0`

const scoringTables = (plan: Plan): TableSpec[] => [
  ...plan.matches.flatMap((match) => [frequencies(plan, match), comparand(plan, match), randomPatterns(plan, match), comparedPairs(plan, match), agreementPatterns(plan, match)]),
  { table: 'training', reads: ['random_pattern', 'agreement_pattern', 'block_rule', 'block_key'].flatMap((file) => of(plan, file)), code: train },
  { table: 'parameter', reads: ['training'], code: async () => {} },
  ...plan.matches.map((match) => ({
    table: tableOf('candidate_pair', match),
    reads: [...['comparand', 'compared_pair', 'block_rule'].map((file) => tableOf(file, match)), 'training', 'parameter'],
    internal: true,
    code: async (context: StageContext) => await scorePairs(context, match),
  })),
  {
    table: 'pair_count',
    reads: of(plan, 'rule_count'),
    slots: { counts: plan.matches.length === 0 ? noCounts : joinSql(plan.matches.map(countsOf), unionAll) },
  },
  {
    table: 'candidate',
    reads: ['mention', ...of(plan, 'candidate_pair'), ...of(plan, 'block_rule')],
    slots: async (context) => ({ candidates: await candidatesOf(context, candidateColumns(plan)) }),
  },
  { table: 'finding_score', reads: ['training'] },
]

/** Pairs made and scored together, after m and u were estimated from the data. */
export const score: Stage = {
  name: 'score',
  tables: scoringTables,
  temporary: (plan) => [...of(plan, 'candidate_pair'), ...of(plan, 'rule_count'), ...of(plan, 'comparand'), ...of(plan, 'compared_pair'), ...of(plan, 'block_candidate'), ...of(plan, 'block_size'), ...of(plan, 'block_key')],
  identities: (plan) =>
    plan.matches.map((match) => ({
      identity: 'pairs made = candidates + pairs dropped',
      scope: match.name,
      lhs: sql`select coalesce(sum(pairs_made), 0) from pair_count where match = ${match.name}`,
      rhs: sql`select (select count(*) from candidate where match = ${match.name}) + (select coalesce(sum(pairs_dropped), 0) from pair_count where match = ${match.name})`,
    })),
}
