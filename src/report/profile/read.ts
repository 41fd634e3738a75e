import type { Database } from '../../engine/database.js'
import { sql } from '../../engine/sql.js'
import { isPersonal, masked, maskingOf, type Masking } from './masking.js'
import type { Bar, ColumnProfile, FileProfile, ProfileFinding, ProfileSummary, RuleProposal, SharedColumn } from './summary.js'

interface MeasureRow {
  readonly system: string
  readonly column_name: string
  readonly field: string
  readonly type: string
  readonly role: string
  readonly reason: string
  readonly kind: string
  readonly rows: number
  readonly filled: number
  readonly distinct_values: number
  readonly once: number
  readonly placeholders: number
  readonly conforming: number
  readonly min_length: number | null
  readonly median_length: number
  readonly max_length: number
  readonly min_value: string | null
  readonly max_value: string | null
  readonly numbers: number | null
  readonly min_number: string
  readonly quarter_number: string
  readonly median_number: string
  readonly three_quarters_number: string
  readonly max_number: string
  readonly mean_number: string
  readonly days: number | null
  readonly min_day: string
  readonly median_day: string
  readonly max_day: string
}

interface Of {
  readonly system: string
  readonly field: string
}

type ByColumn<T> = (of: Of) => readonly T[]

/** Rows by system and field. */
function byColumn<T extends Of>(rows: readonly T[]): ByColumn<T> {
  const found = new Map<string, T[]>()
  for (const row of rows) {
    const at = `${row.system} ${row.field}`
    const own = found.get(at)
    if (own === undefined) found.set(at, [row])
    else own.push(row)
  }
  return ({ system, field }) => found.get(`${system} ${field}`) ?? []
}

const valuesShown = 10

interface Details {
  readonly values: ByColumn<Of & { readonly value: string; readonly cells: number }>
  readonly kinds: ByColumn<Of & { readonly kind: string; readonly layout: string | null; readonly cells: number; readonly valid: number }>
  readonly patterns: ByColumn<Of & { readonly pattern: string; readonly cells: number }>
  readonly bins: ByColumn<Of & Bar & { readonly unit: string }>
}

async function readDetails(database: Database): Promise<Details> {
  return {
    values: byColumn(await database.rows(sql`select system, field, value, cells from column_value where place <= ${valuesShown} order by system, field, place`)),
    kinds: byColumn(await database.rows(sql`select system, field, kind, layout, cells, valid from column_kind order by system, field, valid desc, kind, layout`)),
    patterns: byColumn(await database.rows(sql`select system, field, pattern, cells from column_pattern order by system, field, place`)),
    bins: byColumn(await database.rows(sql`select system, field, unit, side, lower, upper, cells from column_bin order by system, field, unit, place`)),
  }
}

const edge = (value: string | null, masking: Masking): string | null => (value === null ? null : masked(value, masking, 0))

function columnOf(row: MeasureRow, details: Details, aboutPeople: boolean): ColumnProfile {
  const masking = maskingOf(row, aboutPeople)
  const hidden = masking !== 'whole'
  const day = (value: string): string => (masking === 'year' ? masked(value, masking, 0) : value)
  const number = (value: string): string => (hidden ? masked(value, 'layout', 0) : value)
  const bins = details.bins(row)
  const drawn = bins.filter(({ unit }) => unit !== 'length')
  const least = row.days !== null ? day(row.min_day) : row.numbers !== null ? number(row.min_number) : edge(row.min_value, masking)
  const greatest = row.days !== null ? day(row.max_day) : row.numbers !== null ? number(row.max_number) : edge(row.max_value, masking)
  return {
    name: row.column_name, field: row.field, role: row.role, reason: row.reason, kind: row.kind, type: row.type, masked: hidden, rows: row.rows, filled: row.filled, distinct: row.distinct_values,
    once: row.once, placeholders: row.placeholders, conforming: row.conforming, least, greatest,
    lengths: row.min_length === null ? null : { least: row.min_length, median: row.median_length, greatest: row.max_length },
    numbers: row.numbers === null || hidden ? null : { cells: row.numbers, least: row.min_number, median: row.median_number, greatest: row.max_number, mean: row.mean_number, quarters: [row.quarter_number, row.three_quarters_number] },
    days: row.days === null ? null : { cells: row.days, least: day(row.min_day), median: day(row.median_day), greatest: day(row.max_day) },
    values: details.values(row).map(({ value, cells }) => ({ value: masked(value, masking, cells), cells })),
    kinds: details.kinds(row).map(({ kind, layout, cells, valid }) => ({ kind, layout, cells, valid })),
    patterns: details.patterns(row).map(({ pattern, cells }) => ({ pattern, cells })),
    bars: drawn.length === 0 || (row.numbers !== null && hidden) ? null : { unit: drawn.find(({ side }) => side === 'within')?.unit ?? 'number', of: drawn.map(({ side, lower, upper, cells }) => ({ side, lower, upper, cells })) },
    byLength: bins.filter(({ unit }) => unit === 'length').map(({ lower, cells }) => ({ length: Number(lower), cells })),
  }
}

interface FileRow {
  readonly system: string
  readonly file: string
  readonly rows_read: number
  readonly rows_rejected: number
  readonly repeated_rows: number
}

async function readShared(database: Database): Promise<SharedColumn[]> {
  const rows = await database.rows<Of & { match_no: number; found_by: 'name' | 'role' }>(sql`select match_no, found_by, system, field from column_match order by match_no, rowid`)
  const groups = new Map<number, SharedColumn>()
  for (const { match_no: no, found_by: by, system, field } of rows) groups.set(no, { by, of: [...(groups.get(no)?.of ?? []), { system, field }] })
  return [...groups.values()]
}

/** Reads what a profile found. Values are masked here, so that nothing made from the summary holds more than the page may show. */
export async function readProfile(database: Database, crosswalk: string): Promise<ProfileSummary> {
  const files = await database.rows<FileRow>(sql`select e.system, e.file, e.rows_read, e.rows_rejected, e.repeated_rows from extract e join (select system, min(column_no) as first from column_of group by system) c
    on c.system = e.system order by c.first, e.seq`)
  const measures = await database.rows<MeasureRow>(sql`select m.*, p.conforming from column_measure m join column_profile p using (system, extract_id, field) order by m.system, m.position, m.field`)
  const proposals = await database.rows<{ system: string; kind: string; fields: string; holds: number; tested: number; listed: string | null }>(sql`select system, kind, fields, holds, tested, listed from rule_proposal order by system, place`)
  const findings = await database.rows<ProfileFinding & { system: string }>(sql`select system, rule, field, failing, tested, severity from finding order by system, severity, rule, field nulls first`)
  const details = await readDetails(database)
  return {
    crosswalk,
    files: files.map(({ system, file, rows_read: rowsRead, rows_rejected: quarantined, repeated_rows: repeated }): FileProfile => {
      const own = measures.filter((row) => row.system === system)
      const aboutPeople = own.some(({ role }) => isPersonal(role))
      const ruled = proposals.filter((proposal) => proposal.system === system).map(({ kind, fields, holds, tested, listed }): RuleProposal => {
        const values: string[] | null = listed === null ? null : JSON.parse(listed)
        return { kind, fields: fields.split(' '), holds, tested, values }
      })
      const found = findings.filter((finding) => finding.system === system).map(({ rule, field, failing, tested, severity }) => ({ rule, field, failing, tested, severity }))
      return { system, file, rows_read: rowsRead, rows_quarantined: quarantined, repeated_rows: repeated, columns: own.map((row) => columnOf(row, details, aboutPeople)), proposals: ruled, findings: found }
    }),
    shared: await readShared(database),
  }
}
