import { joinSql, sql, unionAll, type Sql } from '../../engine/sql.js'
import type { PlanExtract, PlanRule } from '../plan.js'
import type { TableSpec } from '../stage.js'
import { amountsOf } from './hits.js'

interface Tested {
  readonly rule: PlanRule
  readonly extract: PlanExtract
}

const noAmount = sql`select null::varchar as rule_id, null::varchar as system, null::varchar as extract_id, null::decimal(24, 6) as amount where false`

/** Amounts of the rules of a kind, with the rule and extract that they are looked at for. */
const amounts = (tested: readonly Tested[]): Sql =>
  joinSql(
    [
      noAmount,
      ...tested.map(({ rule, extract }) => sql`select ${rule.id}, ${rule.system.name}, ${extract.id}, cast(amount as decimal(24, 6)) from (${amountsOf({ rule, extract })})`),
    ],
    unionAll,
  )

/** Tables of what rules of statistics compute: first digits, medians, limits, and why they do not apply where they do not. */
export function statisticTables(tested: readonly Tested[], reads: (of: readonly Tested[]) => string[]): TableSpec[] {
  const ofKind = (kind: 'benford' | 'outlier'): Tested[] => tested.filter(({ rule }) => rule.config.kind === kind)
  const [benford, outliers] = [ofKind('benford'), ofKind('outlier')]
  return [
    { table: 'quality_digit', reads: reads(benford), slots: { amounts: amounts(benford) } },
    { table: 'quality_statistic', reads: ['quality_digit', ...reads(outliers)], slots: { amounts: amounts(outliers) } },
  ]
}
