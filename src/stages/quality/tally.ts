import { id, joinSql, sql, type Sql } from '../../engine/sql.js'
import { readOnce } from '../cell-checks.js'
import { tableOf, type Plan, type PlanExtract, type PlanRule, type PlanSystem } from '../plan.js'
import { notTestable, rowCheck } from './checks.js'
import { cellOf, readsOf, type ReadField } from './conditions.js'

/** The period of a row by the day of its event; null where rows are not dated. */
export function periodOfRow(system: PlanSystem, extract: PlanExtract, read: ReadField = readsOf(system, extract)): Sql {
  const { event_date: event, period } = system.config
  if (event === undefined) return sql`cast(null as varchar)`
  if ((extract.positions[event] ?? null) === null) return sql`'(missing)'`
  const day = sql`er_event_day(${read(event).day})`
  const text = period === 'month' ? sql`strftime(${day}, '%Y-%m')` : period === 'fiscal_year' ? sql`cast(er_fiscal_year(${day}) as varchar)` : sql`cast(year(${day}) as varchar)`
  return sql`coalesce(${text}, '(missing)')`
}

/** The office that must correct a row; null where the config names no field for it. */
export const officeOfRow = ({ quality }: Plan, { name }: PlanSystem): Sql => {
  const field = quality.office[name]
  return field === undefined ? sql`cast(null as varchar)` : sql`coalesce(trim(${cellOf(field)}), '(missing)')`
}

/** Counts of all rules in one extract by period and office, in one scan: cells are read, then rules are tested, then rows are counted. */
export function tallyOf(plan: Plan, rules: readonly PlanRule[], extract: PlanExtract, system: PlanSystem): Sql {
  const { amount } = system.config
  const plain = readsOf(system, extract)
  const { reading, columns } = readOnce()
  const read: ReadField = (field) => reading(field, plain(field))
  const tests: Sql[] = []
  const none = sql`cast(null as decimal(38, 4))`
  const counts = rules.map((rule, index) => {
    const [t, f, a] = [id(`t${index}`), id(`f${index}`), id(`a${index}`)]
    if (notTestable({ rule, extract }) !== undefined) return sql`0 as ${t}, 0 as ${f}, ${none} as ${a}`
    const { tested, failing } = rowCheck({ plan, rule, extract, read })
    tests.push(sql`case when ${tested} then coalesce(${failing}, false) end as ${t}`)
    const money = amount === undefined ? none : sql`cast(sum(case when ${t} then money end) as decimal(38, 4))`
    // Of a hundred aggregates with filters each is slower than a count of what is not null.
    return sql`count(${t}) as ${t}, count(nullif(${t}, false)) as ${f}, ${money} as ${a}`
  })
  const money = amount === undefined ? none : read(amount).amount
  const row = [sql`${periodOfRow(system, extract, read)} as period`, sql`${officeOfRow(plan, system)} as office`, sql`${money} as money`, ...tests]
  return sql`
  select ${extract.id} as extract_id, period, office, count(*) as rows${counts.length === 0 ? sql`` : sql`, ${joinSql(counts)}`}
  from (
    select ${joinSql(row)}
    from (select r.*${joinSql(columns().map((column) => sql`, ${column}`), sql``)} from ${id(tableOf('source_records', system))} r where r.extract_id = ${extract.id}) r
  ) group by period, office`
}
