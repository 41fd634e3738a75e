import { sql, type Sql } from '../../engine/sql.js'
import { cell } from '../figures.js'
import { text, type Ref, type Section, type Text } from '../summary.js'
import { counted, periodNoun, words } from '../words.js'
import { add, cutTable, most, named, part, type Scope } from './scope.js'

export const lateClasses = ['backfill', 'vanished', 'reappeared', 'undatable'] as const
export type LateClass = (typeof lateClasses)[number]

interface LateRow {
  readonly class: LateClass
  readonly seq: number
  readonly period: string
  readonly n: number
}

const sentences: Readonly<Record<LateClass, (value: number, one: string) => string>> = {
  backfill: (value, one) => `${counted(value, one)} came late: dated on or before the cutoff of an earlier extract, and first seen after it`,
  vanished: (value, one) => `${counted(value, one)} vanished: in an earlier extract, and in none from some point on`,
  reappeared: (value, one) => `${counted(value, one)} reappeared after having been left out`,
  undatable: (value, one) => `${counted(value, one)} ${value === 1 ? 'has' : 'have'} no date, so it cannot be said whether they came late`,
}

export const lateFigure = (scope: Scope, kind: LateClass): Ref => ({ figure: named(scope, 'late', kind) })

/** Late records by period, so that one reads off how many of which year came with which extract. */
export async function latePart(scope: Scope): Promise<Section[]> {
  const { reading, here, extracts, system } = scope
  const rows = await reading.rows<LateRow>(
    'late_record',
    sql`select class, cast(first_seq as integer) as seq, coalesce(period, '(missing)') as period, count(*) as n
      from late_record where ${here} group by all order by period, class, seq`,
  )
  if (!reading.has('late_record')) return []
  const of = (condition: Sql): Sql => sql`select * from late_record where ${here} and ${condition}`
  const totals = lateClasses.map((kind) => {
    const value = rows.filter((row) => row.class === kind).reduce((sum, { n }) => sum + n, 0)
    return { kind, value, ref: add(scope, ['late', kind], value, { rows: of(sql`class = ${kind}`) }) }
  })
  const items: Text[] = totals.filter(({ value }) => value > 0).map(({ kind, value, ref }) => text`${ref} ${sentences[kind](value, scope.one)}.`)
  if (rows.length === 0) return part(scope, 'late', 'Late records', [{ kind: 'text', text: [`None of the ${scope.noun} came late, vanished, reappeared or lacks a date that could tell.`] }])
  const columns = [
    ...extracts.filter(({ seq }) => rows.some((row) => row.class === 'backfill' && row.seq === seq)).map((extract) => ({ kind: 'backfill' as const, seq: extract.seq, label: `late, first in ${extract.extract_id}` })),
    ...lateClasses.filter((kind) => kind !== 'backfill' && rows.some((row) => row.class === kind)).map((kind) => ({ kind, seq: undefined, label: kind })),
  ]
  const periods = [...new Set(rows.map(({ period }) => period))]
  const all = add(scope, ['late', 'periods'], periods.length, { unit: 'periods', source: 'late_record' })
  const lines = periods.slice(0, most).map((period) => [
    cell(period),
    ...columns.map(({ kind, seq }): Text => {
      const n = rows.filter((row) => row.period === period && row.class === kind && (seq === undefined || row.seq === seq)).reduce((sum, row) => sum + row.n, 0)
      if (n === 0) return []
      const condition = sql`class = ${kind} and coalesce(period, '(missing)') = ${period}${seq === undefined ? sql`` : sql` and first_seq = ${seq}`}`
      return text`${add(scope, ['late', kind, ...(seq === undefined ? [] : [seq]), period], n, { rows: of(condition) })}`
    }),
  ])
  const table = cutTable(all, periods.length, 'periods', lines, {
    caption: `${system.name} ${scope.noun} that came late, by ${periodNoun(system.config)} of ${words(system.config.event_date ?? 'event')}`,
    columns: [{ label: 'Period', kind: 'date' }, ...columns.map(({ label }) => ({ label, kind: 'number' as const }))],
    file: reading.figures.file('late_record'),
  })
  return part(scope, 'late', 'Late records', [{ kind: 'list', items }, ...table])
}
