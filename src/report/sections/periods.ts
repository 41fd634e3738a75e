import { sql, type Sql } from '../../engine/sql.js'
import { cell } from '../figures.js'
import type { Reading, SystemReading } from '../reading.js'
import { text, type Block, type PeriodChart, type Ref, type TableBlock } from '../summary.js'
import { wide } from '../wide.js'
import { nounAt, periodNoun, plural, words, type Grain } from '../words.js'
import { keysOf, sizeFigure } from './extracts.js'
import { pairFigure } from './overlap.js'

export interface AddedPeriod {
  readonly a: string
  readonly b: string
  readonly period: string
  readonly added: Ref
}

interface CoverageRow {
  readonly extract_id: string
  readonly period: string
  readonly keys: number
}

const inPeriod = (keys: Sql, period: string): Sql => sql`select * from (${keys}) where period = ${period}`

/** Keys of the later extract that the earlier lacks, with date and period as in the later. */
const addedKeys = (system: SystemReading, grain: Grain, a: string, b: string): Sql => sql`
  select k.* from (${keysOf(system.name, grain, b)}) k anti join (${keysOf(system.name, grain, a)}) e on e.source_system = k.source_system and e.key = k.key`

/** Successive extracts that the tables compare at a grain. */
export function successive({ figures }: Reading, system: SystemReading, grain: Grain): [a: string, b: string][] {
  const ids = system.extracts.map((extract) => extract.extract_id)
  return ids.slice(1).flatMap((b, index): [string, string][] => {
    const a = ids[index] ?? ''
    return figures.has(pairFigure(system, grain, a, b, 'added').figure) ? [[a, b]] : []
  })
}

async function addedTable(reading: Reading, system: SystemReading, grain: Grain): Promise<{ table: TableBlock; added: AddedPeriod[] } | undefined> {
  const pairs = successive(reading, system, grain)
  if (pairs.length === 0) return undefined
  const noun = plural(nounAt(system.config, grain))
  const added: AddedPeriod[] = []
  for (const [a, b] of pairs) {
    const keys = addedKeys(system, grain, a, b)
    const of = reading.figures.value(pairFigure(system, grain, a, b, 'added'))
    const rows = await reading.database.rows<{ period: string; n: number }>(sql`select period, count(*) as n from (${keys}) group by period order by period`)
    for (const { period, n } of rows) {
      const name = `added.${system.name}.${grain}.${a}.${b}.${period}`
      added.push({ a, b, period, added: reading.figures.add(name, n, { unit: noun, of, rows: inPeriod(keys, period) }) })
    }
  }
  const byPeriod = wide(added.map((one) => ({ line: one.b, column: one.period, figure: one.added.figure })))
  const table: TableBlock = {
    kind: 'table',
    caption: `${system.name} ${noun} added from one extract to the next, by ${periodNoun(system.config)} of ${words(system.config.event_date ?? '')}`,
    note: 'The period is as the later extract has it. What is dated long before the earlier extract, and was not in it, came late.',
    columns: [
      { label: 'Earlier', kind: 'code' },
      { label: 'Later', kind: 'code' },
      { label: 'added', kind: 'number' },
      ...byPeriod.columns.map((period) => ({ label: period, kind: 'number' as const })),
    ],
    rows: pairs.map(([a, b]) => [
      cell(a),
      cell(b),
      text`${pairFigure(system, grain, a, b, 'added')}`,
      ...byPeriod.columns.map((period) => byPeriod.at(b, period)),
    ]),
  }
  return { table, added }
}

/** Counts by period and extract, and what successive extracts added, by period. */
export async function periodBlocks(reading: Reading, system: SystemReading, grain: Grain): Promise<{ blocks: Block[]; added: AddedPeriod[] }> {
  if (system.config.event_date === undefined) return { blocks: [], added: [] }
  const noun = plural(nounAt(system.config, grain))
  const rows = await reading.rows<CoverageRow>(
    'coverage',
    sql`select extract_id, period, keys from coverage where system = ${system.name} and grain = ${grain} order by extract_id, period`,
  )
  const counts = rows.map(({ extract_id: series, period, keys }) => ({
    series,
    period,
    figure: reading.figures.add(`period.${system.name}.${grain}.${series}.${period}`, keys, { unit: noun, rows: inPeriod(keysOf(system.name, grain, series), period) }).figure,
  }))
  if (counts.length === 0) return { blocks: [], added: [] }
  const series = system.extracts.map((extract) => extract.extract_id)
  const byPeriod = wide(counts.map(({ series: line, period: column, figure }) => ({ line, column, figure })))
  const periods = byPeriod.columns
  const by = `by ${periodNoun(system.config)} of ${words(system.config.event_date)}`
  const chart: PeriodChart = {
    kind: 'chart',
    chart: 'periods',
    caption: `${system.name} ${noun} ${by}, extract by extract`,
    alternative: `Bars: ${noun} of ${series.length} extracts in ${periods.length} periods, ${periods[0] ?? ''} to ${periods.at(-1) ?? ''}. The table below has every bar.`,
    unit: noun,
    series,
    periods,
    counts,
  }
  const table: TableBlock = {
    kind: 'table',
    caption: `${system.name} ${noun} ${by}`,
    columns: [{ label: 'Extract', kind: 'code' }, { label: 'all', kind: 'number' }, ...periods.map((period) => ({ label: period, kind: 'number' as const }))],
    rows: series.map((extract) => [
      cell(extract),
      text`${sizeFigure(extract, grain)}`,
      ...periods.map((period) => byPeriod.at(extract, period)),
    ]),
    folded: true,
  }
  const added = await addedTable(reading, system, grain)
  return { blocks: [chart, table, ...(added === undefined ? [] : [added.table])], added: added?.added ?? [] }
}
