import { id, joinSql, sql, type Sql } from '../../engine/sql.js'
import { layoutIn } from '../formats.js'
import { tableOf, type Plan, type PlanExtract, type PlanRule, type PlanSystem } from '../plan.js'
import { notTestable, rowCheck } from './checks.js'
import { cellOf } from './conditions.js'

/** The period of a row by the day of its event; null where rows are not dated. */
export function periodOfRow(system: PlanSystem, extract: PlanExtract): Sql {
  const { event_date: event, period } = system.config
  if (event === undefined) return sql`cast(null as varchar)`
  if ((extract.positions[event] ?? null) === null) return sql`'(missing)'`
  const day = sql`er_event_day(er_date(${cellOf(event)}, ${layoutIn(system, extract, event)}))`
  const text = period === 'month' ? sql`strftime(${day}, '%Y-%m')` : period === 'fiscal_year' ? sql`cast(er_fiscal_year(${day}) as varchar)` : sql`cast(year(${day}) as varchar)`
  return sql`coalesce(${text}, '(missing)')`
}

/** The office that must correct a row; null where the config names no field for it. */
export const officeOfRow = ({ quality }: Plan, { name }: PlanSystem): Sql => {
  const field = quality.office[name]
  return field === undefined ? sql`cast(null as varchar)` : sql`coalesce(trim(${cellOf(field)}), '(missing)')`
}

/** Counts of all rules in one extract by period and office, in one scan. */
export function tallyOf(plan: Plan, rules: readonly PlanRule[], extract: PlanExtract, system: PlanSystem): Sql {
  const { amount } = system.config
  const counts = rules.map((rule, index) => {
    const [t, f, a] = [id(`t${index}`), id(`f${index}`), id(`a${index}`)]
    if (notTestable({ rule, extract }) !== undefined) return sql`0 as ${t}, 0 as ${f}, cast(null as decimal(38, 4)) as ${a}`
    const { tested, failing } = rowCheck({ plan, rule, extract })
    const money = amount === undefined ? sql`cast(null as decimal(38, 4))` : sql`cast(sum(er_amount(${cellOf(amount)})) filter (where (${tested}) and (${failing})) as decimal(38, 4))`
    return sql`count(*) filter (where ${tested}) as ${t}, count(*) filter (where (${tested}) and (${failing})) as ${f}, ${money} as ${a}`
  })
  return sql`
  select ${extract.id} as extract_id, ${periodOfRow(system, extract)} as period, ${officeOfRow(plan, system)} as office, count(*) as rows${counts.length === 0 ? sql`` : sql`, ${joinSql(counts)}`}
  from ${id(tableOf('source_records', system))} r where r.extract_id = ${extract.id} group by 2, 3`
}
