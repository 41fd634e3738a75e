import { sql, type Sql } from '../../engine/sql.js'
import { cell } from '../figures.js'
import type { Reading } from '../reading.js'
import { text, type Section, type Text } from '../summary.js'
import { cutTable, most, part, type Scope } from './scope.js'

interface StatedRow {
  readonly doc: string
  readonly page: string | null
  readonly label: string
  readonly stated: string | null
  readonly formula: string | null
  readonly computed: string | null
  readonly residual: string | null
  readonly denominator: string | null
  readonly status: string
}

const results: Readonly<Record<string, string>> = { adds: 'adds', does_not_add: 'does not add', denominator_missing: 'denominator missing' }

/** Figures of a system; those that name none belong to the first that is reported. */
export const statedOf = ({ has, systems }: Reading, system: string): Sql => {
  const firstOf = systems.find(({ extracts }) => extracts.length > 1)?.name ?? ''
  return has('stated_figure', 'system') ? sql`select * from stated_figure where coalesce(system, ${firstOf}) = ${system}` : sql`select * from stated_figure where ${firstOf} = ${system}`
}

/** Figures of documents beside what the tables give: those that do not add come first, and none is mended. */
export async function statedPart(scope: Scope): Promise<Section[]> {
  const { reading, system, first } = scope
  if (!first) return []
  const { figures } = reading
  const own = statedOf(reading, system.name)
  const rows = await reading.rows<StatedRow>(
    'stated_figure',
    sql`select doc, cast(page as varchar) as page, label, cast(stated as varchar) as stated, formula, cast(computed as varchar) as computed,
        cast(residual as varchar) as residual, cast(denominator as varchar) as denominator, status
      from (${own}) order by case status when 'does_not_add' then 1 when 'denominator_missing' then 2 else 3 end, doc, page, label`,
  )
  if (rows.length === 0) return []
  const name = `stated.${system.name}`
  const all = figures.add(`${name}.figures`, rows.length, { unit: 'figures', rows: own })
  const count = (status: string): ReturnType<Reading['figures']['add']> =>
    figures.add(`${name}.${status}`, rows.filter((row) => row.status === status).length, { unit: 'figures', of: rows.length, rows: sql`select * from (${own}) where status = ${status}` })
  const [adds, wrong, missing] = [count('adds'), count('does_not_add'), count('denominator_missing')]
  const lines = rows.slice(0, most).map((row, index): Text[] => {
    const number = (measure: 'stated' | 'computed' | 'residual'): Text => {
      const value = row[measure]
      if (value === null) return []
      return /^-?\d+(?:\.\d+)?$/.test(value) ? text`${figures.decimal(`${name}.${index + 1}.${measure}`, value, { unit: 'stated', source: 'stated_figure' })}` : cell(value)
    }
    return [
      cell(row.label), number('stated'), number('computed'), number('residual'), cell(results[row.status] ?? row.status), cell(row.formula), cell(row.denominator),
      cell(row.page === null ? row.doc : `${row.doc}, ${row.page}`),
    ]
  })
  // Formulas tell the counts that they are made of.
  const table = reading.purpose === 'statistics' ? [] : cutTable(all, rows.length, 'stated figures', lines, {
    caption: 'Figures of documents, stated and computed',
    columns: [
      { label: 'Figure', kind: 'text' },
      { label: 'Stated', kind: 'number' },
      { label: 'Computed', kind: 'number' },
      { label: 'Residual', kind: 'number' },
      { label: 'Result', kind: 'text' },
      { label: 'Formula', kind: 'code' },
      { label: 'Denominator', kind: 'text' },
      { label: 'Document', kind: 'text' },
    ],
    file: figures.file('stated_figure'),
  })
  return part(scope, 'stated', 'Stated figures', [
    { kind: 'text', text: text`Of the stated figures ${adds} add, ${wrong} do not, and ${missing} cannot be checked, since no denominator is stated. A figure that does not add is reported as it is.` },
    ...table,
  ])
}
