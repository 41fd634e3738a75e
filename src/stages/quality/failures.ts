import { id, joinSql, sql, type Sql } from '../../engine/sql.js'
import { readOnce } from '../cell-checks.js'
import { tableOf, type Plan, type PlanExtract, type PlanRule } from '../plan.js'
import { rowCheck } from './checks.js'
import { cellOf, fieldsIn, readsOf, type ReadField } from './conditions.js'
import { failingBit, marksOf, officeOfRow, periodOfRow, rulesOf } from './marks.js'

/** Whether failing rows are listed: not those that merely lack a value which may be missing, unless the config says so. */
export function isListedByRow({ config }: PlanRule): boolean {
  if (config.kind === 'benford') return false
  const lacks = config.kind === 'complete' || config.kind === 'complete_together'
  return config.rows ?? !(lacks && config.severity === 'info')
}

const none = sql`select null::varchar as rule_id, null::varchar as system, null::varchar as extract_id, null::bigint as source_line, null::varchar as key, null::varchar as period,
  null::varchar as office, null::varchar as field, null::varchar as value, null::varchar as why, null::varchar as expected where false`

/** The fields whose cells show what is wrong. */
function shownFields({ config, fields, compare, system }: PlanRule): readonly string[] {
  if (config.kind === 'compare') return [...new Set(fieldsIn(compare))]
  if (config.kind === 'duplicate_key') return system.key
  return config.kind === 'unique' ? [...fields, ...(config.differ ?? [])] : fields
}

function failures(plan: Plan, rule: PlanRule, extract: PlanExtract): Sql {
  const { system } = rule
  const plain = readsOf(system, extract)
  const { reading, columns } = readOnce()
  const read: ReadField = (field) => reading(field, plain(field))
  const check = rowCheck({ plan, rule, extract, read })
  const fields = shownFields(rule).filter((field) => (extract.positions[field] ?? null) !== null)
  const [only, ...others] = fields
  const value = only === undefined ? sql`cast(null as varchar)` : others.length === 0 ? cellOf(only) : sql`concat_ws(' | ', ${joinSql(fields.map((field) => sql`coalesce(${cellOf(field)}, '')`))})`
  const told = check.hits === undefined ? sql`` : sql` join quality_hit h on h.rule_id = ${rule.id} and h.extract_id = ${extract.id} and h.source_line = r.source_line`
  const period = periodOfRow(system, extract, read)
  const [why, expected] = check.hits === undefined ? [check.why, check.expected] : [sql`h.why`, sql`h.expected`]
  return sql`
  select ${rule.id} as rule_id, ${system.name} as system, ${extract.id} as extract_id, r.source_line, r.record_key as key, ${period} as period,
    ${officeOfRow(plan, system)} as office, ${fields.length === 0 ? null : fields.join(', ')} as field, ${value} as value, ${why} as why, ${expected} as expected
  from (
    select r.*${joinSql(columns().map((column) => sql`, ${column}`), sql``)}
    from ${id(tableOf('source_records', system))} r
    join ${id(marksOf(system))} m on m.source_line = r.source_line
    where r.extract_id = ${extract.id} and m.extract_seq = ${extract.seq} and ${failingBit(rulesOf(plan, system).indexOf(rule))} = 1
  ) r${told}`
}

/** Every failing row of these rules in these extracts, a query for each; the first has none. */
export const failuresOf = (plan: Plan, failing: readonly { readonly rule: PlanRule; readonly extract: PlanExtract }[]): Sql[] => [
  none,
  ...failing.map(({ rule, extract }) => failures(plan, rule, extract)),
]
