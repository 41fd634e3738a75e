import { id, joinSql, sql, type Sql } from '../../engine/sql.js'
import type { Plan, PlanExtract, PlanSystem } from '../plan.js'
import { failingBit, marksOf, rulesOf, testedBit, wordNames } from './marks.js'

/** Counts of all rules in one extract by period and office, from the marks of its rows: many rows bear the same. */
export function tallyOf(plan: Plan, system: PlanSystem, extract: PlanExtract): Sql {
  const rules = rulesOf(plan, system)
  const counts = rules.map((_, index) => {
    const [t, f, a] = [id(`t${index}`), id(`f${index}`), id(`a${index}`)]
    return sql`cast(sum(${testedBit(index)} * rows) as bigint) as ${t}, cast(sum(${failingBit(index)} * rows) as bigint) as ${f},
      cast(sum(case when ${failingBit(index)} = 1 then money end) as decimal(38, 4)) as ${a}`
  })
  const words = wordNames(rules)
  const parts = sql`period, office${joinSql(words.map((word) => sql`, ${word}`), sql``)}`
  return sql`
  select ${extract.id} as extract_id, period, office, cast(sum(rows) as bigint) as rows${joinSql(counts.map((count) => sql`, ${count}`), sql``)}
  from (
    select ${parts}, count(*) as rows, sum(money) as money
    from ${id(marksOf(system))} where extract_seq = ${extract.seq} group by ${parts}
  ) group by period, office`
}
