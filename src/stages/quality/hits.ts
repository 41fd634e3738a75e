import { id, joinSql, sql, type Sql } from '../../engine/sql.js'
import { placeholder, readingOf } from '../cell-checks.js'
import { layoutIn } from '../formats.js'
import { tableOf, type PlanExtract, type PlanRule, type PlanSystem } from '../plan.js'
import { cellOf, conditionSql, readsOf } from './conditions.js'
import type { Known } from './known.js'

const recordsOf = (system: PlanSystem): Sql => id(tableOf('source_records', system))

interface Given {
  readonly rule: PlanRule
  readonly extract: PlanExtract
}

/** Rows of the extract that a rule tests. */
const rowsOf = ({ rule, extract }: Given): Sql => {
  const where = rule.where.length === 0 ? sql`` : sql` and ${conditionSql(rule.where, readsOf(rule.system, extract))}`
  return sql`${recordsOf(rule.system)} r where r.extract_id = ${extract.id}${where}`
}

const found = ({ rule, extract }: Given, why: Sql, from: Sql): Sql =>
  sql`select ${rule.id} as rule_id, ${extract.id} as extract_id, source_line, ${why} as why, cast(null as varchar) as expected from (${from})`

/** An identifier without its punctuation, and whether it says anything. */
function identifier({ config }: PlanSystem, field: string): { readonly read: Sql; readonly says: Sql } {
  const type = config.fields[field]?.type
  const known = sql`identifier`
  if (type === 'ssn') return { read: sql`er_digits(${cellOf(field)})`, says: sql`${known} <> '' and not er_no_ssn(${known})` }
  if (type === 'a_number') return { read: sql`lpad(er_digits(${cellOf(field)}), 9, '0')`, says: sql`er_a_number(${known}) is not null` }
  return { read: sql`er_code(${cellOf(field)})`, says: sql`not er_one_character(${known})` }
}

/** Cells of a person as one text. */
const oneText = (own: readonly string[], read: (field: string) => Sql): Sql => (own.length === 0 ? sql`cast(null as varchar)` : sql`nullif(concat_ws(' ', ${joinSql(own.map(read))}), '')`)

/** Rows whose identifier stands with several names and, where they are given, several dates. Names are cleaned of identifiers that several rows share. */
function unique(given: Given): Sql {
  const { rule, extract } = given
  const { system, config, fields: [field = ''] } = rule
  const delivered = (config.differ ?? []).filter((one) => (extract.positions[one] ?? null) !== null)
  const dates = delivered.filter((one) => system.config.fields[one]?.type === 'date')
  const names = delivered.filter((one) => !dates.includes(one))
  const name = oneText(names, (one) => sql`er_plain(${cellOf(one)})`)
  const day = oneText(dates, (one) => sql`er_date_or_text(${cellOf(one)}, ${layoutIn(system, extract, one)})`)
  const several = [...(names.length === 0 ? [] : [sql`min(name) <> max(name)`]), ...(dates.length === 0 ? [] : [sql`min(day) <> max(day)`])]
  const what = [...(names.length === 0 ? [] : ['several names']), ...(dates.length === 0 ? [] : ['several dates of birth'])].join(' and ')
  const { read, says } = identifier(system, field)
  return found(given, sql`concat('stands in ', rows, ' rows with ', ${what})`, sql`
    with numbered as materialized (select r.source_line, ${read} as identifier, ${joinSql(delivered.map(cellOf))} from ${rowsOf(given)} and ${cellOf(field)} is not null),
    shared as materialized (
      select r.source_line, r.identifier, ${name} as name, ${day} as day
      from numbered r semi join (select identifier from numbered group by identifier having count(*) > 1) g on g.identifier = r.identifier
    )
    select p.source_line, s.rows
    from shared p
    join (select identifier, count(*) as rows from shared where ${says} group by identifier having ${joinSql(several, sql` and `)}) s on s.identifier = p.identifier`)
}

/** Rows whose value occurs too often beside the others. */
function frequent(given: Given): Sql {
  const { rule: { system, config, fields: [field = ''] }, extract } = given
  const { times = 20, at_least: least = 20 } = config
  const { type, values } = system.config.fields[field] ?? { type: 'text' as const, values: undefined }
  const known = placeholder(type, readingOf(sql`v.value`, layoutIn(system, extract, field)), values)
  return found(given, sql`concat('stands in ', rows, ' rows, where others stand in ', er_decimal_text(round(cast(others as decimal(18, 4)) / kinds, 1)), ' on average')`, sql`
    with counted as materialized (select ${cellOf(field)} as value, count(*) as rows from ${rowsOf(given)} and ${cellOf(field)} is not null group by 1),
    whole as (select cast(sum(rows) as bigint) as rows, count(*) as kinds from counted)
    select p.source_line, s.rows, s.others, s.kinds
    from (select r.source_line, ${cellOf(field)} as value from ${rowsOf(given)}) p
    join (
      select v.value, v.rows, w.rows - v.rows as others, w.kinds - 1 as kinds
      from counted v cross join whole w
      where v.rows >= ${least} and w.kinds > 1 and v.rows * (w.kinds - 1) > ${times} * (w.rows - v.rows) and not coalesce(${known}, false)
    ) s on s.value = p.value`)
}

const duplicateKey = (given: Given): Sql =>
  found(given, sql`concat('stands in ', rows, ' rows of the extract')`, sql`
    select r.source_line, r.rows from (select r.source_line, count(*) over (partition by r.source_system, r.record_key) as rows from ${rowsOf(given)} and r.record_key is not null) r where r.rows > 1`)

/** Rows that say the same: found by a hash, then compared in full. */
function duplicateContent(given: Given): Sql {
  const { rule: { system, fields }, extract } = given
  const compared = (fields.length > 0 ? fields : system.fields.filter((field) => !system.key.includes(field))).filter((field) => (extract.positions[field] ?? null) !== null)
  const cells = joinSql(compared.map(cellOf))
  if (compared.length === 0) return found(given, sql`''`, sql`select cast(null as bigint) as source_line where false`)
  return found(given, sql`concat('says the same as line ', first_line, ', one of ', rows, ' such rows')`, sql`
    select source_line, rows, first_line
    from (
      select r.source_line, count(*) over (partition by ${cells}) as rows, min(r.source_line) over (partition by ${cells}) as first_line
      from ${rowsOf(given)} and coalesce(${cells}) is not null and hash(${cells}) in (select hash(${cells}) from ${rowsOf(given)} group by 1 having count(*) > 1)
    )
    where rows > 1`)
}

/** Rows whose number does not follow the one before it, within the same letters and digits before the serial number. */
function sequenceGap(given: Given): Sql {
  const { rule: { config: { digits }, fields: [field = ''] } } = given
  const pattern = digits === undefined ? '^(.*?)([0-9]{1,18})$' : `^(.*?)([0-9]{${digits}})$`
  const part = (group: number): Sql => sql`regexp_extract(trim(${cellOf(field)}), ${pattern}, ${group})`
  return found(given, sql`concat(gap, case gap when 1 then ' number' else ' numbers' end, ' missing before it')`, sql`
    select source_line, gap
    from (
      select source_line, serial - lag(serial) over (partition by prefix order by serial) - 1 as gap
      from (
        select prefix, serial, min(source_line) as source_line
        from (select r.source_line, ${part(1)} as prefix, try_cast(${part(2)} as bigint) as serial from ${rowsOf(given)})
        where serial is not null group by prefix, serial
      )
    )
    where gap > 0`)
}

/** Rows whose amount lies beyond the limits that quality_statistic has. */
function outlier(given: Given): Sql {
  const { rule, extract } = given
  return found(given, sql`concat('lies beyond the limits ', er_decimal_text(low), ' and ', er_decimal_text(high), ${rule.config.scale === 'log' ? ' of the natural logarithm' : ''})`, sql`
    select p.source_line, s.low, s.high
    from (select r.source_line, ${scaled(rule)} as amount from ${rowsOf(given)}) p
    join quality_statistic s on s.rule_id = ${rule.id} and s.extract_id = ${extract.id} and s.reason is null
    where p.amount < s.low or p.amount > s.high`)
}

/** An amount as outliers are looked for: itself, or its natural logarithm to six decimals. */
function scaled({ config, fields: [field = ''] }: PlanRule): Sql {
  const amount = sql`er_amount(${cellOf(field)})`
  return config.scale === 'log' ? sql`case when ${amount} > 0 then cast(ln(cast(${amount} as double)) as decimal(18, 6)) end` : sql`cast(${amount} as decimal(24, 6))`
}

/** Whether it is known of the whole column that no row is hit: where the commonest value is not too frequent, none is. */
export function cannotHit({ rule, extract }: Given, known: Known): boolean {
  const { config: { kind, times = 20, at_least: least = 20 }, fields: [field = ''], where } = rule
  const facts = kind === 'frequent_value' && where.length === 0 ? known(extract, field) : undefined
  if (facts === undefined) return false
  const { filled, distinct_values: kinds, most } = facts
  // Half of the limit, so that the last digit of a product decides nothing.
  return filled === 0 || most < least || most * (kinds - 1) < (times / 2) * (filled - most)
}

/** Rows that fail by what other rows say; none for a rule that looks at a row alone. */
export function hitsOf(given: Given): Sql | undefined {
  switch (given.rule.config.kind) {
    case 'unique':
      return unique(given)
    case 'frequent_value':
      return frequent(given)
    case 'duplicate_key':
      return duplicateKey(given)
    case 'duplicate_content':
      return duplicateContent(given)
    case 'sequence_gap':
      return sequenceGap(given)
    case 'outlier':
      return outlier(given)
    default:
      return undefined
  }
}

/** Amounts that a statistical rule looks at, each once a row. */
export const amountsOf = (given: Given): Sql => sql`select ${given.rule.config.kind === 'outlier' ? scaled(given.rule) : sql`er_amount(${cellOf(given.rule.fields[0] ?? '')})`} as amount from ${rowsOf(given)}`
