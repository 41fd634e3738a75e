import { id, joinSql, sql, type Sql, unionAll } from '../../engine/sql.js'
import { candidatesOf, candidateColumns, probabilityOf } from '../candidates.js'
import { floorBits } from '../pair-sql.js'
import { tableOf, type Plan, type PlanMatch } from '../plan.js'
import type { Stage, TableSpec } from '../stage.js'
import { makeComponents } from './components.js'
import { finalTables } from './final.js'
import { healthTables } from './health.js'
import { labelCalibration, labelledMatches } from './label-calibration.js'
import { labelTables } from './labels.js'
import { makeQuality } from './quality.js'

const of = (plan: Plan, file: string): string[] => plan.matches.map((match) => tableOf(file, match))

const countsOf = (match: PlanMatch, floor: number): Sql => sql`
  select match, rule_no, rule, cast(sum(pairs_made) as bigint) as pairs_made, cast(sum(pairs_made) - sum(pairs_dropped) - any_value(late) as bigint) as pairs_kept,
    cast(sum(pairs_dropped) + any_value(late) as bigint) as pairs_dropped
  from (select r.*, (select count(*) from ${id(tableOf('final_pair', match))} f where f.rule_no = r.rule_no and f.match_weight < ${floor}) as late
    from ${id(tableOf('rule_count', match))} r)
  group by match, rule_no, rule`

const noCounts = sql`select null::varchar as match, null::integer as rule_no, null::varchar as rule, null::bigint as pairs_made, null::bigint as pairs_kept, null::bigint as pairs_dropped limit 0`

/** The candidates of a match, by the numbers of their mentions. */
const listed = (match: PlanMatch, floor: number): Sql => sql`select ${match.name} as match, left_mention, right_mention, match_weight from ${id(tableOf('final_pair', match))} where match_weight >= ${floor}`

const noLinks = sql`select null::varchar as match, null::integer as left_mention, null::integer as right_mention, null::double as match_weight limit 0`

/** By the two sides, however they are numbered. A match has one population on each side, of which the numbers of mentions are in that order and far cheaper to sort by. */
const candidateOrder = ({ matches }: Plan): string[] =>
  matches.length === 1
    ? ['left_mention', 'right_mention']
    : ['left_system', 'left_id', 'left_role', 'left_ordinal', 'right_system', 'right_id', 'right_role', 'right_ordinal', 'match_weight', 'match']

const clusterTables = (plan: Plan): TableSpec[] => [
  ...labelTables(plan),
  {
    table: 'component',
    reads: [...(labelledMatches(plan).length === 0 ? [] : ['label_fit']), 'mention', 'training', 'parameter', ...of(plan, 'candidate_pair'), ...of(plan, 'comparand')],
    internal: true,
    code: makeComponents,
  },
  ...finalTables(plan),
  labelCalibration(plan),
  {
    table: 'candidate',
    order: candidateOrder(plan),
    // Its texts take longer to be stored than to be made again from numbers.
    view: true,
    heldUpTo: 100_000,
    reads: ['mention', ...of(plan, 'final_pair'), ...of(plan, 'block_rule')],
    slots: async (context) => ({ candidates: await candidatesOf(context, candidateColumns(plan)) }),
  },
  {
    table: 'pair_count',
    reads: [...of(plan, 'rule_count'), ...of(plan, 'final_pair')],
    slots: ({ config }) => ({ counts: plan.matches.length === 0 ? noCounts : joinSql(plan.matches.map((match) => countsOf(match, floorBits(config.floor))), unionAll) }),
  },
  {
    table: 'link',
    bulk: true,
    plain: true,
    reads: ['component', ...of(plan, 'final_pair')],
    slots: ({ config }) => ({ probability: probabilityOf, pairs: plan.matches.length === 0 ? noLinks : joinSql(plan.matches.map((match) => listed(match, floorBits(config.floor))), unionAll) }),
  },
  { table: 'entity', plain: true, reads: ['component', 'mention'] },
  { table: 'entity_size', reads: ['entity'] },
  {
    table: 'match_quality',
    reads: plan.matches.length === 0 ? [] : ['component', ...['final_pair', 'block_member', 'block_rule'].flatMap((file) => of(plan, file))],
    code: makeQuality,
  },
  ...healthTables(plan),
]

/** The identity of every match, for which the candidates are counted once: to ask for those of one match takes as long. */
const countedPairs = ({ matches }: Plan): Sql => sql`with listed as (select match, count(*) as candidates from candidate group by match),
counted as (select match, sum(pairs_made) as made, sum(pairs_dropped) as dropped from pair_count group by match)
select 'pairs made = candidates + pairs dropped' as identity, match as scope, coalesce(made, 0) as lhs, coalesce(candidates, 0) + coalesce(dropped, 0) as rhs, place
from (values ${joinSql(matches.map(({ name }, place) => sql`(${place}, ${name})`))}) of_run (place, match)
left join counted using (match)
left join listed using (match)`

/** Pairs to entities, by all the evidence together, and back to what a pair is worth. */
export const cluster: Stage = {
  name: 'cluster',
  tables: clusterTables,
  loaded: (plan) => of(plan, 'final_pair'),
  temporary: (plan) => ['rule_count', 'block_member'].flatMap((file) => of(plan, file)),
  identities: () => [
    { identity: 'entity rows = mentions', scope: 'all systems', lhs: sql`select count(*) from entity`, rhs: sql`select count(*) from mention` },
    {
      identity: 'mentions in entities by size = mentions',
      scope: 'all systems',
      lhs: sql`select coalesce(sum(mentions * entities), 0) from entity_size`,
      rhs: sql`select count(*) from mention`,
    },
  ],
  identityQueries: (plan) => (plan.matches.length === 0 ? [] : [countedPairs(plan)]),
}
