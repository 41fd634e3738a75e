import { id, joinSql, sql, trustedFile, type Sql } from '../../engine/sql.js'
import { readOnce } from '../cell-checks.js'
import { tableOf, type Plan, type PlanExtract, type PlanRule, type PlanSystem } from '../plan.js'
import { notTestable, rowCheck } from './checks.js'
import { cellOf, readsOf, type ReadField } from './conditions.js'
import type { Known } from './known.js'

export const marksOf = (system: PlanSystem): string => tableOf('quality_mark', system)

export const rulesOf = ({ quality }: Plan, system: PlanSystem): PlanRule[] => quality.rules.filter((rule) => rule.system === system)

/** The period of a row by the day of its event; null where rows are not dated. */
export function periodOfRow(system: PlanSystem, extract: PlanExtract, read: ReadField): Sql {
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

const rulesAWord = 31

/** A number as it stands in a statement: one that is bound is no constant to the planner. */
const constant = (value: bigint): Sql => trustedFile([`cast(${value} as bigint)`])

const words = (rules: readonly PlanRule[]): number => Math.ceil(rules.length / rulesAWord)
const wordOf = (index: number): Sql => id(`word_${Math.floor(index / rulesAWord)}`)
const shiftOf = (index: number): bigint => BigInt((index % rulesAWord) * 2)

export const wordNames = (rules: readonly PlanRule[]): Sql[] => Array.from({ length: words(rules) }, (_, word) => wordOf(word * rulesAWord))

/** Whether a row of marks was tested by the rule of that place among the rules of its system, as 1 or 0. */
export const testedBit = (index: number): Sql => sql`((${wordOf(index)} >> ${constant(shiftOf(index))}) & 1)`
/** Whether it fails, as 1 or 0. */
export const failingBit = (index: number): Sql => sql`((${wordOf(index)} >> ${constant(shiftOf(index) + 1n)}) & 1)`

/** What all rules say of each row of one extract, in one scan: cells are read, then rules are tested. */
export function marksIn(plan: Plan, system: PlanSystem, extract: PlanExtract, known: Known): Sql {
  const { amount } = system.config
  const rules = rulesOf(plan, system)
  const plain = readsOf(system, extract)
  const { reading, columns } = readOnce()
  const read: ReadField = (field) => reading(field, plain(field))
  const codes = rules.flatMap((rule, index) => {
    if (notTestable({ rule, extract }) !== undefined) return []
    const { tested, failing } = rowCheck({ plan, rule, extract, read, known })
    const [passes, fails] = [1n, 3n].map((code) => constant(code << shiftOf(index)))
    return [{ word: Math.floor(index / rulesAWord), code: sql`case when ${tested} then case when ${failing} then ${fails ?? null} else ${passes ?? null} end else ${constant(0n)} end` }]
  })
  const written = wordNames(rules).map((name, word) => {
    const own = codes.filter((one) => one.word === word).map(({ code }) => code)
    return sql`${own.length === 0 ? constant(0n) : joinSql(own, sql` | `)} as ${name}`
  })
  const money = amount === undefined ? sql`cast(null as decimal(38, 4))` : read(amount).amount
  const row = [sql`r.extract_seq`, sql`r.source_line`, sql`${periodOfRow(system, extract, read)} as period`, sql`${officeOfRow(plan, system)} as office`, sql`cast(${money} as decimal(38, 4)) as money`, ...written]
  return sql`
  select ${joinSql(row)}
  from (select r.*${joinSql(columns().map((column) => sql`, ${column}`), sql``)} from ${id(tableOf('source_records', system))} r where r.extract_id = ${extract.id}) r`
}
