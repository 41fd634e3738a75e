import { sql } from '../../engine/sql.js'
import { cell } from '../figures.js'
import { text, type Block, type Section, type Text } from '../summary.js'
import { personal } from './masking.js'
import { cutTable, most, part, type Scope } from './scope.js'

interface ProposalRow {
  readonly old_key: string
  readonly new_key: string
  readonly parts: string | null
  readonly agreeing: number
}

interface GroupRow {
  readonly a: string
  readonly b: string
  readonly kind: 'rekeyed' | 'twice'
  readonly n: number
}

const sentences = { rekeyed: 'keys vanished while another appeared that is equal in all else: perhaps one record under a new key', twice: 'pairs of keys stand in one extract and are equal in all else: perhaps counted twice' } as const

/** Keys that may have been changed, and keys that normalising made equal. Proposals only: nothing is joined by them. */
export async function rekeyPart(scope: Scope): Promise<Section[]> {
  const { reading: { figures, has, rows: read }, system, first } = scope
  if (!first) return []
  const blocks: Block[] = []
  const parts = has('rekey_proposal', 'key_parts_changed') ? sql`key_parts_changed` : sql`key_field`
  const groups = await read<GroupRow>('rekey_proposal', sql`select a, b, kind, count(*) as n from rekey_proposal where system = ${system.name} group by all order by kind, a, b`)
  for (const { a, b, kind, n } of groups) {
    const own = sql`select * from rekey_proposal where system = ${system.name} and a = ${a} and b = ${b} and kind = ${kind}`
    const all = figures.add(`rekey.${system.name}.${a}.${b}.${kind}`, n, { unit: 'proposals', rows: own })
    const where = a === b ? a : `${a} → ${b}`
    blocks.push({ kind: 'text', text: text`${where}: ${all} ${sentences[kind]}.` })
    if (personal(scope)) continue
    const rows = await read<ProposalRow>('rekey_proposal', sql`select old_key, new_key, ${parts} as parts, agreeing from (${own}) order by agreeing desc, old_key, new_key limit ${most}`)
    const lines = rows.map((row): Text[] => [[row.old_key, row.new_key], cell(row.parts), cell(row.agreeing)])
    blocks.push(...cutTable(all, n, 'proposals', lines, {
      caption: `Proposed, ${where}: ${kind === 'twice' ? 'counted twice' : 're-keyed'}`,
      columns: [{ label: 'Key → other key', kind: 'change' }, { label: 'Part of the key', kind: 'code' }, { label: 'Fields that agree', kind: 'number' }],
      folded: true,
    }))
  }
  const collided = await read<{ extract_id: string; n: number }>('key_collision', sql`select extract_id, count(*) as n from key_collision where system = ${system.name} group by extract_id order by extract_id`)
  if (collided.length > 0) {
    blocks.push({
      kind: 'table',
      caption: 'Keys that were written in several ways and are one after normalising',
      columns: [{ label: 'Extract', kind: 'code' }, { label: 'Spellings', kind: 'number' }],
      rows: collided.map(({ extract_id: extract, n }) => [cell(extract), text`${figures.add(`key_collision.${extract}`, n, { unit: 'spellings', rows: sql`select * from key_collision where system = ${system.name} and extract_id = ${extract}` })}`]),
    })
  }
  return part(scope, 'rekey', 'Re-keying, proposed', blocks)
}
