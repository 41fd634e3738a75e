import { id, joinSql, sql, type Sql } from '../../engine/sql.js'
import { cell } from '../figures.js'
import type { ReportMention } from '../input.js'
import { recordsOf, type Reading, type SystemReading } from '../reading.js'
import { text, type Block, type Ref, type Section, type TableBlock } from '../summary.js'

interface ProfileRow {
  readonly extract_id: string
  readonly field: string
  readonly delivered: boolean
  readonly rows: number
  readonly filled: number
}

/** Rows of one extract in which a person or organisation has neither a name nor a date of birth. */
export interface JointMissing {
  readonly system: string
  readonly role: string
  readonly extract: string
  readonly missing: Ref
}

const nameRoles = ['given_name', 'family_name', 'full_name', 'organisation']
const birthRoles = ['date_of_birth', 'birth_year']

const fieldsOf = (mention: ReportMention, roles: readonly string[]): string[] => roles.flatMap((role) => mention.columns[role] ?? [])

const rowsWhere = (system: string, extract: string, condition: Sql): Sql =>
  sql`select source_line, source_system, record_key from ${recordsOf(system)} where extract_id = ${extract} and ${condition}`

async function joints(reading: Reading, system: SystemReading): Promise<JointMissing[]> {
  const found: JointMissing[] = []
  const seen = new Map<string, number>()
  for (const mention of system.config.mentions) {
    const ordinal = (seen.get(mention.role) ?? 0) + 1
    seen.set(mention.role, ordinal)
    const [names, births] = [fieldsOf(mention, nameRoles), fieldsOf(mention, birthRoles)]
    if (names.length === 0 || births.length === 0) continue
    const missing = joinSql([...names, ...births].map((field) => sql`${id(field)} is null`), sql` and `)
    const role = ordinal === 1 ? mention.role : `${mention.role} ${ordinal}`
    const rows = await reading.rows<{ extract_id: string; rows: number; missing: number }>(
      `source_records_${system.name.toLowerCase()}`,
      sql`select extract_id, count(*) as rows, count(*) filter (where ${missing}) as missing from ${recordsOf(system.name)} group by extract_id, extract_seq order by extract_seq`,
    )
    for (const { extract_id: extract, rows: of, missing: value } of rows) {
      const name = `missing.${extract}.${role.replaceAll(' ', '_')}.name_and_birth`
      const figure = reading.figures.add(name, value, { unit: 'rows', of, rows: rowsWhere(system.name, extract, missing) })
      found.push({ system: system.name, role, extract, missing: figure })
    }
  }
  return found
}

function jointTable(found: readonly JointMissing[]): TableBlock {
  return {
    kind: 'table',
    caption: 'Rows with neither a name nor a date of birth',
    note: 'Counted on the rows as delivered; such a person can be matched by identifiers and address only. A field that was not delivered counts as empty. Extracts and roles that are not listed have no such row.',
    columns: [
      { label: 'Extract', kind: 'code' },
      { label: 'Role', kind: 'text' },
      { label: 'Rows', kind: 'number' },
      { label: 'Share', kind: 'share' },
    ],
    rows: found.map(({ role, extract, missing }) => [cell(extract), cell(role), text`${missing}`, text`${missing}`]),
  }
}

function heatTable(reading: Reading, system: SystemReading, rows: readonly ProfileRow[]): Block {
  const all = Object.keys(system.config.fields).filter((field) => rows.some((row) => row.field === field))
  const complete = all.filter((field) => rows.every((row) => row.field !== field || (row.delivered && row.filled === row.rows)))
  const fields = all.filter((field) => !complete.includes(field))
  const full = complete.length === 0 ? '' : ` Without an empty cell: ${complete.join(', ')}.`
  const extracts = system.extracts.map((extract) => extract.extract_id)
  const cells = new Map(
    rows.map((row) => {
      const name = `missing.${row.extract_id}.${row.field}`
      const missing = row.rows - row.filled
      const at = `${row.extract_id} ${row.field}`
      if (!row.delivered) return [at, cell('not delivered')] as const
      const rowsMissing = rowsWhere(system.name, row.extract_id, sql`${id(row.field)} is null`)
      return [at, text`${reading.figures.add(name, missing, { unit: 'rows', of: row.rows, rows: rowsMissing })}`] as const
    }),
  )
  if (fields.length === 0) return { kind: 'text', text: [`${system.name}: no cell of its ${all.length} fields is empty.`] }
  return {
    kind: 'table',
    caption: `${system.name}: cells that are empty, field by extract`,
    note: `Each cell gives the share of rows in which the field is empty, and the rows, of all kept rows of the extract.${full}`,
    columns: [{ label: 'Field', kind: 'code' }, ...extracts.map((label) => ({ label, kind: 'heat' as const }))],
    rows: fields.map((field) => [cell(field), ...extracts.map((extract) => cells.get(`${extract} ${field}`) ?? [])]),
    file: reading.figures.file('column_profile'),
  }
}

/** What is empty: name and date of birth together, then field by field. */
export async function missingSection(reading: Reading): Promise<{ section: Section; found: JointMissing[] }> {
  const found: JointMissing[] = []
  const tables: Block[] = []
  for (const system of reading.systems) {
    found.push(...(await joints(reading, system)))
    const rows = await reading.rows<ProfileRow>(
      'column_profile',
      sql`select extract_id, field, delivered, rows, filled from column_profile where system = ${system.name} order by field, extract_id`,
    )
    if (rows.length > 0) tables.push(heatTable(reading, system, rows))
  }
  const some = found.filter(({ missing }) => reading.figures.value(missing) > 0)
  const none: Block = { kind: 'text', text: ['Every row has a name or a date of birth for each person in it.'] }
  const first: Block[] = found.length === 0 ? [] : [some.length === 0 ? none : jointTable(some)]
  return { section: { id: 'missing', title: 'Missing data', blocks: [...first, ...tables] }, found }
}
