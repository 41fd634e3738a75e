import { sql } from '../../engine/sql.js'
import { cell } from '../figures.js'
import { tableOf } from '../reading.js'
import { text, type Block, type Section } from '../summary.js'
import { unionFigure } from './overlap.js'
import { cutTable, most, part, type Scope } from './scope.js'

/** The union of the extracts, one row a key, and the cells in which they gave different values. */
export async function compositePart(scope: Scope): Promise<Section[]> {
  const { reading, system, grain } = scope
  const { figures, has, database } = reading
  const table = tableOf('composite', system.name)
  if (!has(table) || (system.grains.includes('row') && grain !== 'row')) return []
  const rows = figures.add(`composite.${system.name}.rows`, await database.count(table), { unit: 'rows', same: unionFigure(scope), source: table })
  const file = figures.file(table)
  const union = figures.has(unionFigure(scope).figure) ? text`, one for each of ${unionFigure(scope)} distinct ${scope.noun}` : []
  const blocks: Block[] = [{ kind: 'text', text: text`All extracts together make ${rows} records${union}.${file === undefined ? '' : ` They stand in ${file}.`}` }]
  if (has('composite_conflict', 'system')) {
    const own = sql`select * from composite_conflict where system = ${system.name}`
    const { n } = await database.row<{ n: number }>(sql`select count(*) as n from (${own})`)
    const all = figures.add(`composite.${system.name}.conflicts`, n, { unit: 'cells', rows: own })
    blocks.push({ kind: 'text', text: text`${all} values were rejected, because another extract gave a different one that a rule preferred.` })
    if (n > 0 && has('composite_conflict', 'field')) {
      const fields = await database.rows<{ field: string; n: number }>(sql`select field, count(*) as n from (${own}) group by field order by n desc, field`)
      const count = figures.add(`composite.${system.name}.fields`, fields.length, { unit: 'fields', source: 'composite_conflict' })
      const lines = fields.slice(0, most).map(({ field, n: value }) => [cell(field), text`${figures.add(`composite.${system.name}.conflicts.${field}`, value, { unit: 'cells', of: n, rows: sql`select * from (${own}) where field = ${field}` })}`])
      blocks.push(...cutTable(count, fields.length, 'fields', lines.map(([field = [], ref = []]) => [field, ref, ref]), {
        caption: 'Rejected values by field',
        columns: [{ label: 'Field', kind: 'code' }, { label: 'Values', kind: 'number' }, { label: 'Share', kind: 'share' }],
        folded: true,
        file: figures.file('composite_conflict'),
      }))
    }
  }
  return part(scope, 'composite', 'Composite of all extracts', blocks)
}
