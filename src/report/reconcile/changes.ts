import { sql } from '../../engine/sql.js'
import { cell } from '../figures.js'
import { text, type Block, type Section, type Text } from '../summary.js'
import { words } from '../words.js'
import { keyCells, keyColumns, personal, shownValue } from './masking.js'
import { add, inPair, most, ofPair, pairName, part, type Scope } from './scope.js'

interface ChangeRow {
  readonly change_id: string
  readonly key: string
  readonly field: string
  readonly kind: string
  readonly old: string | null
  readonly new: string | null
  readonly period: string | null
  readonly status: string | null
}

/** Changed cells, old beside new; those that differ in format only are counted and left in their file. */
export async function changePart(scope: Scope): Promise<Section[]> {
  const { reading } = scope
  if (!reading.has('value_change')) return []
  const blocks: Block[] = []
  const explained = reading.has('explanation', 'status') && reading.has('value_change', 'explanation_id')
  const status = explained ? sql`(select any_value(e.status) from explanation e where e.explanation_id = v.explanation_id)` : sql`cast(null as varchar)`
  const { amount } = scope.system.config
  const order = amount === undefined ? sql`change_id` : sql`field = ${amount} desc, case when field = ${amount} then abs(delta) end desc nulls last, change_id`
  for (const pair of scope.compared) {
    const differing = sql`select * from value_change where ${inPair(scope, pair)} and kind <> 'format_only'`
    const formatted = sql`select * from value_change where ${inPair(scope, pair)} and kind = 'format_only'`
    const { n, format } = await reading.database.row<{ n: number; format: number }>(sql`select count(*) filter (where kind <> 'format_only') as n, count(*) filter (where kind = 'format_only') as format from value_change where ${inPair(scope, pair)}`)
    const all = add(scope, ofPair(pair, 'changes'), n, { unit: 'cells', rows: differing })
    const apart = add(scope, ofPair(pair, 'changes', 'format_only'), format, { unit: 'cells', rows: formatted })
    if (n + format === 0) continue
    const cut = n > most ? text` Shown are the first ${most} of ${all}.` : []
    blocks.push({ kind: 'text', text: text`${pairName(pair)}: ${all} cells differ in value, ${apart} in format only.${cut}` })
    if (n === 0) continue
    const rows = await reading.database.rows<ChangeRow>(sql`
      select cast(change_id as varchar) as change_id, key, field, kind, ${shownValue(scope, sql`old`)} as old, ${shownValue(scope, sql`new`)} as new, period_b as period, ${status} as status
      from (select * from (${differing}) order by ${order} limit ${most}) v order by ${order}`)
    const lines = rows.map((row): Text[] => [...(personal(scope) ? [cell(row.change_id)] : keyCells(scope, row.key)), cell(row.field), [row.old ?? '', row.new ?? ''], cell(row.period), ...(explained ? [cell(row.status)] : [])])
    blocks.push({
      kind: 'table',
      caption: `Changed cells, ${pairName(pair)}`,
      ...(personal(scope) ? { note: 'Cells about people show their layout only (A for a letter, 9 for a digit); the file has them, by change number.' } : {}),
      columns: [
        ...(personal(scope) ? [{ label: 'Change', kind: 'code' as const }] : keyColumns(scope)),
        { label: 'Field', kind: 'code' },
        { label: 'Old → new', kind: 'change' },
        { label: words(scope.system.config.period), kind: 'date' },
        ...(explained ? [{ label: 'Explanation', kind: 'text' as const }] : []),
      ],
      rows: lines,
      folded: n > 12,
    })
  }
  return part(scope, 'changes', 'Changed cells', blocks)
}
