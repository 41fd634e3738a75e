import { sql, type Sql } from '../../engine/sql.js'
import { cell } from '../figures.js'
import { recordsOf, tableOf, type ExtractRow, type Reading, type SystemReading } from '../reading.js'
import { text, type Ref, type TableBlock } from '../summary.js'
import { counted, plural, unitNoun, type Grain } from '../words.js'

/** Each row of a file with what became of it. */
const fates = ({ system, extract_id: extract }: ExtractRow): Sql => sql`
  select r.extract_id, r.source_line, case when s.reason is null then 'kept' else 'set aside' end as fate, s.reason
  from ${recordsOf(system)} r left join set_aside s on s.extract_id = r.extract_id and s.source_line = r.source_line
  where r.extract_id = ${extract}
  union all select extract_id, source_line, 'quarantined', reason from quarantine where extract_id = ${extract}`

type Rows = { readonly rows: Sql } | { readonly source: string }

/** Keys of an extract at a grain; without the table of keys by extract, those of the membership, which several extracts have. */
function keysOf({ has }: Reading, { name, extracts }: SystemReading, grain: Grain, extract: ExtractRow): Rows {
  if (has('usable_key')) return { rows: sql`select source_system, record_key as key, event_date, coalesce(period, '(missing)') as period from usable_key where system = ${name} and grain = ${grain} and extract_id = ${extract.extract_id}` }
  if (has('key_membership') && extracts.length > 1) return { rows: sql`select * from key_membership where system = ${name} and grain = ${grain} and substr(pattern, ${extract.seq}, 1) = '1'` }
  return { source: 'extract' }
}

export const extractFigure = (extract: string, measure: string): Ref => ({ figure: `extract.${extract}.${measure}` })

/** Name of the figure with the keys of an extract at a grain. */
export const sizeFigure = (extract: string, grain: Grain): Ref => extractFigure(extract, grain === 'row' ? 'keys' : 'units')

function addFigures(reading: Reading, system: SystemReading, extract: ExtractRow): void {
  const { figures, has } = reading
  const name = (measure: string): string => extractFigure(extract.extract_id, measure).figure
  const kept = (table: string, rows: Sql): Rows => (has(table) ? { rows } : { source: 'extract' })
  const setAside = (reason: Sql): Rows => kept('set_aside', sql`select * from set_aside where extract_id = ${extract.extract_id} and ${reason}`)
  const of = extract.rows_read
  const all: Rows = has('set_aside') && has('quarantine') ? kept(tableOf('source_records', system.name), fates(extract)) : { source: 'extract' }
  figures.add(name('rows_read'), of, { unit: 'rows', ...all })
  figures.add(name('rows_rejected'), extract.rows_rejected, { unit: 'rows', of, ...kept('quarantine', sql`select * from quarantine where extract_id = ${extract.extract_id}`) })
  figures.add(name('rows_null_key'), extract.rows_null_key, { unit: 'rows', of, ...setAside(sql`reason in ('null_key', 'placeholder_key')`) })
  figures.add(name('rows_dup_surplus'), extract.rows_dup_surplus, { unit: 'rows', of, ...setAside(sql`reason like 'duplicate%'`) })
  figures.add(name('keys'), extract.keys, { unit: 'rows', of, ...keysOf(reading, system, 'row', extract) })
  if (extract.amount !== null) figures.decimal(name('amount'), extract.amount, { unit: 'amount', source: 'extract' })
  if (system.config.count !== undefined) {
    figures.add(name('units'), extract.units, { unit: plural(unitNoun(system.config)), ...keysOf(reading, system, 'unit', extract) })
  }
}

const measures = ['rows_read', 'rows_rejected', 'rows_null_key', 'rows_dup_surplus', 'keys'] as const

/** What each extract is, and what became of its rows; adds the figures of extracts. */
export function extractTable(reading: Reading, systems: readonly SystemReading[], caption: string): TableBlock {
  const lines = systems.flatMap((system) => system.extracts.map((extract) => ({ system, extract })))
  for (const { system, extract } of lines) addFigures(reading, system, extract)
  const several = systems.length > 1
  const filtered = lines.some(({ extract }) => extract.filter_text !== '')
  const money = lines.some(({ extract }) => extract.amount !== null)
  const inUnits = systems.some(({ config }) => config.count !== undefined)
  const units = ({ system: { config }, extract: { extract_id: extract, units: value } }: (typeof lines)[number]): ReturnType<typeof text> => {
    if (config.count === undefined) return []
    return several ? text`${extractFigure(extract, 'units')} ${counted(value, unitNoun(config))}` : text`${extractFigure(extract, 'units')}`
  }
  return {
    kind: 'table',
    caption,
    note: 'Rows read = quarantined + without key + duplicate key + rows with a key.',
    columns: [
      { label: 'Extract', kind: 'code' },
      ...(several ? [{ label: 'System', kind: 'text' as const }] : []),
      { label: 'From', kind: 'date' },
      { label: 'Delivered', kind: 'date' },
      { label: 'Cutoff', kind: 'date' },
      { label: 'Window from', kind: 'date' },
      { label: 'to', kind: 'date' },
      { label: 'Rows read', kind: 'number' },
      { label: 'Quaran\u00adtined', kind: 'number' },
      { label: 'Without key', kind: 'number' },
      { label: 'Duplicate key', kind: 'number' },
      { label: 'Rows with a key', kind: 'number' },
      ...(inUnits ? [{ label: several ? 'Distinct units' : `Distinct ${plural(unitNoun(systems[0]?.config ?? { count: undefined }))}`, kind: 'number' as const }] : []),
      ...(money ? [{ label: 'Amount', kind: 'number' as const }] : []),
      ...(filtered ? [{ label: 'Filter, as stated', kind: 'text' as const }] : []),
    ],
    rows: lines.map((line) => [
      cell(line.extract.extract_id),
      ...(several ? [cell(line.system.config.protected ? `${line.system.name} (8 USC 1367)` : line.system.name)] : []),
      cell(line.extract.deliverer),
      cell(line.extract.delivered_at),
      cell(line.extract.cutoff_at ?? 'not stated'),
      cell(line.extract.period_from ?? 'not stated'),
      cell(line.extract.period_to ?? 'not stated'),
      ...measures.map((measure) => text`${extractFigure(line.extract.extract_id, measure)}`),
      ...(inUnits ? [units(line)] : []),
      ...(money ? [line.extract.amount === null ? [] : text`${extractFigure(line.extract.extract_id, 'amount')}`] : []),
      ...(filtered ? [cell(line.extract.filter_text)] : []),
    ]),
    file: reading.figures.file('extract'),
  }
}
