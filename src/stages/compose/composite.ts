import { id, joinSql, sql, type Sql, unionAll } from '../../engine/sql.js'
import { dateInExtract, dateOrText, layoutIn } from '../formats.js'
import { compositeOf, tableOf, type PlanSystem } from '../plan.js'
import type { TableSpec } from '../stage.js'

const records = (system: PlanSystem): Sql => id(tableOf('source_records', system))
const unsettled = (system: PlanSystem): string => `unsettled_key_${system.suffix}`
export const cellsOf = (system: PlanSystem): string => `composed_cell_${system.suffix}`

/** A cell of `r` as a record holds it: dates as days. */
const valueOf = (system: PlanSystem, field: string): Sql => (system.config.fields[field]?.type === 'date' ? dateInExtract(system, field) : sql`r.${id(field)}`)

const delivered = (system: PlanSystem, seq: number): Set<string> => {
  const extract = system.extracts.find((one) => one.seq === seq)
  return new Set(system.fields.filter((field) => (extract?.positions[field] ?? null) !== null))
}

/** The last extract before `seq` that delivers a field which it does not; 0 where there is none. */
function lastWider(system: PlanSystem, seq: number): number {
  const own = delivered(system, seq)
  const wider = system.extracts.filter((extract) => extract.seq < seq && [...delivered(system, extract.seq)].some((field) => !own.has(field)))
  return Math.max(0, ...wider.map((extract) => extract.seq))
}

/** Keys whose rows say different things in different extracts, or of which the last extract that holds them delivers less than an earlier one. */
function unsettledKeys(system: PlanSystem): TableSpec {
  const narrowed = system.extracts.map(({ seq }) => ({ seq, wider: lastWider(system, seq) })).filter(({ wider }) => wider > 0)
  const lost = narrowed.length === 0 ? sql`false` : joinSql(narrowed.map(({ seq, wider }) => sql`(last_seq = ${seq} and first_seq <= ${wider})`), sql` or `)
  return {
    table: unsettled(system),
    file: 'unsettled_key',
    reads: ['key_membership', `changed_row_${system.suffix}`],
    internal: true,
    slots: { changed: id(`changed_row_${system.suffix}`), lost },
    params: { system: system.name },
  }
}

/** By what one value of a field goes before another; the greatest wins. */
function standing(system: PlanSystem, field: string): Sql {
  switch (system.config.fields[field]?.compose) {
    case 'earliest':
      return sql`-first_seq`
    case 'most_frequent':
      return sql`extracts * 1000 + last_seq`
    case 'longest':
      return sql`length(value) * 1000 + last_seq`
    case 'source_rank': {
      const rank = system.config.source_rank
      const cases = system.extracts.map((extract) => sql`when ${extract.seq} then ${rank.includes(extract.id) ? rank.length - rank.indexOf(extract.id) : 0}`)
      return sql`(case best_seq ${joinSql(cases, sql` `)} end) * 1000 + last_seq`
    }
    default:
      return sql`last_seq`
  }
}

/** The extract whose row a kept value is said to be from. */
const sourceSeq = (rule: string): Sql => (rule === 'earliest' ? sql`first_seq` : rule === 'source_rank' ? sql`best_seq` : sql`last_seq`)

function composedCells(system: PlanSystem): TableSpec {
  const rank = system.config.source_rank
  const best = rank.length === 0 ? sql`max(seq)` : sql`arg_max(seq, (case seq ${joinSql(system.extracts.map((extract) => sql`when ${extract.seq} then ${rank.includes(extract.id) ? rank.length - rank.indexOf(extract.id) : 0}`), sql` `)} end) * 1000 + seq)`
  const cells = system.fields.map((field) => {
    const rule = system.config.fields[field]?.compose ?? 'latest'
    return sql`select source_system, record_key, ${field} as field, ${rule} as rule, value, extracts, first_seq, last_seq, best_seq, ${sourceSeq(rule)} as source_seq,
      cast(${standing(system, field)} as bigint) as standing
    from (
      select source_system, record_key, value, count(*) as extracts, min(seq) as first_seq, max(seq) as last_seq, ${best} as best_seq
      from (select r.source_system, r.record_key, r.extract_seq as seq, ${valueOf(system, field)} as value from unsettled_row r)
      where value is not null
      group by source_system, record_key, value
    )`
  })
  return {
    table: cellsOf(system),
    file: 'composed_cell',
    reads: [unsettled(system), tableOf('source_records', system), 'set_aside'],
    internal: true,
    slots: { records: records(system), unsettled: id(unsettled(system)), cells: joinSql(cells, unionAll) },
  }
}

/** The kept value of a field; where its rule is to keep them all, side by side. */
const keptOf = (system: PlanSystem, field: string): Sql =>
  system.config.fields[field]?.compose === 'union'
    ? sql`array_to_string(list_sort(list(v.value) filter (where v.field = ${field} and v.kept)), '; ') as ${id(field)}`
    : sql`max(v.value) filter (where v.field = ${field} and v.kept) as ${id(field)}`

/** Rows of one extract whose key no later extract holds and no earlier one contradicts. */
function settledRows(system: PlanSystem, seq: number): Sql {
  const cells = joinSql(system.fields.map((field) => sql`${valueOf(system, field)} as ${id(field)}`))
  return sql`
  select r.source_system, r.record_key, m.first_seq, m.last_seq, r.extract_seq as composed_from, r.source_line as composed_line, ${cells}
  from ${records(system)} r
  join key_membership m on m.system = ${system.name} and m.grain = 'row' and m.last_seq = ${seq} and m.source_system = r.source_system and m.key = r.record_key
  anti join ${id(unsettled(system))} u on u.source_system = r.source_system and u.record_key = r.record_key
  anti join set_aside s on s.extract_id = r.extract_id and s.source_line = r.source_line
  where r.extract_seq = ${seq}`
}

function composite(system: PlanSystem): TableSpec {
  return {
    table: compositeOf(system),
    file: 'composite',
    reads: [tableOf('source_records', system), 'set_aside', 'key_membership', unsettled(system), cellsOf(system)],
    bulk: true,
    records: true,
    plain: true,
    order: ['source_system', 'record_key'],
    slots: {
      settled: joinSql(system.extracts.map(({ seq }) => settledRows(system, seq)), unionAll),
      fields: joinSql(system.fields.map((field) => sql`c.${id(field)}`)),
      composed: id(cellsOf(system)),
      kept: joinSql(system.fields.map((field) => keptOf(system, field))),
    },
    params: { system: system.name },
  }
}

const daysOf = (system: PlanSystem): string => `composed_day_${system.suffix}`

const datesOf = (system: PlanSystem): string[] => system.fields.filter((field) => system.config.fields[field]?.type === 'date')

/** Days of a system that was delivered once, each way to write one read once: rows are many, days are few. */
function composedDays(system: PlanSystem): TableSpec {
  const none = sql`select null::varchar as field, null::varchar as cell where false`
  // Of an aggregate, for a condition on what is grouped by is tested row by row, before the grouping.
  const written = datesOf(system).map((field) => sql`select ${field}, any_value(${id(field)}) from ${records(system)} where ${id(field)} is not null group by ${id(field)}`)
  const read = datesOf(system).map((field) => sql`select field, cell, ${dateOrText(sql`cell`, layoutOf(system, field))} from written where field = ${field}`)
  return {
    table: daysOf(system),
    file: 'composed_day',
    reads: [tableOf('source_records', system)],
    internal: true,
    slots: { written: joinSql([none, ...written], unionAll), read: joinSql([sql`select field, cell, null::varchar as day from written where false`, ...read], unionAll) },
  }
}

const layoutOf = (system: PlanSystem, field: string): string => {
  const [extract] = system.extracts
  if (extract === undefined) throw new Error(`${system.name} has no extract`)
  return layoutIn(system, extract, field)
}

/** A view: nothing is composed, and a copy of all rows would cost more time and memory than all that reads it. */
function compositeOfOne(system: PlanSystem): TableSpec {
  return {
    table: compositeOf(system),
    file: 'composite_of_one',
    reads: [tableOf('source_records', system), 'set_aside', daysOf(system)],
    bulk: true,
    view: true,
    records: true,
    order: ['source_system', 'record_key'],
    slots: async ({ database }) => {
      const other = new Set((await database.rows<{ field: string }>(sql`select distinct field from ${id(daysOf(system))}`)).map(({ field }) => field))
      const { aside } = await database.row<{ aside: number }>(sql`select count(*) as aside from set_aside where system = ${system.name}`)
      const days = system.fields.flatMap((field, index) => {
        const day = id(`day_${index}`)
        return other.has(field) ? [sql` left join ${id(daysOf(system))} ${day} on ${day}.field = ${field} and ${day}.cell = r.${id(field)}`] : []
      })
      const kept = aside === 0 ? sql`` : sql` anti join set_aside s on s.extract_id = r.extract_id and s.source_line = r.source_line`
      return {
        cells: joinSql(system.fields.map((field, index) => (other.has(field) ? sql`coalesce(${id(`day_${index}`)}.day, r.${id(field)}) as ${id(field)}` : sql`r.${id(field)}`))),
        rows: sql`${records(system)} r${kept}${joinSql(days, sql``)}`,
      }
    },
  }
}

/** Tables by which the records of a system are composed from its extracts; `alone` where there is no other system. */
export function compositeTables(system: PlanSystem, alone: boolean): TableSpec[] {
  const named = (spec: TableSpec): TableSpec => (alone ? { ...spec, exported: 'composite', ...(system.extracts.length > 1 ? { bulk: false } : {}) } : spec)
  if (system.extracts.length < 2) return [composedDays(system), named(compositeOfOne(system))]
  return [unsettledKeys(system), composedCells(system), named(composite(system))]
}

/** Cells of records that one row settles, with that row; none where they are more than are listed one by one. */
export const settledCells = (system: PlanSystem): Sql =>
  joinSql(
    system.fields.map((field) => sql`select ${system.name} as system, source_system, record_key as key, ${field} as field, ${id(field)} as value, composed_from as extract_seq, composed_line as source_line,
      ${system.config.fields[field]?.compose ?? 'latest'} as rule
      from ${id(compositeOf(system))} where composed_from is not null and ${id(field)} is not null`),
    unionAll,
  )
