import { id, joinSql, sql, type Sql } from '../../engine/sql.js'
import { cell } from '../figures.js'
import { masked } from '../mask.js'
import type { Purpose } from '../purpose.js'
import type { Reading } from '../reading.js'
import { text, type Section, type TableBlock, type Text } from '../summary.js'
import { bandName, words } from '../words.js'

const nearest = 10
const contradicted = 5
const between = String.fromCharCode(31)

const sides = ['left', 'right'] as const
const nameOf = (side: string): Sql => joinSql(['system', 'id', 'role', 'ordinal'].map((part) => id(`${side}_${part}`)))
const names = sql`${nameOf('left')}, ${nameOf('right')}`

interface Candidate {
  readonly no: number
  readonly why: string
  readonly left_mention: number
  readonly right_mention: number
  readonly protected: boolean
  readonly match_weight: number
  readonly probability: number
  readonly band: string
  readonly damage_weight: number
  readonly alternative_weight: number
  readonly collective_weight: number
  readonly source_weight: number
  /** Absent where the run is of a version without labels. */
  readonly calibration_weight?: number
  readonly [evidence: string]: string | number | boolean | null | undefined
}

const bitsOf = (probability: number): number => Math.log2(probability / (1 - probability))

const sameNames = (one: Sql, other: Sql): Sql => joinSql(sides.flatMap((side) => ['system', 'id', 'role', 'ordinal'].map((part) => sql`${one}.${id(`${side}_${part}`)} = ${other}.${id(`${side}_${part}`)}`)), sql` and `)
const isMention = (side: (typeof sides)[number], alias: Sql): Sql => joinSql(['system', 'id', 'role', 'ordinal'].map((part) => sql`${alias}.${id(part)} = c.${id(`${side}_${part}`)}`), sql` and `)

/** The pairs a person should look at first: those that one comparison more would decide, and those that hold although something contradicts them. */
function chosen(reading: Reading, match: string, comparisons: readonly string[]): Sql {
  const { limits } = reading.input
  const worst = comparisons.length === 0 ? sql`0` : sql`least(0, ${joinSql(comparisons.map((name) => id(`${name}_weight`)))})`
  const distance = sql`abs(match_weight - cast(${bitsOf(limits.review)} as double))`
  return sql`
    with near as (select 1 as part, ${distance} as rank, 'near the review threshold' as why, * from candidate where match = ${match} order by rank, ${names} limit ${nearest}),
    against as (
      select 2 as part, ${worst} as rank, 'held although much speaks against it' as why, * from candidate c
      where match = ${match} and probability >= ${limits.review} and ${worst} < 0 and not exists (select 1 from near n where ${sameNames(sql`n`, sql`c`)})
      order by rank, ${names} limit ${contradicted})
    select row_number() over (order by part, rank, ${names}) as no, * exclude (part, rank) from (from near union all from against)`
}

/** Makes a table of those pairs with the numbers of their mentions, which are not written into the run folder. */
async function makeLook(reading: Reading, match: string, table: Sql, comparisons: readonly string[]): Promise<void> {
  const { database } = reading
  await database.run(sql`create or replace temp table ${table} as ${chosen(reading, match, comparisons)}`)
  if (reading.has('candidate', 'left_mention')) return
  await database.run(sql`create or replace temp table ${table} as select c.*, l.mention_id as left_mention, r.mention_id as right_mention from ${table} c
    join mention l on ${isMention('left', sql`l`)} join mention r on ${isMention('right', sql`r`)}`)
}

type Values = ReadonlyMap<string, Readonly<Record<string, string | null>>>

/** The values of mentions that comparisons are named after; several in one text where a mention holds several. */
async function valuesOf(reading: Reading, mentions: readonly number[], comparisons: readonly string[]): Promise<Values> {
  const held = comparisons.filter((name) => reading.has('mention', name))
  const columns = held.map((name) => {
    const list = `${name}_values`
    const value = sql`cast(${id(name)} as varchar)`
    return sql`, ${reading.has('mention', list) ? sql`coalesce(array_to_string(${id(list)}, chr(31)), ${value})` : value} as ${id(name)}`
  })
  if (mentions.length === 0) return new Map()
  const rows = await reading.rows<{ mention_id: number }>('mention', sql`select mention_id${joinSql(columns, sql``)} from mention where mention_id in (${joinSql(mentions.map((no) => sql`${no}`))})`)
  return new Map(rows.map((row) => [String(row.mention_id), row as unknown as Record<string, string | null>]))
}

const shown = (value: string | null | undefined, role: string, purpose: Purpose): string =>
  value === null || value === undefined ? '' : [...new Set(value.split(between).map((one) => masked(one, role, purpose)))].slice(0, 4).join('; ')

interface Step {
  readonly name: string
  readonly label: string
  readonly bits: number
  readonly level?: string
  readonly compared?: string
}

function stepsOf(candidate: Candidate, comparisons: readonly string[], prior: number): Step[] {
  const weighed = comparisons.filter((name) => Number(candidate[`${name}_weight`] ?? 0) !== 0)
  return [
    { name: 'prior', label: 'Prior: how seldom two mentions taken at random are one person', bits: prior },
    ...weighed.map((name) => ({ name, label: words(name), bits: Number(candidate[`${name}_weight`]), level: String(candidate[`${name}_level`] ?? ''), compared: name })),
    ...[
      { name: 'errors', label: 'Errors come together: a record wrong in one field is often wrong in others', bits: candidate.damage_weight },
      { name: 'alternatives', label: 'Relatives and namesakes agree so too', bits: candidate.alternative_weight },
      { name: 'calibration', label: 'Labels: how often pairs of such a score are matches among those that people have judged', bits: candidate.calibration_weight ?? 0 },
      { name: 'sources', label: 'Other links of the two in the same source', bits: candidate.source_weight },
      { name: 'clusters', label: 'What the clusters of the two say', bits: candidate.collective_weight - candidate.source_weight },
    ].filter(({ bits }) => Math.abs(bits) >= 0.00005),
  ]
}

function rowsOf(reading: Reading, match: string, candidate: Candidate, steps: readonly Step[], values: Values): Text[][] {
  const { figures, input: { purpose = 'review' } } = reading
  const name = `look.${match}.${candidate.no}`
  const valueAt = (side: (typeof sides)[number], compared: string): string => shown(values.get(String(candidate[`${side}_mention`]))?.[compared], compared, purpose)
  const lines = steps.map((step): Text[] => {
    const ref = figures.add(`${name}.${step.name}`, step.bits, { unit: 'bits', source: step.name === 'prior' ? 'training' : 'candidate' })
    const compared = step.compared === undefined ? [[], []] : sides.map((side) => cell(valueAt(side, step.compared ?? '')))
    return [cell(candidate.no), cell(step.label), ...compared, cell(step.level), text`${ref}`, text`${ref}`]
  })
  const total = figures.add(`${name}.match_weight`, candidate.match_weight, { unit: 'bits', source: 'candidate' })
  const probability = figures.add(`${name}.probability`, candidate.probability, { unit: 'probability', source: 'candidate' })
  return [...lines, [cell(candidate.no), cell('Match weight'), [], [], text`probability ${probability}`, text`${total}`, text`${total}`]]
}

const labelOf = (match: string, { no, why, band, protected: marked }: Candidate): Text => {
  const [weight, probability] = ['match_weight', 'probability'].map((what) => ({ figure: `look.${match}.${no}.${what}` }))
  if (weight === undefined || probability === undefined) return []
  return text`${no}. ${weight} bits, probability ${probability}, ${band === 'non_match' ? bandName(band) : `band ${bandName(band)}`}: ${why}${marked ? ' · protected, 8 USC 1367' : ''}`
}

async function matchTable(reading: Reading, match: string, no: number): Promise<TableBlock[]> {
  const comparisons = (await reading.database.columns('candidate')).filter((column) => column.endsWith('_level')).map((column) => column.slice(0, -'_level'.length))
  const look = id(`look_${no}`)
  await makeLook(reading, match, look, comparisons)
  const found = await reading.database.rows<Candidate>(sql`select * from ${look} order by no`)
  const [training] = await reading.rows<{ prior: number }>('training', sql`select prior from training where match = ${match} and class = 'match'`)
  if (found.length === 0 || training === undefined) return []
  const mentions = [...new Set(found.flatMap((one) => [one.left_mention, one.right_mention]))]
  const values = await valuesOf(reading, mentions, comparisons)
  const evidence = found.map((one) => rowsOf(reading, match, one, stepsOf(one, comparisons, bitsOf(training.prior)), values))
  const listed = reading.figures.add(`look.${match}`, found.length, { unit: 'candidates', rows: sql`select no, why, ${names}, match_weight, probability, band, found_by, protected from ${look}` })
  const file = reading.figures.all[listed.figure]?.rows
  return [
    {
      kind: 'table',
      caption: `${words(match)}: ${found.length} candidates, and what their weight is made of`,
      note: 'Each line begins where the line above ended; the last is the sum, which gives the probability. What is missing on either side weighs nothing and is left out. The file names the records of each number.',
      columns: [
        { label: 'Pair', kind: 'text' },
        { label: 'Evidence', kind: 'text' },
        { label: 'Left', kind: 'text' },
        { label: 'Right', kind: 'text' },
        { label: 'Level', kind: 'text' },
        { label: 'Weight, bits', kind: 'number' },
        { label: 'Sum so far', kind: 'waterfall' },
      ],
      rows: evidence.flat(),
      groups: found.map((one, index) => ({ label: labelOf(match, one), rows: evidence[index]?.length ?? 0 })),
      ...(file === undefined ? {} : { file }),
    },
  ]
}

const said: Readonly<Record<Purpose, string>> = {
  statistics: '',
  review: 'Of names the initials are shown, of dates the year, of identifiers the last two characters; what else may tell a person is withheld.',
  investigation: 'Values are shown as they are: this page is personal data, and is to be treated so.',
}

/** For each match the candidates that a person should look at first, with the waterfall of their evidence; none for a report of statistics. */
export async function candidateSection(reading: Reading): Promise<Section[]> {
  const { purpose = 'review', config } = reading.input
  if (purpose === 'statistics' || config.matches.length === 0 || !reading.has('candidate', 'match_weight') || !reading.has('mention', 'mention_id')) return []
  const blocks: TableBlock[] = []
  for (const [no, { name }] of config.matches.entries()) blocks.push(...(await matchTable(reading, name, no)))
  if (blocks.length === 0) return []
  const opening = `Where a person’s judgement tells most: the ${nearest} candidates of each match nearest to the review threshold, and up to ${contradicted} that are held although a comparison speaks strongly against them. ${said[purpose]} No candidate is a verdict.`
  return [{ id: 'candidates', title: 'Candidates to look at first', blocks: [{ kind: 'text', text: [opening] }, ...blocks] }]
}
