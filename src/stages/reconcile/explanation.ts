import type { ExplainRule } from '../../config/reconcile-schema.js'
import { joinSql, sql, type Sql, unionAll } from '../../engine/sql.js'
import type { TableSpec } from '../stage.js'

/** The rules that a system declares, the first that fits counting. */
export interface SystemRules {
  readonly system: string
  readonly rules: readonly ExplainRule[]
}

interface NumberedRule extends ExplainRule {
  readonly system: string
  readonly no: number
}

const numbered = (systems: readonly SystemRules[]): NumberedRule[] =>
  systems.flatMap(({ system, rules }) => rules.map((rule) => ({ system, rule }))).map(({ system, rule }, index) => ({ ...rule, system, no: index + 1 }))

const among = (column: Sql, values: string | readonly string[] | undefined): Sql[] =>
  values === undefined ? [] : [sql`${column} in (${joinSql((typeof values === 'string' ? [values] : values).map((value) => sql`${value}`))})`]

const missing = (column: Sql, whether: boolean | undefined): Sql[] => (whether === undefined ? [] : [whether ? sql`${column} is null` : sql`${column} is not null`])

/** Whether a difference `d` meets all conditions of a rule. */
function meets({ system, change, fields, old, new: now, old_null: oldNull, new_null: newNull, period, a, b, event }: NumberedRule): Sql {
  return joinSql(
    [
      sql`d.system = ${system}`,
      sql`d.change_kind = ${change}`,
      ...among(sql`d.field`, fields),
      ...among(sql`d.old`, old),
      ...among(sql`d.new`, now),
      ...missing(sql`d.old`, oldNull),
      ...missing(sql`d.new`, newNull),
      ...among(sql`d.period`, period),
      ...among(sql`d.a`, a),
      ...among(sql`d.b`, b),
      ...(event?.before === undefined ? [] : [sql`d.event_day < cast(${event.before} as date)`]),
      ...(event?.after === undefined ? [] : [sql`d.event_day > cast(${event.after} as date)`]),
    ],
    sql` and `,
  )
}

const noRule = sql`select cast(null as integer) as rule_no, cast(null as varchar) as rule, cast(null as varchar) as reason where false`
const membership = sql`left join key_membership m on m.system = c.system and m.grain = c.grain and m.source_system = c.source_system and m.key = c.key`

/**
 * What explains each difference between two extracts: `explanation`, of which `explanation_id` is the `change_id` of `row_change` or `value_change`;
 * `ledger_unused`; and `identity_explanation`, the rows of I11.
 */
export function explanationTables(systems: readonly SystemRules[]): TableSpec[] {
  const rules = numbered(systems)
  const dated = rules.some(({ change, event }) => change === 'changed' && event !== undefined)
  const cases = rules.map((rule) => sql`when ${meets(rule)} then ${rule.no}`)
  return [
    {
      table: 'explanation',
      reads: ['row_change', 'value_change', 'correction_ledger', ...(dated ? ['key_membership'] : [])],
      order: ['system', 'grain', 'a', 'b', 'change_kind', 'source_system', 'key', 'field'],
      slots: {
        event_day: dated ? sql`case when m.period <> '(missing)' then try_cast(m.event_date as date) end` : sql`cast(null as date)`,
        membership: dated ? membership : sql``,
        rules: rules.length === 0 ? noRule : joinSql(rules.map(({ no, name, reason }) => sql`select ${no} as rule_no, ${name} as rule, ${reason} as reason`), unionAll),
        rule_no: cases.length === 0 ? sql`cast(null as integer)` : sql`case ${joinSql(cases, sql` `)} end`,
      },
    },
    { table: 'ledger_unused', reads: ['explanation', 'correction_ledger'], order: ['system', 'entry_no'] },
    { table: 'identity_explanation', reads: ['row_change', 'field_drift', 'explanation'], internal: true },
  ]
}
