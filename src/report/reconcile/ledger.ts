import { sql, type Sql } from '../../engine/sql.js'
import { cell } from '../figures.js'
import { text, type Block, type Ref, type Section, type Text } from '../summary.js'
import { cutTable, most, part, type Scope } from './scope.js'

interface EntryRow {
  readonly entry_no: number
  readonly field: string
  readonly reason_code: string | null
  readonly author: string | null
  readonly approver: string | null
  readonly entered_at: string | null
  readonly evidence: string | null
}

/** What the correction ledger of a system holds: how many entries, how many of no use, and the hash that covers all of them. */
export interface Ledger {
  readonly entries: number
  readonly unused: number
  readonly head: string
}

const ledgerName = ({ system }: Scope, measure: string): Ref => ({ figure: `ledger.${system.name}.${measure}` })

function unusedEntries({ reading, system }: Scope): Sql {
  if (reading.has('ledger_unused', 'system')) return sql`select * from ledger_unused where system = ${system.name}`
  return sql`select l.* from correction_ledger l where system = ${system.name}
    and not exists (select 1 from explanation e where e.system = l.system and e.ledger_entry = l.entry_no)`
}

/** The ledger of a system; undefined where none was given. */
export async function readLedger({ reading, system }: Scope): Promise<Pick<Ledger, 'entries' | 'head'> | undefined> {
  const [row] = await reading.rows<{ entries: number; head: string | null }>(
    'correction_ledger',
    sql`select count(*) as entries, max_by(entry_hash, entry_no) as head from correction_ledger where system = ${system.name}`,
  )
  return row === undefined || row.entries === 0 ? undefined : { entries: row.entries, head: row.head ?? '' }
}

/** The correction ledger: its head, and the entries that met no difference. */
export async function ledgerPart(scope: Scope): Promise<{ sections: Section[]; ledger?: Ledger }> {
  const { reading, system, first } = scope
  const read = first ? await readLedger(scope) : undefined
  if (read === undefined || !reading.has('explanation')) return { sections: [] }
  const { entries, head } = read
  const { n: unused } = await reading.database.row<{ n: number }>(sql`select count(*) as n from (${unusedEntries(scope)})`)
  const all = reading.figures.add(ledgerName(scope, 'entries').figure, entries, { unit: 'entries', rows: sql`select * from correction_ledger where system = ${system.name}` })
  const idle = reading.figures.add(ledgerName(scope, 'unused').figure, unused, { unit: 'entries', of: entries, rows: unusedEntries(scope) })
  const blocks: Block[] = [
    { kind: 'text', text: text`The correction ledger has ${all} entries; ${idle} of them met no difference.` },
    { kind: 'table', caption: 'Head of the ledger', note: 'Each hash covers the entry and the hash before it, so this one covers the whole ledger.', columns: [{ label: 'Entries', kind: 'number' }, { label: 'SHA-256 of the last entry', kind: 'code' }], rows: [[text`${all}`, cell(head)]] },
  ]
  if (unused > 0) {
    const rows = await reading.database.rows<EntryRow>(sql`
      select entry_no, field, reason_code, author, approver, cast(entered_at as varchar) as entered_at, evidence from (${unusedEntries(scope)}) order by entry_no limit ${most}`)
    const lines = rows.map((row): Text[] => [cell(row.entry_no), cell(row.field), cell(row.reason_code), cell(row.author), cell(row.approver), cell(row.entered_at), cell(row.evidence)])
    blocks.push(...cutTable(idle, unused, 'unused entries', lines, {
      caption: 'Entries that met no difference',
      individual: true,
      columns: [
        { label: 'Entry', kind: 'number' },
        { label: 'Field', kind: 'code' },
        { label: 'Reason', kind: 'text' },
        { label: 'Author', kind: 'text' },
        { label: 'Approver', kind: 'text' },
        { label: 'Entered', kind: 'date' },
        { label: 'Evidence', kind: 'text' },
      ],
      folded: true,
    }))
  }
  return { sections: part(scope, 'ledger', 'Correction ledger', blocks), ledger: { ...read, unused } }
}
