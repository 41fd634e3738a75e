import { id, joinSql, sql } from '../engine/sql.js'
import type { TableSpec } from '../stages/stage.js'

/** The table of findings of a run that has these stages. */
export const findingsOf = (from: readonly string[]): TableSpec => ({
  table: 'finding',
  reads: from.map((stage) => `finding_${stage}`),
  slots: {
    findings: joinSql(
      from.map((stage) => sql`select *, ${stage} as stage from ${id(`finding_${stage}`)}`),
      sql` union all by name `,
    ),
  },
})
