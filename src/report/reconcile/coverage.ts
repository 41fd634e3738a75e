import { sql } from '../../engine/sql.js'
import { cell } from '../figures.js'
import { text, type Block, type PeriodChart, type Section, type Text } from '../summary.js'
import { wide } from '../wide.js'
import { periodNoun, words } from '../words.js'
import { sizeFigure } from './extracts.js'
import { periodRows } from './held.js'
import { add, cutTable, most, part, type Scope } from './scope.js'

interface CoverageRow {
  readonly extract_id: string
  readonly period: string
  readonly keys: number
  readonly expected_low: string | null
  readonly expected_high: string | null
  readonly flag: string
}

const flags: Readonly<Record<string, string>> = { empty: 'nothing', low: 'fewer than expected', high: 'more than expected', after_cutoff: 'after the cutoff' }

function flaggedBlocks(scope: Scope, rows: readonly CoverageRow[]): Block[] {
  const flagged = rows.filter(({ flag }) => flag !== 'ok')
  const all = add(scope, ['coverage', 'flagged'], flagged.length, { unit: 'periods of extracts', of: rows.length, rows: sql`select * from coverage where ${scope.here} and flag <> 'ok'` })
  if (flagged.length === 0) return [{ kind: 'text', text: text`${all} of ${rows.length} periods of extracts are flagged.` }]
  const expected = ({ expected_low: low, expected_high: high }: CoverageRow): Text => (low === null || high === null ? cell('no range') : [`${low} to ${high}`])
  const lines = flagged.map((row) => [cell(row.extract_id), cell(row.period), text`${{ figure: coverageName(scope, row) }}`, expected(row), cell(flags[row.flag] ?? words(row.flag))])
  return cutTable(all, flagged.length, 'flagged periods', lines.slice(0, most), {
    caption: `Periods of ${scope.system.name} ${scope.noun} that are not as expected`,
    note: 'The range is what the other extracts hold of the period, with what chance alone moves a count. A flag asks a question of the deliverer; it is no error by itself.',
    columns: [
      { label: 'Extract', kind: 'code' },
      { label: 'Period', kind: 'date' },
      { label: scope.noun, kind: 'number' },
      { label: 'Expected', kind: 'text' },
      { label: 'Flag', kind: 'text' },
    ],
    folded: flagged.length > 12,
  })
}

const coverageName = ({ system, grain }: Scope, { extract_id: extract, period }: CoverageRow): string => `period.${system.name}.${grain}.${extract}.${period}`

/** Keys of each extract by period, with what was to be expected. */
export async function coveragePart(scope: Scope): Promise<Section[]> {
  const { reading, system, noun, here } = scope
  if (system.config.event_date === undefined) return []
  const ranged = reading.has('coverage', 'expected_low', 'expected_high', 'flag')
  const range = ranged
    ? sql`cast(round(expected_low, 0) as varchar) as expected_low, cast(round(expected_high, 0) as varchar) as expected_high, flag`
    : sql`cast(null as varchar) as expected_low, cast(null as varchar) as expected_high, 'ok' as flag`
  const rows = await reading.rows<CoverageRow>(
    'coverage',
    sql`select extract_id, period, keys, ${range} from coverage where ${here} order by extract_id, period`,
  )
  if (rows.length === 0) return []
  const extractOf = new Map(system.extracts.map((extract) => [extract.extract_id, extract]))
  const periods = [...new Set(rows.map(({ period }) => period))].sort()
  const tabled = new Set(periods.slice(-most))
  const shown = rows.filter(({ period, flag }) => tabled.has(period) || flag !== 'ok')
  for (const row of shown) {
    const extract = extractOf.get(row.extract_id)
    if (extract !== undefined) reading.figures.add(coverageName(scope, row), row.keys, { unit: noun, ...periodRows(scope, extract, row.period) })
  }
  const counts = shown.filter(({ period }) => tabled.has(period)).map((row) => ({ series: row.extract_id, period: row.period, figure: coverageName(scope, row) }))
  const byPeriod = wide(counts.map(({ series: column, period: line, figure }) => ({ line, column, figure })))
  const by = `by ${periodNoun(system.config)} of ${words(system.config.event_date)}`
  const series = scope.extracts.map((extract) => extract.extract_id)
  const drawn = periods.filter((period) => tabled.has(period))
  const chart: PeriodChart = {
    kind: 'chart',
    chart: 'periods',
    caption: `${system.name} ${noun} ${by}, extract by extract`,
    alternative: `Bars: ${noun} of ${series.length} extracts in ${drawn.length} periods, ${drawn[0] ?? ''} to ${drawn.at(-1) ?? ''}. The table below has every bar.`,
    unit: noun,
    series,
    periods: drawn,
    counts,
  }
  const all = add(scope, ['coverage', 'periods'], periods.length, { unit: 'periods', source: 'coverage' })
  const table = cutTable(all, periods.length, 'periods', drawn.map((period) => [cell(period), ...series.map((extract) => byPeriod.at(period, extract))]), {
    caption: `${system.name} ${noun} ${by}`,
    columns: [{ label: 'Period', kind: 'date' }, ...series.map((extract) => ({ label: extract, kind: 'number' as const }))],
    pick: 'last',
    folded: true,
    file: reading.figures.file('coverage'),
  })
  const sizes: Block = { kind: 'text', text: text`${noun[0]?.toUpperCase() ?? ''}${noun.slice(1)} in each extract: ${series.flatMap((extract, index) => [index === 0 ? '' : ', ', `${extract} `, sizeFigure(extract, scope.grain)])}.` }
  return part(scope, 'coverage', 'Coverage by period', [...(ranged ? flaggedBlocks(scope, rows) : []), sizes, chart, ...table])
}
