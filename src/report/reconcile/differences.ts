import { sql, type Sql } from '../../engine/sql.js'
import { cell } from '../figures.js'
import { text, type Block, type Ref, type Section, type TableBlock, type Text } from '../summary.js'
import { keyCells, keyColumns, shownValue } from './masking.js'
import { add, cutTable, inPair, most, named, ofPair, pairName, part, type Pair, type Scope } from './scope.js'

/** Worst last told first: what nobody accounts for, then what the ledger accounts for otherwise. */
export const statuses = ['unexplained', 'contradicted', 'explained'] as const
type Status = (typeof statuses)[number]
const kinds = ['added', 'removed', 'changed'] as const
type Kind = (typeof kinds)[number]

interface CountRow {
  readonly kind: Kind
  readonly status: Status
  readonly n: number
}

interface ReasonRow {
  readonly entry: number | null
  readonly rule: string | null
  readonly status: Status
  readonly n: number
}

interface ShownRow {
  readonly key: string
  readonly kind: Kind
  readonly field: string | null
  readonly old: string | null
  readonly new: string | null
  readonly ledger_entry: number | null
}

const explanations = (scope: Scope, pair: Pair, condition: Sql = sql`true`): Sql => sql`select * from explanation where ${inPair(scope, pair)} and ${condition}`

/** Differences of a pair with old and new value, and the ledger's own where it says otherwise. */
const withValues = (scope: Scope, pair: Pair, condition: Sql): Sql => {
  if (!scope.reading.has('value_change', 'explanation_id')) return explanations(scope, pair, condition)
  return sql`select e.*, v.old, v.new, v.period_a, v.period_b
    from (${explanations(scope, pair, condition)}) e
    left join (select explanation_id, old, new, period_a, period_b from value_change where ${inPair(scope, pair)} and explanation_id is not null) v on v.explanation_id = e.explanation_id`
}

export const statusFigure = (scope: Scope, pair: Pair, status: Status): Ref => ({ figure: named(scope, ...ofPair(pair, 'differences', status)) })

async function countTable(scope: Scope, pairs: readonly Pair[]): Promise<TableBlock> {
  const lines: (readonly Text[])[] = []
  for (const pair of pairs) {
    const rows = await scope.reading.database.rows<CountRow>(sql`select change_kind as kind, status, count(*) as n from (${explanations(scope, pair)}) group by all`)
    const total = (status?: Status, kind?: Kind): number => rows.filter((row) => (status === undefined || row.status === status) && (kind === undefined || row.kind === kind)).reduce((sum, { n }) => sum + n, 0)
    const all = add(scope, ofPair(pair, 'differences'), total(), { unit: 'differences', rows: withValues(scope, pair, sql`true`) })
    for (const status of statuses) add(scope, ofPair(pair, 'differences', status), total(status), { unit: 'differences', of: total(), rows: withValues(scope, pair, sql`status = ${status}`) })
    for (const kind of kinds) {
      const cells = statuses.map((status) =>
        text`${add(scope, ofPair(pair, 'differences', status, kind), total(status, kind), { unit: 'differences', rows: withValues(scope, pair, sql`status = ${status} and change_kind = ${kind}`) })}`,
      )
      const sum = add(scope, ofPair(pair, 'differences', kind), total(undefined, kind), { unit: 'differences', rows: withValues(scope, pair, sql`change_kind = ${kind}`) })
      lines.push([cell(pairName(pair)), cell(kind === 'changed' ? 'cells changed' : `${scope.noun} ${kind}`), ...cells, text`${sum}`])
    }
    lines.push([cell(pairName(pair)), cell('all'), ...statuses.map((status) => text`${statusFigure(scope, pair, status)}`), text`${all}`])
  }
  return {
    kind: 'table',
    caption: 'Every difference is explained, contradicted or unexplained',
    note: 'Explained: a ledger entry has the same key, field, old and new value, or a declared rule covers it. Contradicted: the ledger has the key and field with other values. Cells that differ in format only are not differences.',
    columns: [
      { label: 'Extracts', kind: 'code' },
      { label: 'Difference', kind: 'text' },
      ...statuses.map((label) => ({ label, kind: 'number' as const })),
      { label: 'all', kind: 'number' },
    ],
    rows: lines,
    file: scope.reading.figures.file('explanation'),
  }
}

async function shownRows(scope: Scope, pair: Pair, status: Status): Promise<Block[]> {
  const all = statusFigure(scope, pair, status)
  const value = scope.reading.figures.value(all)
  if (value === 0) return []
  const cells = scope.reading.has('value_change', 'explanation_id')
  const rows = await scope.reading.database.rows<ShownRow>(sql`
    select key, change_kind as kind, field, ${cells ? sql`${shownValue(scope, sql`old`)} as old, ${shownValue(scope, sql`new`)} as new` : sql`null as old, null as new`}, ledger_entry
    from (${withValues(scope, pair, sql`status = ${status}`)})
    order by case change_kind when 'changed' then 1 else 2 end, field, key, explanation_id limit ${most}`)
  const lines = rows.map((row): Text[] => [
    cell(row.kind),
    ...keyCells(scope, row.key),
    cell(row.kind === 'changed' ? row.field : null),
    row.kind === 'changed' ? [row.old ?? '', row.new ?? ''] : [row.kind === 'removed' ? 'in the earlier' : '', row.kind === 'added' ? 'in the later' : ''],
    ...(status === 'contradicted' ? [cell(row.ledger_entry)] : []),
  ])
  return cutTable(all, value, `${status} differences`, lines, {
    caption: `${status[0]?.toUpperCase() ?? ''}${status.slice(1)}, ${pairName(pair)}`,
    columns: [
      { label: 'Difference', kind: 'text' },
      ...keyColumns(scope),
      { label: 'Field', kind: 'code' },
      { label: 'Old → new', kind: 'change' },
      ...(status === 'contradicted' ? [{ label: 'Ledger entry that says otherwise', kind: 'number' as const }] : []),
    ],
    folded: true,
  })
}

async function reasonBlocks(scope: Scope, pair: Pair): Promise<Block[]> {
  const rows = await scope.reading.database.rows<ReasonRow>(sql`
    select ledger_entry as entry, rule, status, count(*) as n from (${explanations(scope, pair, sql`status = 'explained'`)}) group by all order by n desc, rule, entry`)
  if (rows.length === 0) return []
  const rules = rows.filter(({ rule }) => rule !== null)
  const byLedger = rows.filter(({ entry }) => entry !== null).reduce((sum, { n }) => sum + n, 0)
  const ledger = add(scope, ofPair(pair, 'explained_by_ledger'), byLedger, { unit: 'differences', rows: withValues(scope, pair, sql`status = 'explained' and ledger_entry is not null`) })
  const lines: Text[][] = [[cell('correction ledger'), text`${ledger}`]]
  rules.slice(0, most).forEach(({ rule, n }, index) => {
    const ref = add(scope, ofPair(pair, 'explained_by_rule', index + 1), n, { unit: 'differences', rows: withValues(scope, pair, sql`status = 'explained' and ledger_entry is null and rule = ${rule}`) })
    lines.push([cell(rule), text`${ref}`])
  })
  return [{ kind: 'table', caption: `What explains them, ${pairName(pair)}`, columns: [{ label: 'Ledger or declared rule', kind: 'text' }, { label: 'Differences', kind: 'number' }], rows: lines, folded: true }]
}

/** What nobody accounts for first, then what contradicts the ledger, then what explains the rest. */
export async function differencePart(scope: Scope): Promise<Section[]> {
  if (!scope.reading.has('explanation', 'change_kind', 'status')) return []
  const blocks: Block[] = [await countTable(scope, scope.compared)]
  for (const status of ['unexplained', 'contradicted'] as const) for (const pair of scope.compared) blocks.push(...(await shownRows(scope, pair, status)))
  for (const pair of scope.compared) blocks.push(...(await reasonBlocks(scope, pair)))
  return part(scope, 'differences', 'Differences, unexplained first', blocks)
}
