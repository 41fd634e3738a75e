import { sql, type Sql } from '../../engine/sql.js'
import { cell } from '../figures.js'
import { text, type Block, type Column, type Ref, type Section, type Text, type WalkChart } from '../summary.js'
import { periodNoun, words } from '../words.js'
import { sizeFigure } from './extracts.js'
import { periodRows } from './held.js'
import { keepMoved, movedRows } from './moved.js'
import { add, addAmount, cutTable, inPair, most, named, ofPair, pairName, part, type Pair, type Scope } from './scope.js'

const counts = ['n_a', 'added', 'removed', 'reclass_in', 'reclass_out', 'n_b'] as const
const amounts = ['v_a', 'v_added', 'v_removed', 'v_reclass_in', 'v_reclass_out', 'adj_up', 'adj_down', 'v_b', 'gross_adjustment', 'net_adjustment'] as const
type Count = (typeof counts)[number]
type Amount = (typeof amounts)[number]

type WalkRow = { readonly period: string; readonly pct_of_a: string | null } & Readonly<Record<Count, number>> & Readonly<Record<Amount, string | null>>

/** A period's part in what one extract added to another. */
export interface AddedPeriod {
  readonly a: string
  readonly b: string
  readonly period: string
  readonly added: Ref
}

const labels: Readonly<Record<Count | Amount, string>> = {
  n_a: 'earlier',
  added: '+ added',
  removed: '− removed',
  reclass_in: '+ from other periods',
  reclass_out: '− to other periods',
  n_b: '= later',
  v_a: 'earlier',
  v_added: '+ added',
  v_removed: '− removed',
  v_reclass_in: '+ from other periods',
  v_reclass_out: '− to other periods',
  adj_up: '+ raised',
  adj_down: '− lowered',
  v_b: '= later',
  gross_adjustment: 'changed, gross',
  net_adjustment: 'changed, net',
}

/** For the drawing, which has little room below a bar. */
const shorter: Readonly<Partial<Record<Count | Amount, string>>> = { reclass_in: 'moved in', reclass_out: 'moved out', v_reclass_in: 'moved in', v_reclass_out: 'moved out' }

const effects: Readonly<Partial<Record<Count | Amount, 'total' | 'plus' | 'minus'>>> = {
  n_a: 'total', added: 'plus', removed: 'minus', n_b: 'total',
  v_a: 'total', v_added: 'plus', v_removed: 'minus', adj_up: 'plus', adj_down: 'minus', v_b: 'total',
  reclass_in: 'plus', reclass_out: 'minus', v_reclass_in: 'plus', v_reclass_out: 'minus',
}

const rowChanges = (scope: Scope, pair: Pair, kind: string, condition: Sql): Sql => sql`select * from row_change where ${inPair(scope, pair)} and kind = ${kind} and ${condition}`

/** Rows behind a count of the walk: those of one period, or all of them. */
function rowsOf(scope: Scope, pair: Pair, count: Count, period?: string): { rows: Sql } | { source: string; same?: Ref } {
  const { has } = scope.reading
  const at = (column: Sql): Sql => (period === undefined ? sql`true` : sql`coalesce(${column}, '(missing)') = ${period}`)
  if (count === 'n_a' || count === 'n_b') {
    const extract = count === 'n_a' ? pair.a : pair.b
    return period === undefined ? { source: 'period_walk', same: sizeFigure(extract.extract_id, scope.grain) } : periodRows(scope, extract, period)
  }
  if (count === 'added' || count === 'removed') return has('row_change') ? { rows: rowChanges(scope, pair, count, at(sql`period`)) } : { source: 'period_walk' }
  return movedRows(scope, pair, sql`period_a <> period_b and ${count === 'reclass_in' ? at(sql`period_b`) : at(sql`period_a`)}`)
}

/** Keys whose amount was raised or lowered. */
function adjusted(scope: Scope, pair: Pair, direction: Amount, period?: string): { rows: Sql } | { source: string } {
  const at = period === undefined ? sql`true` : sql`period_b = ${period}`
  if (direction === 'adj_up') return movedRows(scope, pair, sql`amount_b > amount_a and ${at}`)
  if (direction === 'adj_down') return movedRows(scope, pair, sql`amount_b < amount_a and ${at}`)
  return { source: 'period_walk' }
}

const sumOf = (rows: readonly WalkRow[], measure: Count): number => rows.reduce((sum, row) => sum + row[measure], 0)

async function totalsOf(scope: Scope, pair: Pair): Promise<Readonly<Record<Amount, string | null>>> {
  return await scope.reading.database.row(sql`select
    cast(sum(v_a) as varchar) as v_a, cast(sum(v_added) as varchar) as v_added, cast(sum(v_removed) as varchar) as v_removed,
    cast(sum(v_reclass_in) as varchar) as v_reclass_in, cast(sum(v_reclass_out) as varchar) as v_reclass_out,
    cast(sum(adj_up) as varchar) as adj_up, cast(sum(adj_down) as varchar) as adj_down, cast(sum(v_b) as varchar) as v_b,
    cast(sum(gross_adjustment) as varchar) as gross_adjustment, cast(sum(net_adjustment) as varchar) as net_adjustment
    from period_walk where ${inPair(scope, pair)}`)
}

function chartOf(scope: Scope, pair: Pair, what: string, refs: readonly (readonly [measure: Count | Amount, ref: Ref])[]): WalkChart {
  const { figures } = scope.reading
  const steps = refs.flatMap(([measure, { figure }]) => {
    const effect = effects[measure]
    if (effect === undefined || (effect !== 'total' && figures.value({ figure }) === 0 && !/added|removed/.test(measure))) return []
    const end = measure === 'n_a' || measure === 'v_a' ? pair.a.extract_id : measure === 'n_b' || measure === 'v_b' ? pair.b.extract_id : (shorter[measure] ?? labels[measure].slice(2))
    return [{ label: end, effect, figure }]
  })
  return {
    kind: 'chart',
    chart: 'walk',
    caption: `${what}, from ${pair.a.extract_id} to ${pair.b.extract_id}`,
    alternative: `Waterfall: ${steps.map(({ label, figure }) => `${label} ${figures.value({ figure })}`).join(', ')}. The table below has every step by period.`,
    steps,
  }
}

/** Rows of the periods that a table has room for: those in which most happened, in the order of time. */
function roomFor(rows: readonly WalkRow[]): readonly WalkRow[] {
  const moved = ({ added, removed, reclass_in: into, reclass_out: out, gross_adjustment: gross }: WalkRow): number => added + removed + into + out + Math.abs(Number(gross ?? 0))
  if (rows.length <= most) return rows
  const chosen = new Set([...rows].sort((x, y) => moved(y) - moved(x)).slice(0, most))
  return rows.filter((row) => chosen.has(row))
}

const columnsOf = (scope: Scope, measures: readonly (Count | Amount)[]): Column[] => [
  { label: periodNoun(scope.system.config), kind: 'date' },
  ...measures.map((measure) => ({ label: labels[measure], kind: 'number' as const })),
]

function countBlocks(scope: Scope, pair: Pair, all: Ref, rows: readonly WalkRow[], added: AddedPeriod[]): Block[] {
  const { noun, system } = scope
  const totals = counts.map((measure): [Count, Ref] => [measure, add(scope, ofPair(pair, measure), sumOf(rows, measure), rowsOf(scope, pair, measure))])
  const lines = roomFor(rows).map((row): Text[] => [
    cell(row.period),
    ...counts.map((measure) => {
      const name = measure === 'added' ? `added.${system.name}.${scope.grain}.${pair.a.extract_id}.${pair.b.extract_id}.${row.period}` : undefined
      const extract = measure === 'n_a' ? pair.a : pair.b
      const same = measure === 'n_a' || measure === 'n_b' ? { same: { figure: `period.${system.name}.${scope.grain}.${extract.extract_id}.${row.period}` } } : {}
      const options = { unit: noun, ...rowsOf(scope, pair, measure, row.period), ...same }
      if (name === undefined) return text`${add(scope, ofPair(pair, measure, row.period), row[measure], options)}`
      const ref = scope.reading.figures.add(name, row[measure], { ...options, of: sumOf(rows, 'added') })
      if (row.added > 0) added.push({ a: pair.a.extract_id, b: pair.b.extract_id, period: row.period, added: ref })
      return text`${ref}`
    }),
  ])
  const sum: Text[] = [cell('all'), ...totals.map(([, ref]) => text`${ref}`)]
  return [
    chartOf(scope, pair, `${system.name} ${noun}`, totals),
    ...cutTable(all, rows.length, 'periods', lines, {
      caption: `${noun} by ${periodNoun(system.config)} of ${words(system.config.event_date ?? 'event')}, ${pairName(pair)}`,
      columns: columnsOf(scope, counts),
      sum,
      pick: 'largest',
      file: scope.reading.figures.file('period_walk'),
      folded: scope.compared.length > 2,
    }),
  ]
}

async function amountBlocks(scope: Scope, pair: Pair, rows: readonly WalkRow[]): Promise<Block[]> {
  const sums = await totalsOf(scope, pair)
  if (scope.system.config.amount === undefined || (sums.v_a === null && sums.v_b === null)) return []
  const same = (measure: Amount, period?: string): { same: Ref } | undefined => {
    const count = ({ v_added: 'added', v_removed: 'removed', v_reclass_in: 'reclass_in', v_reclass_out: 'reclass_out', v_a: 'n_a', v_b: 'n_b' } as Readonly<Partial<Record<Amount, Count>>>)[measure]
    if (count === undefined) return undefined
    if (period === undefined) return { same: { figure: named(scope, ...ofPair(pair, count)) } }
    const figure = count === 'added' ? `added.${scope.system.name}.${scope.grain}.${ofPair(pair, period).join('.')}` : named(scope, ...ofPair(pair, count, period))
    return { same: { figure } }
  }
  const totals = amounts.map((measure): [Amount, Ref] => [measure, addAmount(scope, ofPair(pair, measure), sums[measure] ?? '0', { ...adjusted(scope, pair, measure), ...same(measure) })])
  const lines = roomFor(rows).map((row): Text[] => [
    cell(row.period),
    ...amounts.map((measure) => {
      const value = row[measure]
      if (value === null) return []
      return text`${addAmount(scope, ofPair(pair, measure, row.period), value, { ...adjusted(scope, pair, measure, row.period), ...same(measure, row.period) })}`
    }),
    row.pct_of_a === null ? [] : text`${scope.reading.figures.decimal(named(scope, ...ofPair(pair, 'pct_of_a', row.period)), row.pct_of_a, { unit: 'percent', source: 'period_walk' })} %`,
  ])
  const sum: Text[] = [cell('all'), ...totals.map(([, ref]) => text`${ref}`), []]
  return [
    chartOf(scope, pair, `${scope.system.name}: ${words(scope.system.config.amount)}`, totals),
    {
      kind: 'table',
      caption: `${words(scope.system.config.amount)} by ${periodNoun(scope.system.config)}, ${pairName(pair)}`,
      note: 'What moved to another period moves at its earlier value; changes of value count in the later period.',
      columns: [...columnsOf(scope, amounts), { label: 'of earlier', kind: 'number' }],
      rows: [...lines, sum],
      folded: scope.compared.length > 2,
    },
  ]
}

/** How one extract becomes the next, period by period, in counts and in amounts. */
export async function walkPart(scope: Scope): Promise<{ sections: Section[]; added: AddedPeriod[] }> {
  const { reading } = scope
  const blocks: Block[] = []
  const added: AddedPeriod[] = []
  for (const pair of scope.compared) {
    const rows = await reading.rows<WalkRow>(
      'period_walk',
      sql`select coalesce(period, '(missing)') as period, n_a, added, removed, reclass_in, reclass_out, n_b,
        cast(v_a as varchar) as v_a, cast(v_added as varchar) as v_added, cast(v_removed as varchar) as v_removed,
        cast(v_reclass_in as varchar) as v_reclass_in, cast(v_reclass_out as varchar) as v_reclass_out,
        cast(adj_up as varchar) as adj_up, cast(adj_down as varchar) as adj_down, cast(v_b as varchar) as v_b,
        cast(gross_adjustment as varchar) as gross_adjustment, cast(net_adjustment as varchar) as net_adjustment,
        cast(cast(pct_of_a as decimal(18, 1)) as varchar) as pct_of_a
        from period_walk where ${inPair(scope, pair)} order by period`,
    )
    if (rows.length === 0) continue
    await keepMoved(scope, pair)
    const all = add(scope, ofPair(pair, 'periods'), rows.length, { unit: 'periods', source: 'period_walk' })
    blocks.push(...countBlocks(scope, pair, all, rows, added), ...(await amountBlocks(scope, pair, rows)))
  }
  return { sections: part(scope, 'walk', 'From extract to extract, period by period', blocks), added }
}
