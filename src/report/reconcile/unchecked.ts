import { joinSql, sql, type Sql } from '../../engine/sql.js'
import { text, type Text } from '../summary.js'
import { counted } from '../words.js'
import { withoutControl, type Controls } from './controls.js'
import { lateFigure } from './late.js'
import { readLedger } from './ledger.js'
import { add, type Scope } from './scope.js'

const namesOf = (extracts: Scope['extracts']): string => extracts.map((extract) => extract.extract_id).join(', ')

/** Rows that were read and stand in no comparison. */
function notCompared({ reading: { has }, extracts }: Scope): { rows: Sql } | { source: string } {
  if (!has('set_aside') || !has('quarantine')) return { source: 'extract' }
  const own = joinSql(extracts.map((extract) => sql`${extract.extract_id}`))
  return {
    rows: sql`select extract_id, source_line, reason from quarantine where extract_id in (${own})
      union all select extract_id, source_line, reason from set_aside where extract_id in (${own})`,
  }
}

function controlItem(scope: Scope, controls: Controls): Text[] {
  const bare = withoutControl(scope.system.extracts, controls.rows)
  if (bare.length === 0) return []
  const ref = add(scope, ['unchecked', 'no_control'], bare.length, { unit: 'extracts', of: scope.system.extracts.length, source: 'control_check' })
  return [text`No control total came with ${ref} of ${scope.system.extracts.length} extracts (${namesOf(bare)}), so nothing outside the files says whether they are complete.`]
}

function grainItem(scope: Scope): Text[] {
  const byUnit = scope.grain === 'unit' ? scope.extracts.filter(({ keys }) => keys === 0) : []
  if (byUnit.length === 0) return []
  const ref = add(scope, ['unchecked', 'unit_only'], byUnit.length, { unit: 'extracts', of: scope.extracts.length, source: 'extract' })
  return [text`${ref} of ${scope.extracts.length} extracts can be reconciled by ${scope.one} only, since no row of theirs has a key: ${namesOf(byUnit)}.`]
}

function dateItems(scope: Scope): Text[] {
  const { figures } = scope.reading
  const items: Text[] = []
  if (scope.system.config.event_date === undefined) items.push(['The config names no event date, so nothing can be put into a period and nothing be called late.'])
  const undatable = lateFigure(scope, 'undatable')
  if (figures.has(undatable.figure) && figures.value(undatable) > 0) items.push(text`${undatable} ${counted(figures.value(undatable), scope.one)} ${figures.value(undatable) === 1 ? 'has' : 'have'} no date, so it cannot be said whether they came late.`)
  const open = scope.extracts.filter(({ cutoff_at: cutoff }) => cutoff === null)
  if (open.length === 0) return items
  const ref = add(scope, ['unchecked', 'no_cutoff'], open.length, { unit: 'extracts', of: scope.extracts.length, source: 'extract' })
  return [...items, text`No cutoff is stated for ${ref} of ${scope.extracts.length} extracts (${namesOf(open)}), so late records cannot be told from new ones there.`]
}

function rowItem(scope: Scope): Text[] {
  const value = scope.extracts.reduce((sum, { rows_rejected: rejected, rows_null_key: keyless, rows_dup_surplus: surplus }) => sum + rejected + keyless + surplus, 0)
  if (!scope.first || value === 0) return []
  const of = scope.extracts.reduce((sum, { rows_read: read }) => sum + read, 0)
  const ref = add(scope, ['unchecked', 'rows'], value, { unit: 'rows', of, ...notCompared(scope) })
  return [text`${ref} of ${of.toLocaleString('en-US')} rows read are in no comparison by key: they could not be read, have no key, or share theirs with another row.`]
}

function figureItems({ reading: { figures }, system, first }: Scope): Text[] {
  if (!first) return []
  const missing = { figure: `stated.${system.name}.denominator_missing` }
  const columns = { figure: `schema.${system.name}.changes` }
  return [
    ...(figures.has(missing.figure) && figures.value(missing) > 0 ? [text`${missing} stated ${counted(figures.value(missing), 'figure')} cannot be checked, since no denominator is stated.`] : []),
    ...(figures.has(columns.figure) && figures.value(columns) > 0 ? [text`${columns} ${counted(figures.value(columns), 'column')} came, went or were renamed: cells are compared only where both extracts have them.`] : []),
  ]
}

/** What could not be checked, control totals first. Reads figures of the other parts, so it comes after them. */
export async function uncheckedItems(scope: Scope, controls: Controls): Promise<Text[]> {
  const ledger = await readLedger(scope)
  const noLedger: Text[] = scope.first && ledger === undefined && scope.reading.has('explanation') ? [['No correction ledger was given, so no change has an author or a reason.']] : []
  return [...controlItem(scope, controls), ...grainItem(scope), ...dateItems(scope), ...rowItem(scope), ...figureItems(scope), ...noLedger]
}
