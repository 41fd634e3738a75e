import { sql } from '../../engine/sql.js'
import type { Reading } from '../reading.js'
import { text, type Block, type Ref } from '../summary.js'

interface Learnt {
  readonly file: string
  readonly method: string | null
  readonly labels: number
  readonly matches: number
  readonly not_listed: number
  readonly ece: number | null
  readonly ece_calibrated: number | null
  readonly ece_final: number | null
  readonly note: string | null
}

const methods: Readonly<Record<string, string>> = { beta: 'beta calibration', isotonic: 'isotonic regression' }

/** What was learnt from the labels of a match, in a few sentences; nothing where it has none. */
export async function labelText(reading: Reading, match: string): Promise<Block[]> {
  const [row] = await reading.rows<Learnt>('label_calibration', sql`select * from label_calibration where match = ${match}`)
  if (row === undefined) return []
  const add = (measure: string, value: number, unit: string, of?: number): Ref =>
    reading.figures.add(`labels.${match}.${measure}`, value, { unit, source: 'label_calibration', ...(of === undefined ? {} : { of }) })
  const labels = add('pairs', row.labels, 'pairs')
  const opening = text`${row.file} labels ${labels} listed pairs, of which ${add('matches', row.matches, 'pairs', row.labels)} are matches; ${add('not_listed', row.not_listed, 'pairs', row.labels + row.not_listed)} labelled pairs are not listed and teach nothing.`
  if (row.ece === null || row.ece_calibrated === null || row.method === null) return [{ kind: 'text', text: text`${opening} They were not used: ${row.note ?? 'they are too few'}.` }]
  const before = add('ece', row.ece, 'share')
  const final = row.ece_final === null ? [] : text` Of the probabilities in the end, after sources and clusters, it is ${add('ece_final', row.ece_final, 'share')}.`
  if (row.method === 'none') return [{ kind: 'text', text: text`${opening} The expected calibration error of the scores over these pairs is ${before}; no calibration came closer to the labels of entities that it had not seen, so that the scores stand.${final}` }]
  const after = add('ece_calibrated', row.ece_calibrated, 'share')
  return [{ kind: 'text', text: text`${opening} Probabilities were calibrated by them (${methods[row.method] ?? row.method}): their expected calibration error over these pairs is ${before} before and ${after} after, each entity’s pairs by the labels of the others.${final}` }]
}

/** Whether any match of the run has learnt from labels. */
export async function anyLabels(reading: Reading): Promise<boolean> {
  const [row] = await reading.rows<{ n: number }>('label_calibration', sql`select count(*) as n from label_calibration where method is not null`)
  return row !== undefined && row.n > 0
}
