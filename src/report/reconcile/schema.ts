import { sql } from '../../engine/sql.js'
import { cell } from '../figures.js'
import { text, type Section, type Text } from '../summary.js'
import { cutTable, most, part, type Scope } from './scope.js'

interface SchemaRow {
  readonly a: string
  readonly b: string
  readonly change: string
  readonly field: string
  readonly other_field: string | null
  readonly agreeing: number | null
  readonly compared: number | null
}

const changes: Readonly<Record<string, string>> = { came: 'came', went: 'went', renamed: 'renamed', renamed_proposed: 'renamed, as it seems' }

/** Columns that came, went or were renamed from one extract to the next. */
export async function schemaPart(scope: Scope): Promise<Section[]> {
  const { reading: { figures, rows: read, has }, system, first } = scope
  if (!first || !has('schema_change')) return []
  const own = sql`select * from schema_change where system = ${system.name}`
  const rows = await read<SchemaRow>('schema_change', sql`select a, b, change, field, other_field, agreeing, compared from (${own}) order by a, b, change, field`)
  const name = `schema.${system.name}`
  const all = figures.add(`${name}.changes`, rows.length, { unit: 'columns', rows: own })
  if (rows.length === 0) return part(scope, 'schema', 'Columns', [{ kind: 'text', text: ['No column came, went or was renamed from one extract to the next.'] }])
  const lines = rows.slice(0, most).map((row, index): Text[] => {
    const { agreeing, compared } = row
    const share = agreeing === null || compared === null ? [] : text`${figures.add(`${name}.${index + 1}.agreeing`, agreeing, { unit: 'rows', of: compared, source: 'schema_change' })}`
    return [cell(row.a), cell(row.b), cell(changes[row.change] ?? row.change), cell(row.field), cell(row.other_field), share]
  })
  return part(scope, 'schema', 'Columns', cutTable(all, rows.length, 'columns that came, went or were renamed', lines, {
    caption: `Columns of ${system.name} that came, went or were renamed`,
    note: 'A column that went is compared nowhere after. One that seems renamed has equal values for the same keys; the config says whether it is.',
    columns: [
      { label: 'Earlier', kind: 'code' },
      { label: 'Later', kind: 'code' },
      { label: 'Change', kind: 'text' },
      { label: 'Field', kind: 'code' },
      { label: 'Other field', kind: 'code' },
      { label: 'Agreeing, of those compared', kind: 'share' },
    ],
    folded: rows.length > 12,
  }))
}
