import { sql, type Sql } from '../../engine/sql.js'
import { cell } from '../figures.js'
import { text, type Block, type Column, type Section, type Text } from '../summary.js'
import { counted } from '../words.js'
import { pairFigure } from './overlap.js'
import { add, cutTable, inPair, most, ofPair, pairName, part, type Pair, type Scope } from './scope.js'

const parts = ['equal', 'both_null', 'changed', 'null_to_value', 'value_to_null'] as const
type DriftPart = (typeof parts)[number]

interface DriftRow extends Readonly<Record<DriftPart, number>> {
  readonly field: string
  readonly common: number
  readonly format_only: number
  readonly within_tolerance: number
}

const labels: Readonly<Record<DriftPart, string>> = { equal: 'equal', both_null: 'both empty', changed: 'changed', null_to_value: 'filled', value_to_null: 'emptied' }

const changes = (scope: Scope, pair: Pair, condition: Sql): Sql => sql`select * from value_change where ${inPair(scope, pair)} and ${condition}`

/** Which changes a part of a field's cells are; what differs in format only has changed as written. */
const kindsOf: Readonly<Partial<Record<DriftPart, Sql>>> = {
  changed: sql`kind in ('changed', 'format_only')`,
  null_to_value: sql`kind = 'null_to_value'`,
  value_to_null: sql`kind = 'value_to_null'`,
}

/** Cells whose value differs, not its writing alone. */
const inValue = (row: DriftRow): number => row.changed - row.format_only + row.null_to_value + row.value_to_null

function line(scope: Scope, pair: Pair, row: DriftRow, tolerances: boolean): Text[] {
  const { has } = scope.reading
  const { field } = row
  const own = sql`field = ${field}`
  const figure = (measure: string, value: number, rows: Sql | undefined, of?: number): Text =>
    text`${add(scope, ofPair(pair, 'drift', field, measure), value, { unit: 'cells', ...(of === undefined ? {} : { of }), ...(rows === undefined ? { source: 'field_drift' } : { rows }) })}`
  const cells = has('value_change')
  const differing = inValue(row)
  return [
    cell(field),
    text`${add(scope, ofPair(pair, 'drift', field, 'common'), row.common, { unit: 'cells', same: pairFigure(scope, pair.a.extract_id, pair.b.extract_id, 'both'), source: 'field_drift' })}`,
    ...parts.map((one) => {
      const kind = kindsOf[one]
      return figure(one, row[one], cells && kind !== undefined ? changes(scope, pair, sql`${own} and ${kind}`) : undefined)
    }),
    figure('differing', differing, cells ? changes(scope, pair, sql`${own} and kind <> 'format_only'`) : undefined, row.common),
    figure('format_only', row.format_only, cells ? changes(scope, pair, sql`${own} and kind = 'format_only'`) : undefined),
    ...(tolerances ? [figure('within_tolerance', row.within_tolerance, has('within_tolerance') ? sql`select * from within_tolerance where ${inPair(scope, pair)} and ${own}` : undefined)] : []),
  ]
}

/** Field by field, what became of the cells of the keys that two extracts share: five parts that sum to the whole. */
export async function driftPart(scope: Scope): Promise<Section[]> {
  const { reading } = scope
  const blocks: Block[] = []
  const tolerance = reading.has('field_drift', 'within_tolerance') ? sql`within_tolerance` : sql`0 as within_tolerance`
  for (const pair of scope.compared) {
    const rows = await reading.rows<DriftRow>(
      'field_drift',
      sql`select field, common, equal, both_null, changed, null_to_value, value_to_null, format_only, ${tolerance} from field_drift
        where ${inPair(scope, pair)} order by changed - format_only + null_to_value + value_to_null desc, changed desc, field`,
    )
    if (rows.length === 0) continue
    const tolerances = rows.some((row) => row.within_tolerance > 0)
    const moved = rows.filter((row) => row.changed + row.null_to_value + row.value_to_null + row.within_tolerance > 0)
    const still = rows.length - moved.length
    const all = add(scope, ofPair(pair, 'drift', 'fields'), rows.length, { unit: 'fields', source: 'field_drift' })
    const columns: Column[] = [
      { label: 'Field', kind: 'code' },
      { label: `${scope.noun} in both`, kind: 'number' },
      ...parts.map((one) => ({ label: labels[one], kind: 'number' as const })),
      { label: 'differ in value, of all', kind: 'share' },
      { label: 'of the changed: format only', kind: 'number' },
      ...(tolerances ? [{ label: 'of the equal: within tolerance', kind: 'number' as const }] : []),
    ]
    if (moved.length === 0) {
      blocks.push({ kind: 'text', text: text`${pairName(pair)}: no cell differs, in ${all} ${counted(rows.length, 'field')}.` })
      continue
    }
    blocks.push(...cutTable(all, moved.length, 'fields', moved.slice(0, most).map((row) => line(scope, pair, row, tolerances)), {
      caption: `Cells of ${scope.noun} in both, ${pairName(pair)}`,
      note: `In both = equal + both empty + changed + filled + emptied.${still === 0 ? '' : ` No cell differs in ${still} ${counted(still, 'field')} left out here.`}`,
      columns,
      pick: 'largest',
      file: reading.figures.file('field_drift'),
    }))
  }
  return part(scope, 'drift', 'Field drift', blocks)
}
