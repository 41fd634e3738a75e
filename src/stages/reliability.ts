import type { FieldConfig } from '../config/schema.js'
import { joinSql, sql, type Sql } from '../engine/sql.js'
import type { Plan } from './plan.js'
import type { TableSpec } from './stage.js'

/** Types that say what a field means and nothing that a cell could fail. */
const unchecked = new Set<FieldConfig['type']>(['text', 'name', 'identifier', 'code'])

const fieldRows = ({ systems }: Plan): Sql =>
  joinSql(
    systems.flatMap(({ name, fields, config }) =>
      fields.map((field) => {
        const { type = 'text', values } = config.fields[field] ?? {}
        return sql`(${name}, ${field}, ${type === 'text' && values === undefined}, ${!unchecked.has(type) || values !== undefined})`
      }),
    ),
  )

const thresholdRows = ({ reliability: { thresholds: t } }: Plan): Sql =>
  joinSql(
    ([['readable', t.unreadable], ['keyed', t.without_key], ['window', t.outside_window], ['conforming', t.not_conforming], ['placeholder', t.placeholders], ['agreement', t.differing], ['control_total', 0]] as const).map(
      ([test, most]) => sql`(${test}, ${String(most)})`,
    ),
  )

/** Tables of how far the data can be relied on: each test, and what the thresholds draft of each system. */
export function reliabilityTables(plan: Plan): TableSpec[] {
  const { thresholds } = plan.reliability
  const read = ['extract', 'control_check', 'column_profile', 'field_drift', 'quality_rule', 'quality_result']
  return [
    {
      table: 'reliability_test',
      reads: read,
      slots: { fields: fieldRows(plan), thresholds: thresholdRows(plan), },
    },
    { table: 'reliability', reads: ['reliability_test'], params: { failed_tests: thresholds.failed_tests, untested: String(thresholds.untested) } },
  ]
}
