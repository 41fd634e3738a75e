import { id, sql } from '../../engine/sql.js'
import { cell } from '../figures.js'
import { tableOf, type Reading } from '../reading.js'
import { text, type Block, type Ref, type Section, type TableBlock, type WeightChart } from '../summary.js'
import { funnelChart } from './funnel.js'
import { anyLabels, labelText } from './labels.js'
import { qualityText } from './quality.js'
import { parameterTable, trainingText } from './training.js'

const bands = ['match', 'review', 'non_match'] as const
export type Band = (typeof bands)[number]

interface FunnelRow {
  readonly rule_no: number
  readonly rule: string
  readonly pairs: number
  readonly pairs_capped: number
  readonly chosen: boolean
  readonly made: number | null
  readonly kept: number | null
  readonly dropped: number | null
}

export const bandFigure = (match: string, band: Band): Ref => ({ figure: `candidates.${match}.${band}` })

const candidateColumns = sql`left_system, left_id, left_role, left_ordinal, right_system, right_id, right_role, right_ordinal, match_weight, probability, band, protected`

async function addBands(reading: Reading): Promise<void> {
  const rows = await reading.rows<{ match: string; band: string; n: number; protected: number }>(
    'candidate',
    sql`select match, band, count(*) as n, count(*) filter (where protected) as protected from candidate group by match, band order by match, band`,
  )
  for (const { name } of reading.input.config.matches) {
    const own = rows.filter((row) => row.match === name)
    const of = own.reduce((sum, { n }) => sum + n, 0)
    for (const band of bands) {
      reading.figures.add(bandFigure(name, band).figure, own.find((row) => row.band === band)?.n ?? 0, {
        unit: 'candidates',
        of,
        rows: sql`select ${candidateColumns} from candidate where match = ${name} and band = ${band}`,
      })
    }
    reading.figures.add(`candidates.${name}.all`, of, { unit: 'candidates', rows: sql`select ${candidateColumns} from candidate where match = ${name}` })
    reading.figures.add(`candidates.${name}.protected`, own.reduce((sum, row) => sum + row.protected, 0), {
      unit: 'candidates',
      of,
      rows: sql`select ${candidateColumns} from candidate where match = ${name} and protected`,
    })
  }
}

function bandTable(reading: Reading): TableBlock {
  const { limits, config } = reading.input
  return {
    kind: 'table',
    caption: 'Candidates by band',
    note: `A candidate is in band match from probability ${limits.match} on, to be reviewed from ${limits.review} on, and listed from ${limits.floor} on. No candidate is a verdict: a person verifies each before anyone acts.`,
    columns: [
      { label: 'Match', kind: 'code' },
      { label: 'Between', kind: 'text' },
      { label: 'Candidates', kind: 'number' },
      { label: 'match', kind: 'share' },
      { label: 'review', kind: 'share' },
      { label: 'below review', kind: 'share' },
      { label: 'protected, 8 USC 1367', kind: 'number' },
    ],
    rows: config.matches.map(({ name, left, right }) => [
      cell(name),
      cell(right === undefined || right === left ? `${left}, among themselves` : `${left} and ${right}`),
      text`${{ figure: `candidates.${name}.all` }}`,
      ...bands.map((band) => text`${bandFigure(name, band)}`),
      text`${{ figure: `candidates.${name}.protected` }}`,
    ]),
    file: reading.figures.file('candidate'),
  }
}

async function funnel(reading: Reading, match: string): Promise<Block[]> {
  const source = tableOf('block_rule', match)
  const rows = await reading.rows<FunnelRow>(
    source,
    sql`select r.rule_no, r.rule, r.pairs, r.pairs_capped, r.chosen, p.pairs_made as made, p.pairs_kept as kept, p.pairs_dropped as dropped
      from ${id(source)} r left join pair_count p on p.match = r.match and p.rule_no = r.rule_no order by r.rule_no`,
  )
  if (rows.length === 0) return []
  const number = (row: FunnelRow, measure: string, value: number | null, from: string): ReturnType<typeof text> =>
    value === null ? [] : text`${reading.figures.add(`blocking.${match}.rule_${row.rule_no}.${measure}`, value, { unit: 'pairs', source: from })}`
  const table: TableBlock = {
    kind: 'table',
    caption: `Blocking of ${match}: from rules to candidates`,
    note: 'A pair found by several rules counts as new for one of them only. Pairs below the floor are counted, not stored, so new = kept + dropped.',
    columns: [
      { label: 'Rule', kind: 'code' },
      { label: 'Used', kind: 'text' },
      { label: 'Pairs by the rule', kind: 'number' },
      { label: 'Left out, blocks too large', kind: 'number' },
      { label: 'New pairs', kind: 'number' },
      { label: 'Kept as candidates', kind: 'number' },
      { label: 'Dropped below the floor', kind: 'number' },
    ],
    rows: rows.map((row) => [
      cell(row.rule),
      cell(row.chosen ? 'yes' : row.pairs === 0 ? 'no, it makes no pair' : 'no, over the budget of pairs'),
      number(row, 'pairs', row.pairs, source),
      number(row, 'capped', row.pairs_capped, source),
      number(row, 'new', row.made, 'pair_count'),
      number(row, 'kept', row.kept, 'pair_count'),
      number(row, 'dropped', row.dropped, 'pair_count'),
    ]),
    file: reading.figures.file('pair_count'),
  }
  return [table]
}

async function weightChart(reading: Reading, match: string): Promise<WeightChart[]> {
  const rows = await reading.rows<{ from: number; band: string; n: number }>(
    'candidate',
    sql`select cast(floor(match_weight / 2) * 2 as integer) as "from", band, count(*) as n from candidate where match = ${match} group by all order by all`,
  )
  if (rows.length === 0) return []
  const bins = rows.map(({ from, band, n }) => ({
    from,
    band,
    figure: reading.figures.add(`weights.${match}.${band}.${from}`, n, { unit: 'candidates', source: 'candidate' }).figure,
  }))
  return [
    {
      kind: 'chart',
      chart: 'weights',
      caption: `Candidates of ${match} by match weight`,
      alternative: `Bars: candidates in steps of 2 bits of match weight, from ${bins[0]?.from ?? 0} to ${(bins.at(-1)?.from ?? 0) + 2} bits, coloured by band. The totals of the bands are in the table Candidates by band.`,
      bins,
    },
  ]
}

const sizes: readonly (readonly [from: number, to: number | null])[] = [[1, 1], [2, 2], [3, 3], [4, 4], [5, 5], [6, 10], [11, 20], [21, null]]

async function entityTable(reading: Reading): Promise<TableBlock[]> {
  const rows = await reading.rows<{ mentions: number; entities: number }>('entity_size', sql`select mentions, entities from entity_size order by mentions`)
  const all = rows.reduce((sum, { entities }) => sum + entities, 0)
  if (all === 0) return []
  const total = reading.figures.add('entities.all', all, { unit: 'entities', rows: sql`select distinct entity_id from entity` })
  const lines = sizes.flatMap(([from, to]) => {
    const n = rows.filter(({ mentions }) => mentions >= from && (to === null || mentions <= to)).reduce((sum, { entities }) => sum + entities, 0)
    if (n === 0) return []
    const label = to === null ? `${from} or more` : from === to ? String(from) : `${from} to ${to}`
    const below = to === null ? sql`` : sql` and count(*) <= ${to}`
    const query = sql`select entity_id, count(*) as mentions from entity group by entity_id having count(*) >= ${from}${below}`
    const ref = reading.figures.add(`entities.mentions_${label.replaceAll(' ', '_')}`, n, { unit: 'entities', of: all, rows: query })
    return [[cell(label), text`${ref}`, text`${ref}`]]
  })
  const largest = rows.at(-1)?.mentions ?? 0
  return [
    {
      kind: 'table',
      caption: 'Entities by the number of mentions in them',
      note: `Mentions that candidates join, at or above the threshold of clustering. The largest entity has ${largest.toLocaleString('en-US')} mentions; a very large one may join several people.`,
      columns: [
        { label: 'Mentions', kind: 'text' },
        { label: 'Entities', kind: 'number' },
        { label: 'Share', kind: 'share' },
      ],
      rows: [...lines, [cell('all'), text`${total}`, []]],
    },
  ]
}

/** Candidates by band, how pairs came about, what training found, and the entities that links make. */
export async function matchingSection(reading: Reading): Promise<Section> {
  const { matches } = reading.input.config
  if (matches.length === 0) return { id: 'matching', title: 'Matching', blocks: [{ kind: 'text', text: ['This run matched nobody: the config has no matches.'] }] }
  await addBands(reading)
  const sections: Section[] = []
  for (const { name } of matches) {
    const blocks = [
      ...(await qualityText(reading, name)),
      ...(await trainingText(reading, name)),
      ...(await labelText(reading, name)),
      ...(await weightChart(reading, name)),
      ...(await funnelChart(reading, name)),
      ...(await funnel(reading, name)),
      ...(await parameterTable(reading, name)),
    ]
    sections.push({ id: `match-${name}`, title: name, blocks })
  }
  const labels = (await anyLabels(reading)) ? 'labels that went into the run cannot judge it' : 'no labelled pairs went into the run'
  const calibration = `Whether probabilities come true is not drawn here, since ${labels}: crosswalk evaluate measures it on labelled pairs.`
  return { id: 'matching', title: 'Matching', blocks: [bandTable(reading), ...(await entityTable(reading)), { kind: 'text', text: [calibration] }], sections }
}
