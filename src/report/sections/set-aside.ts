import { sql } from '../../engine/sql.js'
import { cell } from '../figures.js'
import type { Reading } from '../reading.js'
import { text, type Section } from '../summary.js'
import { words } from '../words.js'

interface ReasonRow {
  readonly table: 'quarantine' | 'set_aside'
  readonly extract_id: string
  readonly reason: string
  readonly n: number
  readonly rows_read: number
}

const reasons: Readonly<Record<string, string>> = { null_key: 'a part of the key is empty', placeholder_key: 'a part of the key stands for none', duplicate_row: 'another row of the extract says the same', duplicate_key: 'another row of the extract has the same key' }

/** Rows that were read and not compared, each with its reason. */
export async function setAsideSection(reading: Reading): Promise<Section> {
  const { figures } = reading
  const kept = reading.has('set_aside') && reading.has('quarantine')
  const rows = !kept ? [] : await reading.rows<ReasonRow>(
    'extract',
    sql`select 'quarantine' as "table", q.extract_id, reason, count(*) as n, any_value(e.rows_read) as rows_read
      from quarantine q join (select distinct extract_id, rows_read from extract) e on e.extract_id = q.extract_id group by q.extract_id, reason
      union all select 'set_aside', s.extract_id, reason, count(*), any_value(e.rows_read)
      from set_aside s join (select distinct extract_id, rows_read from extract) e on e.extract_id = s.extract_id group by s.extract_id, reason
      order by all`,
  )
  const read = reading.systems.flatMap(({ extracts }) => extracts.map((extract) => extract.rows_read)).reduce((sum, n) => sum + n, 0)
  const total = (table: ReasonRow['table']): number => rows.filter((row) => row.table === table).reduce((sum, { n }) => sum + n, 0)
  const readRef = figures.add('rows.read', read, { unit: 'rows', source: 'extract' })
  const quarantined = figures.add('rows.quarantined', total('quarantine'), { unit: 'rows', of: read, rows: 'quarantine' })
  const aside = figures.add('rows.set_aside', total('set_aside'), { unit: 'rows', of: read, rows: 'set_aside' })
  const opening = text`Of ${readRef} rows read, ${quarantined} could not be read as rows and were quarantined, and ${aside} could be read but not compared by key. No row was dropped.`
  if (rows.length === 0) return { id: 'set-aside', title: 'Rows set aside', blocks: [{ kind: 'text', text: opening }] }
  const table = rows.map((row) => {
    const condition = sql`extract_id = ${row.extract_id} and reason = ${row.reason}`
    const source = row.table === 'quarantine' ? sql`select * from quarantine where ${condition}` : sql`select * from set_aside where ${condition}`
    const ref = figures.add(`${row.table}.${row.extract_id}.${row.reason}`, row.n, { unit: 'rows', of: row.rows_read, rows: source })
    return [cell(row.extract_id), cell(words(row.table)), cell(reasons[row.reason] ?? words(row.reason)), text`${ref}`, text`${ref}`]
  })
  return {
    id: 'set-aside',
    title: 'Rows set aside',
    blocks: [
      { kind: 'text', text: opening },
      {
        kind: 'table',
        caption: 'Rows set aside, by extract and reason',
        columns: [
          { label: 'Extract', kind: 'code' },
          { label: 'Where to', kind: 'text' },
          { label: 'Reason', kind: 'text' },
          { label: 'Rows', kind: 'number' },
          { label: 'Share of rows read', kind: 'share' },
        ],
        rows: table,
      },
    ],
  }
}
