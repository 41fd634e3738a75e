import { sql } from '../../engine/sql.js'
import { cell } from '../figures.js'
import { text, type Block, type Section, type Text } from '../summary.js'
import { cutTable, most, pairName, part, personal, type Scope } from './scope.js'

interface ProposalRow {
  readonly old_key: string
  readonly new_key: string
  readonly key_field: string | null
  readonly agreeing: number
}

const sentences = { rekeyed: 'keys that vanished while another appeared, equal in all else: perhaps the same under a new key', twice: 'keys that appeared equal in all else to one that stayed: perhaps counted twice' } as const

/** Keys that may have been changed, and keys that normalising made equal. Proposals only: nothing is joined by them. */
export async function rekeyPart(scope: Scope): Promise<Section[]> {
  const { reading: { figures, has, rows: read }, system, first } = scope
  if (!first) return []
  const blocks: Block[] = []
  for (const pair of has('rekey_proposal') ? scope.compared : []) {
    for (const kind of ['rekeyed', 'twice'] as const) {
      const own = sql`select * from rekey_proposal where system = ${system.name} and a = ${pair.a.extract_id} and b = ${pair.b.extract_id} and kind = ${kind}`
      const [counted] = await read<{ n: number }>('rekey_proposal', sql`select count(*) as n from (${own})`)
      const n = counted?.n ?? 0
      const all = figures.add(`rekey.${system.name}.${pair.a.extract_id}.${pair.b.extract_id}.${kind}`, n, { unit: 'proposals', rows: own })
      if (n === 0) continue
      blocks.push({ kind: 'text', text: text`${pairName(pair)}: ${all} ${sentences[kind]}.` })
      if (personal(scope)) continue
      const rows = await read<ProposalRow>('rekey_proposal', sql`select old_key, new_key, key_field, agreeing from (${own}) order by agreeing desc, old_key, new_key limit ${most}`)
      const lines = rows.map((row): Text[] => [[row.old_key, row.new_key], cell(row.key_field), cell(row.agreeing)])
      blocks.push(...cutTable(all, n, 'proposals', lines, {
        caption: `Proposed, ${pairName(pair)}: ${kind === 'twice' ? 'counted twice' : 're-keyed'}`,
        columns: [{ label: 'Key → other key', kind: 'change' }, { label: 'Part of the key', kind: 'code' }, { label: 'Fields that agree', kind: 'number' }],
        folded: true,
      }))
    }
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
