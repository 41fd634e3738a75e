import { sql } from '../../engine/sql.js'
import { cell } from '../figures.js'
import type { ExtractRow, Reading } from '../reading.js'
import { text, type Block, type Ref, type Text } from '../summary.js'
import { words } from '../words.js'
import { most, type Scope } from './scope.js'

interface ControlRow {
  readonly extract_id: string
  readonly grain: string
  readonly measure: string
  readonly stated: string | null
  readonly computed: string | null
  readonly difference: string | null
  readonly status: 'match' | 'mismatch' | 'no_control'
  readonly source_doc: string | null
}

/** Stated totals beside counted ones, and how many of them agree. */
export interface Controls {
  readonly rows: readonly ControlRow[]
}

const statuses = { match: 'agrees', mismatch: 'does not agree', no_control: 'no control total' } as const

const grainOf = ({ has }: Reading): ReturnType<typeof sql> => (has('control_check', 'grain') ? sql`grain` : sql`case when measure = 'units' then 'unit' else 'row' end`)

/** A declared window is checked too, but it is no total that came with an extract. */
export const isTotal = ({ status, measure }: ControlRow): boolean => status !== 'no_control' && measure !== 'outside_window'

export const isWrong = ({ status }: ControlRow): boolean => status === 'mismatch'

/** Reads the control checks of a run, and adds the figures that count them over all systems. */
export async function readControls(reading: Reading): Promise<Controls> {
  const rows = await reading.rows<ControlRow>(
    'control_check',
    sql`select extract_id, ${grainOf(reading)} as grain, measure, cast(stated as varchar) as stated, cast(computed as varchar) as computed, cast(difference as varchar) as difference, status, source_doc
      from control_check order by extract_id, grain, measure`,
  )
  const checked = rows.filter(isTotal)
  const bare = withoutControl(reading.systems.flatMap(({ extracts }) => extracts), rows)
  const stated = sql`select extract_id from control_check where status <> 'no_control' and measure <> 'outside_window'`
  reading.figures.add('control.none', bare.length, {
    unit: 'extracts',
    of: new Set(rows.map((row) => row.extract_id)).size,
    rows: sql`select distinct extract_id from control_check where extract_id not in (${stated})`,
  })
  reading.figures.add('control.mismatch', checked.filter(isWrong).length, {
    unit: 'control totals',
    of: checked.length,
    rows: sql`select * from control_check where status = 'mismatch' and measure <> 'outside_window'`,
  })
  return { rows }
}

/** Extracts that were checked against no stated total at all. */
export function withoutControl(extracts: readonly ExtractRow[], rows: Controls['rows']): ExtractRow[] {
  const told = new Set(rows.map((row) => row.extract_id))
  const stated = new Set(rows.filter(isTotal).map((row) => row.extract_id))
  return extracts.filter(({ extract_id: extract }) => told.has(extract) && !stated.has(extract))
}

const isNumber = (value: string): boolean => /^-?\d+(?:\.\d+)?$/.test(value)

function controlTable({ figures }: Reading, caption: string, rows: readonly ControlRow[], folded: boolean): Block {
  const cells = rows.map((row): Text[] => {
    const hash = row.measure.endsWith('hash_total')
    const number = (measure: 'stated' | 'computed' | 'difference'): Text => {
      const value = row[measure]
      if (value === null) return measure === 'stated' ? cell('none') : []
      if (!isNumber(value)) return cell(value)
      return text`${figures.decimal(`control.${row.extract_id}.${row.grain}.${row.measure}.${measure}`, value, { unit: hash ? 'hash' : row.measure, source: 'control_check' })}`
    }
    return [cell(row.extract_id), cell(row.measure === 'outside_window' ? 'events outside the declared window' : words(row.measure)), number('stated'), number('computed'), number('difference'), cell(statuses[row.status]), cell(row.source_doc)]
  })
  return {
    kind: 'table',
    caption,
    columns: [
      { label: 'Extract', kind: 'code' },
      { label: 'Measure', kind: 'text' },
      { label: 'Stated', kind: 'number' },
      { label: 'Counted', kind: 'number' },
      { label: 'Difference', kind: 'number' },
      { label: 'Result', kind: 'text' },
      { label: 'Stated in', kind: 'text' },
    ],
    rows: cells,
    folded,
    file: figures.file('control_check'),
  }
}

/** Control checks of some extracts, all grains or one: how many agree, then each that was stated. */
export function controlBlocks(reading: Reading, { rows }: Controls, id: string, extracts: readonly ExtractRow[], grain?: Scope['grain']): Block[] {
  const own = rows.filter((row) => extracts.some(({ extract_id: extract }) => extract === row.extract_id) && (grain === undefined || row.grain === grain))
  if (own.length === 0) return []
  const stated = own.filter(({ status }) => status !== 'no_control')
  const add = (measure: string, value: number, unit: string, of: number): Ref => reading.figures.add(`control.${id}.${measure}`, value, { unit, of, source: 'control_check' })
  const bare = add('none', withoutControl(extracts, rows).length, 'extracts', extracts.length)
  const totals = stated.filter(isTotal)
  const wrong = add('mismatch', totals.filter(isWrong).length, 'control totals', totals.length)
  const windows = stated.filter((row) => !isTotal(row))
  const outside = add('outside_window', windows.filter(isWrong).length, 'extracts', windows.length)
  const window = windows.length === 0 ? [] : text` ${outside} of ${windows.length} extracts hold events outside their declared window or after their cutoff.`
  if (stated.length === 0) return [{ kind: 'text', text: text`None of these ${extracts.length} extracts came with a control total of this kind; ${bare} came without any.` }]
  const opening = totals.length === 0 ? text`No control total was stated; ${bare} of ${extracts.length} extracts came without any.${window}` : text`${wrong} of ${totals.length} stated totals do not agree; ${bare} of ${extracts.length} extracts came without any.${window}`
  const ordered = [...stated].sort((x, y) => Number(isWrong(y)) - Number(isWrong(x)))
  return [{ kind: 'text', text: opening }, controlTable(reading, 'Control totals, stated and counted', ordered.slice(0, most), ordered.length > 20)]
}
