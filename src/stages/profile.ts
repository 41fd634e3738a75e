import type { FieldType } from '../config/words.js'
import { id, joinSql, sql, type Sql, unionAll } from '../engine/sql.js'
import { layoutIn } from './formats.js'
import { tableOf, type PlanExtract, type PlanSystem } from './plan.js'
import type { Identity, Stage, TableSpec } from './stage.js'

const names: Sql = sql`('unknown', 'unk', 'fnu', 'lnu', 'nmn', 'n/a', 'na', 'none', 'null', 'xxx', 'test', 'tk tk', 'not available')`

/** Whether a cell stands for "unknown", by what its field holds. */
function placeholder(type: FieldType, cell: Sql, layout: string): Sql {
  const word = sql`lower(trim(${cell})) in ${names}`
  if (type === 'date') return sql`(${word} or er_date(${cell}, ${layout}) in ('1900-01-01', '0001-01-01', '9999-12-31'))`
  if (type === 'ssn') return sql`(${word} or (length(er_digits(${cell})) = 9 and er_ssn(${cell}) is null))`
  if (type === 'a_number' || type === 'phone') return sql`(${word} or er_one_character(er_digits(${cell})))`
  return word
}

/** Whether a cell is what its field's name says; null where the type promises nothing. */
function conforms(type: FieldType, cell: Sql, layout: string): Sql {
  const matches = (pattern: string): Sql => sql`regexp_full_match(trim(${cell}), ${pattern})`
  switch (type) {
    case 'date':
      return sql`er_date(${cell}, ${layout}) is not null`
    case 'integer':
      return matches('[-+]?[0-9]+')
    case 'decimal':
      return sql`(try_cast(${cell} as decimal(38, 6)) is not null or er_amount(${cell}) is not null)`
    case 'ssn':
      return sql`(length(er_digits(${cell})) = 9 and left(er_digits(${cell}), 3) not in ('000', '666') and left(er_digits(${cell}), 1) <> '9'
        and substr(er_digits(${cell}), 4, 2) <> '00' and right(er_digits(${cell}), 4) <> '0000')`
    case 'a_number':
      return sql`er_a_number(${cell}) is not null`
    case 'receipt_number':
      return matches('[A-Za-z]{3}[0-9]{10}')
    case 'email':
      return matches('[^@ ]+@[^@ ]+[.][^@ ]+')
    case 'name':
      return sql`regexp_matches(${cell}, '[^0-9 ]')`
    case 'phone':
      return sql`length(er_digits(${cell})) between 7 and 15`
    case 'gender':
      return sql`lower(trim(${cell})) in ('f', 'm', 'x', 'female', 'male', 'woman', 'man', 'other')`
    case 'postcode':
      return matches('[0-9A-Za-z][0-9A-Za-z -]{2,9}')
    default:
      return sql`true`
  }
}

function profileOf(system: PlanSystem, extract: PlanExtract, field: string): Sql {
  const { type, values } = system.config.fields[field] ?? { type: 'text' as const, values: undefined }
  const cell = id(field)
  const layout = layoutIn(system, extract, field)
  const isPlaceholder = placeholder(type, cell, layout)
  const listed = values === undefined ? sql`` : sql` and trim(${cell}) in (${joinSql(values.map((value) => sql`${value}`))})`
  return sql`
  select
    ${system.name} as system, ${extract.id} as extract_id, ${field} as field, ${type} as type,
    ${extract.positions[field] !== null} as delivered,
    count(*) as rows, count(${cell}) as filled, count(distinct ${cell}) as distinct_values,
    min(length(${cell})) as min_length, max(length(${cell})) as max_length,
    count(*) filter (where ${isPlaceholder}) as placeholders,
    count(*) filter (where not ${isPlaceholder} and ${conforms(type, cell, layout)}${listed}) as conforming
  from ${id(tableOf('source_records', system))} where extract_id = ${extract.id}`
}

/** Layouts of a field in each extract; worked out once for each distinct cell. */
const patternsOf = (system: PlanSystem, field: string): Sql => sql`
  select ${system.name} as system, extract_id, ${field} as field, er_shape(cell) as pattern, cast(sum(cells) as bigint) as cells
  from (
    select extract_id, ${id(field)} as cell, count(*) as cells from ${id(tableOf('source_records', system))}
    where ${id(field)} is not null group by extract_id, ${id(field)}
  )
  group by extract_id, er_shape(cell)`

const profiles = (systems: readonly PlanSystem[]): Sql =>
  joinSql(
    systems.flatMap((system) => system.extracts.flatMap((extract) => system.fields.map((field) => profileOf(system, extract, field)))),
    unionAll,
  )

const patterns = (systems: readonly PlanSystem[]): Sql =>
  joinSql(systems.flatMap((system) => system.fields.map((field) => patternsOf(system, field))), unionAll)

const profiled = (systems: readonly PlanSystem[]): Identity[] =>
  systems.map((system) => ({
    identity: 'profiled rows = kept rows',
    scope: system.name,
    lhs: sql`select coalesce(sum(rows), 0) from column_profile where system = ${system.name}`,
    rhs: sql`select count(*) * ${system.fields.length} from ${id(tableOf('source_records', system))}`,
  }))

/** What each column holds, counted exactly, and where that is not what its name says. */
export const profile: Stage = {
  name: 'profile',
  tables: (plan): TableSpec[] => {
    const reads = plan.systems.map((system) => tableOf('source_records', system))
    return [
      { table: 'column_profile', reads, slots: { profiles: profiles(plan.systems) } },
      { table: 'column_pattern', reads, slots: { patterns: patterns(plan.systems) } },
      { table: 'finding_profile', reads: ['column_profile'] },
    ]
  },
  identities: (plan) => profiled(plan.systems),
}
