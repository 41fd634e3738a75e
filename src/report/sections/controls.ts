import { sql } from '../../engine/sql.js'
import { cell } from '../figures.js'
import type { Reading } from '../reading.js'
import { text, type Section } from '../summary.js'

interface ControlRow {
  readonly extract_id: string
  readonly measure: string
  readonly stated: number | null
  readonly computed: number
  readonly difference: number | null
  readonly status: string
  readonly source_doc: string | null
}

const statuses: Readonly<Record<string, string>> = { match: 'agrees', mismatch: 'does not agree', no_control: 'no control total' }

/** Totals that were stated with an extract beside what was counted. */
export async function controlSection(reading: Reading): Promise<Section> {
  const { figures } = reading
  const rows = await reading.rows<ControlRow>('control_check', sql`select * replace (cast(stated as double) as stated, cast(computed as double) as computed, cast(difference as double) as difference) from control_check order by extract_id, measure`)
  const extracts = new Set(rows.map((row) => row.extract_id)).size
  const without = rows.filter(({ status }) => status === 'no_control')
  const none = figures.add('control.none', new Set(without.map((row) => row.extract_id)).size, {
    unit: 'extracts',
    of: extracts,
    rows: sql`select * from control_check where status = 'no_control'`,
  })
  const wrong = figures.add('control.mismatch', rows.filter(({ status }) => status === 'mismatch').length, {
    unit: 'control totals',
    of: rows.length - without.length,
    rows: sql`select * from control_check where status = 'mismatch'`,
  })
  const checked = rows.length - without.length
  const opening =
    checked === 0 ? text`No extract came with a control total (${none} of ${extracts} without).` : text`${wrong} of ${checked} stated totals do not agree; ${none} of ${extracts} extracts came without any.`
  const table = rows.map((row) => {
    const name = `control.${row.extract_id}.${row.measure}`
    const number = (measure: string, value: number | null): ReturnType<typeof text> =>
      value === null ? cell('none') : text`${figures.add(`${name}.${measure}`, value, { unit: row.measure, source: 'control_check' })}`
    return [
      cell(row.extract_id),
      cell(row.measure),
      number('stated', row.stated),
      number('computed', row.computed),
      row.difference === null ? [] : number('difference', row.difference),
      cell(statuses[row.status] ?? row.status),
      cell(row.source_doc),
    ]
  })
  const blocks: Section['blocks'] = [
    { kind: 'text', text: opening },
    {
      kind: 'table',
      caption: 'Control totals, stated and counted',
      columns: [
        { label: 'Extract', kind: 'code' },
        { label: 'Measure', kind: 'text' },
        { label: 'Stated', kind: 'number' },
        { label: 'Counted', kind: 'number' },
        { label: 'Difference', kind: 'number' },
        { label: 'Result', kind: 'text' },
        { label: 'Stated in', kind: 'text' },
      ],
      rows: table,
      folded: checked === 0,
    },
  ]
  return { id: 'controls', title: 'Control checks', blocks: rows.length === 0 ? [{ kind: 'text', text: ['No extract was compared with a control total in this run.'] }] : blocks }
}
