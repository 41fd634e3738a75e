import { sql } from '../../engine/sql.js'
import { cell } from '../figures.js'
import type { Reading } from '../reading.js'
import { text, type Section } from '../summary.js'

interface IdentityRow {
  readonly stage: string
  readonly identity: string
  readonly scope: string
  readonly lhs: number
  readonly rhs: number
  readonly residual: number
  readonly ok: boolean
}

/** Counts that must be equal, whatever the data. */
export async function identitySection(reading: Reading): Promise<Section> {
  const { figures } = reading
  const rows = await reading.rows<IdentityRow>('identity_check', sql`select stage, identity, scope, cast(lhs as double) as lhs, cast(rhs as double) as rhs, cast(residual as double) as residual, ok from identity_check order by stage, identity, scope`)
  const holding = figures.add('identity.holding', rows.filter(({ ok }) => ok).length, { unit: 'identities', of: rows.length, rows: sql`select * from identity_check where ok` })
  const all = figures.add('identity.all', rows.length, { unit: 'identities', rows: 'identity_check' })
  // Each side is a count that stands elsewhere under another name: statistics say only that they are equal.
  const sides = reading.purpose !== 'statistics'
  const lines = rows.map((row, index) => {
    if (!sides) return [cell(row.stage), cell(row.identity), cell(row.scope), cell(row.ok ? 'holds' : 'BROKEN')]
    const add = (side: string, value: number): ReturnType<typeof text> => text`${figures.add(`identity.${index + 1}.${side}`, value, { unit: 'count', source: 'identity_check' })}`
    return [cell(row.stage), cell(row.identity), cell(row.scope), add('left', row.lhs), add('right', row.rhs), add('residual', row.residual), cell(row.ok ? 'holds' : 'BROKEN')]
  })
  return {
    id: 'identities',
    title: 'Identities',
    blocks: [
      { kind: 'text', text: text`${holding} of ${all} identities hold. Each is two counts, made in different ways, that must be equal; where one is not, the run ends without a report.` },
      {
        kind: 'table',
        caption: 'Every identity that was checked',
        columns: [
          { label: 'Stage', kind: 'text' },
          { label: 'Identity', kind: 'text' },
          { label: 'Scope', kind: 'code' },
          ...(sides ? (['Left', 'Right', 'Residual'] as const).map((label) => ({ label, kind: 'number' as const })) : []),
          { label: 'Result', kind: 'text' },
        ],
        rows: lines,
        folded: true,
        file: figures.file('identity_check'),
      },
    ],
  }
}

const held = {
  review: 'This page shows counts only. Names, dates of birth and identifiers stand in the row files that it links to, which are personal data: treat them so.',
  investigation: 'Made for an investigation: this page and its workbook may show names, dates of birth and identifiers, and so do the row files that it links to. They are personal data: treat them so.',
  statistics: 'This report holds counts only: no names, no dates of birth, no identifiers, and no files with rows.',
} as const

/** How the figures came about, and the hashes of what went in. */
export function methodSection({ systems, figures, input, purpose }: Reading): Section {
  const extracts = systems.flatMap((system) => system.extracts)
  const { floor, match, review } = input.limits
  return {
    id: 'method',
    title: 'Method and hashes',
    blocks: [
      {
        kind: 'list',
        items: [
          [`Made by Crosswalk ${input.version}. The same files, config and version give the same bytes. The SQL of every table is in the folder sql, the tables are in tables, and summary.json has every figure of this page by name.`],
          ['Rows are kept as delivered, or quarantined with reason and line. A row without a key, or with the key of another, is set aside in full. Extracts of a system are then compared key by key.'],
          ['People and organisations are matched by the model of Fellegi and Sunter with comparison levels: blocking rules make the pairs, each comparison adds its weight in bits, and the sum gives the probability.'],
          [`Bands: match from ${match}, review from ${review}, listed from ${floor}; lower pairs are counted by rule and not stored.`],
          [held[purpose]],
        ],
      },
      {
        kind: 'table',
        caption: 'Input files',
        columns: [
          { label: 'Extract', kind: 'code' },
          { label: 'File', kind: 'code' },
          { label: 'Bytes', kind: 'number' },
          { label: 'SHA-256', kind: 'code' },
        ],
        rows: extracts.map((extract) => [
          cell(extract.extract_id),
          cell(extract.file),
          text`${figures.add(`extract.${extract.extract_id}.bytes`, extract.bytes, { unit: 'bytes', source: 'extract' })}`,
          cell(extract.sha256),
        ]),
      },
    ],
  }
}
