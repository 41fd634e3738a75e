import type { Threshold } from '../../config/quality-schema.js'
import { id, joinSql, sql, unionAll, type Sql, type SqlValue } from '../../engine/sql.js'
import { stateSpellings } from '../../text/places.js'
import { zipPrefixes } from '../../text/zip-prefixes.js'
import { tableOf, type Plan, type PlanExtract, type PlanRule, type PlanSystem } from '../plan.js'
import type { Identity, Stage, StageContext, TableSpec } from '../stage.js'
import { notTestable } from './checks.js'
import { failuresOf, isListedByRow } from './failures.js'
import { cannotHit, hitsOf } from './hits.js'
import { statisticTables } from './statistics.js'
import { knownColumns } from './known.js'
import { marksIn, marksOf, rulesOf } from './marks.js'
import { tallyOf } from './tally.js'
import { ruleWords } from './words.js'

const recordsOf = (system: PlanSystem): string => tableOf('source_records', system)
const tallyTable = (system: PlanSystem): string => tableOf('quality_tally', system)

interface Tested {
  readonly rule: PlanRule
  readonly extract: PlanExtract
}

const testedOf = ({ quality }: Plan): Tested[] => quality.rules.flatMap((rule) => rule.system.extracts.map((extract) => ({ rule, extract }))).filter((tested) => notTestable(tested) === undefined)
const tablesRead = (tested: readonly Tested[]): string[] => [...new Set(tested.map(({ rule }) => recordsOf(rule.system)))]

const tuple = (values: readonly SqlValue[]): Sql => sql`(${joinSql(values.map((value) => sql`${value}`))})`
/** Rows of a values list; a row of nulls, which the file leaves out, where there is none. */
const tuples = (rows: readonly (readonly SqlValue[])[], columns: number): Sql => joinSql((rows.length === 0 ? [Array.from({ length: columns }, () => null)] : rows).map(tuple))

/** Beyond what a rule warns and fails, where neither is said: any failing row, by its severity. */
function thresholds({ config: { severity, warn, fail } }: PlanRule): { readonly warn: Threshold; readonly fail: Threshold } {
  if (warn !== undefined || fail !== undefined) return { warn: warn ?? {}, fail: fail ?? {} }
  return { warn: severity === 'warning' ? { count: 0 } : {}, fail: severity === 'error' ? { count: 0 } : {} }
}

const boundsOf = ({ count, percent, amount }: Threshold): SqlValue[] => [count ?? null, percent === undefined ? null : String(percent), amount ?? null]

function ruleRow(plan: Plan, rule: PlanRule): SqlValue[] {
  const { config, system, fields, library } = rule
  const { tested, sentence, method } = ruleWords(rule)
  const { warn, fail } = thresholds(rule)
  return [
    rule.id, config.name, config.kind, system.name, fields.length === 0 ? null : fields.join(', '), library, tested, sentence, method ?? null,
    config.where ?? null, config.severity, isListedByRow(rule), ...boundsOf(warn), ...boundsOf(fail), plan.quality.office[system.name] ?? null,
  ]
}

const ruleColumns = 19

const noPart = sql`select null::varchar as rule_id, null::varchar as extract_id, null::varchar as period, null::varchar as office, null::bigint as tested, null::bigint as failing, null::decimal(38, 4) as amount where false`

const partsOf = (plan: Plan): Sql =>
  joinSql(
    [
      noPart,
      ...plan.systems.flatMap((system) =>
        rulesOf(plan, system).map((rule, index) => sql`select ${rule.id}, extract_id, period, office, ${id(`t${index}`)}, ${id(`f${index}`)}, ${id(`a${index}`)} from ${id(tallyTable(system))}`),
      ),
    ],
    unionAll,
  )

const scopesOf = ({ quality }: Plan): Sql =>
  tuples(quality.rules.flatMap((rule) => rule.system.extracts.map((extract) => [rule.id, extract.id, extract.seq, extract.config.deliverer, notTestable({ rule, extract }) ?? null])), 5)

const noHit = sql`select null::varchar as rule_id, null::varchar as extract_id, null::bigint as source_line, null::varchar as why, null::varchar as expected where false`

const ruledSystems = (plan: Plan): PlanSystem[] => plan.systems.filter((system) => rulesOf(plan, system).length > 0)

/** Marks of all rows of a system, then their counts. Piece by piece: the operators of many queries at once need more memory than their rows. */
function marksAndTallies(plan: Plan): TableSpec[] {
  return ruledSystems(plan).flatMap((system): TableSpec[] => {
    const rules = rulesOf(plan, system)
    const kinds = new Set(rules.filter((rule) => system.extracts.some((extract) => notTestable({ rule, extract }) === undefined)).map(({ config }) => config.kind))
    const targets = rules.flatMap(({ to }) => (to === undefined ? [] : [recordsOf(to.system)]))
    const hits = rules.some((rule) => system.extracts.some((extract) => notTestable({ rule, extract }) === undefined && hitsOf({ rule, extract }) !== undefined))
    return [
      {
        table: marksOf(system),
        file: 'quality_mark',
        reads: [...new Set([recordsOf(system), ...targets, ...(hits ? ['quality_hit'] : []), ...(kinds.has('address_agrees') ? ['quality_place'] : [])])],
        internal: true,
        parts: async ({ database }) => {
          const known = await knownColumns(plan, database)
          return system.extracts.map((extract) => ({ label: extract.id, slots: { marks: marksIn(plan, system, extract, known) } }))
        },
      },
      {
        table: tallyTable(system),
        file: 'quality_tally',
        reads: [marksOf(system)],
        internal: true,
        parts: () => system.extracts.map((extract) => ({ label: extract.id, slots: { tallies: tallyOf(plan, system, extract) } })),
      },
    ]
  })
}

/** Rules and extracts with failing rows that are listed. */
async function failingOf(plan: Plan, { database }: StageContext): Promise<Tested[]> {
  const rows = await database.rows<{ rule_id: string; extract_id: string }>(sql`select rule_id, extract_id from quality_result where grain = 'extract' and failing > 0`)
  const failing = new Set(rows.map((row) => `${row.rule_id} ${row.extract_id}`))
  return testedOf(plan).filter(({ rule, extract }) => isListedByRow(rule) && failing.has(`${rule.id} ${extract.id}`))
}

const listedRows = (plan: Plan): Identity => ({
  identity: 'failing rows = rows listed',
  scope: 'rules whose rows are listed',
  lhs: sql`select coalesce(sum(q.failing), 0) from quality_result q join quality_rule r on r.rule_id = q.rule_id where q.grain = 'extract' and r.listed`,
  rhs: sql`select count(*) from quality_failure${plan.quality.rules.length === 0 ? sql` where false` : sql``}`,
})

/** Rules of data quality: what each tested, what failed, and every failing row. */
export const quality: Stage = {
  name: 'quality',
  tables: (plan): TableSpec[] => {
    const tested = testedOf(plan)
    const byOthers = tested.filter((one) => hitsOf(one) !== undefined)
    const spans = zipPrefixes.map(({ state, from, to }) => [state, from, to])
    return [
      { table: 'quality_rule', reads: [], slots: { rules: tuples(plan.quality.rules.map((rule) => ruleRow(plan, rule)), ruleColumns) }, order: ['rule_id'] },
      { table: 'quality_place', reads: [], internal: true, slots: { states: tuples(stateSpellings(), 2), spans: tuples(spans, 3) } },
      ...statisticTables(tested, tablesRead),
      {
        table: 'quality_hit',
        reads: [...tablesRead(byOthers), ...(byOthers.some(({ rule }) => rule.config.kind === 'outlier') ? ['quality_statistic'] : [])],
        internal: true,
        parts: async ({ database }) => {
          const known = await knownColumns(plan, database)
          const looked = byOthers.filter((one) => !cannotHit(one, known))
          return [noHit, ...looked.map((one) => hitsOf(one) ?? noHit)].map((hits, index) => ({ label: `${index}`, slots: { hits } }))
        },
      },
      ...marksAndTallies(plan),
      {
        table: 'quality_result',
        reads: ['quality_rule', 'quality_digit', 'quality_statistic', ...ruledSystems(plan).map(tallyTable)],
        slots: { parts: partsOf(plan), scopes: scopesOf(plan) },
        order: ['rule_id', 'extract_id', 'grain', 'period', 'office'],
      },
      {
        table: 'quality_failure',
        reads: ['quality_result', 'quality_hit', 'quality_place', ...ruledSystems(plan).flatMap((system) => [recordsOf(system), marksOf(system)])],
        plain: true,
        records: true,
        parts: async (context) => failuresOf(plan, await failingOf(plan, context)).map((failures, index) => ({ label: `${index}`, slots: { failures } })),
        order: ['rule_id', 'extract_id', 'source_line'],
      },
      {
        table: 'quality_trend',
        reads: ['quality_result'],
        slots: { history: tuples(plan.quality.history.map((line) => [line.rule_id, line.as_of, line.tested, line.failing]), 4) },
        params: { as_of: plan.asOf },
      },
      { table: 'finding_quality', reads: ['quality_rule', 'quality_result'] },
    ]
  },
  temporary: (plan) => ruledSystems(plan).map(marksOf),
  identities: (plan) => [listedRows(plan)],
}
