import { sql } from '../../engine/sql.js'
import { cell } from '../figures.js'
import type { Reading } from '../reading.js'
import { listed, text, type Block, type Ref } from '../summary.js'
import { plural, words } from '../words.js'

interface TrainingRow {
  readonly class: string
  readonly prior: number
  readonly expected_matches: number | null
  readonly iterations: number
  readonly converged: boolean
  readonly failure: string | null
}

/** What pairs of a class are, where its name is no noun. */
const classes: Readonly<Record<string, string>> = { damaged: 'matches with several errors' }

/** How the parameters of a match were estimated, in two sentences. */
export async function trainingText(reading: Reading, match: string): Promise<Block[]> {
  const rows = await reading.rows<TrainingRow>(
    'training',
    sql`select class, prior, expected_matches, iterations, converged, failure from training where match = ${match} order by class`,
  )
  const row = rows.find((one) => one.class === 'match')
  if (row === undefined) return []
  const add = (measure: string, value: number, unit: string): Ref => reading.figures.add(`training.${match}.${measure}`, value, { unit, source: 'training' })
  const prior = add('prior', row.prior, 'probability')
  if (row.failure !== null) return [{ kind: 'text', text: text`Training failed (${row.failure}): default parameters were used, with a prior of ${prior}.` }]
  const iterations = add('iterations', row.iterations, 'steps')
  const expected = row.expected_matches === null ? [] : text`, which makes about ${add('expected_matches', Math.round(row.expected_matches), 'pairs')} expected matches`
  const others = rows.filter((one) => one.class !== 'match').map((one) => text`${classes[one.class] ?? plural(one.class)} ${add(`prior_${one.class}`, one.prior, 'probability')}`)
  const apart = others.length === 0 ? [] : text` Pairs that look alike for another reason have classes of their own, so that they do not pass for matches: ${listed(others)}.`
  return [
    {
      kind: 'text',
      text: text`Parameters were estimated from the data in ${iterations} steps of expectation maximisation, ${row.converged ? 'and settled' : 'and had not settled by then'}. Of all possible pairs, the share taken to be matches beforehand is ${prior}${expected}.${apart}`,
    },
  ]
}

interface ParameterRow {
  readonly class: string
  readonly comparison: string
  readonly level: number
  readonly label: string
  readonly m: number
  readonly u: number
  readonly weight: number
}

/** m, u and weight of each comparison level of a match, drawn and as a table, with how often other classes of pairs reach it. */
export async function parameterTable(reading: Reading, match: string): Promise<Block[]> {
  const rows = await reading.rows<ParameterRow>(
    'parameter',
    sql`select class, comparison, level, label, m, u, weight from parameter where match = ${match} order by comparison, level desc, class`,
  )
  const levels = rows.filter((row) => row.class === 'match')
  if (levels.length === 0) return []
  const others = [...new Set(rows.map((row) => row.class))].filter((name) => name !== 'match')
  const add = (row: ParameterRow, measure: string, value: number, unit = 'probability'): Ref =>
    reading.figures.add(`parameter.${match}.${row.comparison}.${row.level}.${measure}`, value, { unit, source: 'parameter' })
  const ofClass = (level: ParameterRow, name: string): ReturnType<typeof text> => {
    const row = rows.find((one) => one.class === name && one.comparison === level.comparison && one.level === level.level)
    return row === undefined ? [] : text`${add(row, `m_${name}`, row.m)}`
  }
  const rowsOfTable = levels.map((row) => ({ row, m: add(row, 'm', row.m), u: add(row, 'u', row.u), weight: add(row, 'weight', row.weight, 'bits') }))
  const [most, least] = [levels.reduce((a, b) => (b.weight > a.weight ? b : a)), levels.reduce((a, b) => (b.weight < a.weight ? b : a))]
  const told = ({ comparison, label }: ParameterRow): string => `${words(comparison)} ${label}`
  return [
    {
      kind: 'chart',
      chart: 'levels',
      caption: `What each comparison level of ${words(match)} weighs`,
      alternative: `Bars: the weight of ${levels.length} comparison levels in bits, beside them m and u on a scale of powers of ten. ${told(most)} speaks most for a match, ${told(least)} most against it. The table of parameters gives the numbers.`,
      levels: rowsOfTable.map(({ row, m, u, weight }) => ({ comparison: words(row.comparison), level: row.label, m: m.figure, u: u.figure, weight: weight.figure })),
    },
    {
      kind: 'table',
      caption: `Parameters of ${match}, level by level`,
      note: 'm: how often two mentions of one person reach the level. u: how often two of different people do, by chance. Weight: log2(m / u) in bits; above zero it speaks for a match, below against. What is missing on either side weighs nothing.',
      columns: [
        { label: 'Comparison', kind: 'text' },
        { label: 'Level', kind: 'text' },
        { label: 'm', kind: 'number' },
        ...others.map((name) => ({ label: `among ${classes[name] ?? plural(name)}`, kind: 'number' as const })),
        { label: 'u', kind: 'number' },
        { label: 'Weight, bits', kind: 'bar' },
      ],
      rows: rowsOfTable.map(({ row, m, u, weight }) => [
        cell(words(row.comparison)),
        cell(row.label),
        text`${m}`,
        ...others.map((name) => ofClass(row, name)),
        text`${u}`,
        text`${weight}`,
      ]),
      folded: true,
      file: reading.figures.file('parameter'),
    },
  ]
}
