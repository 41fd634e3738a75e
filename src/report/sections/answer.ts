import { id, sql, type Sql } from '../../engine/sql.js'
import { cell } from '../figures.js'
import type { ReportAnalysis } from '../input.js'
import { tableOf, type Reading } from '../reading.js'
import { text, type Ref, type Section, type TableBlock, type Text } from '../summary.js'

interface AnswerRow {
  readonly bands: string
  readonly measure: string
  readonly value: number
  readonly subjects: number
}

interface GroupRow {
  readonly grouped_by: string
  readonly decision: string
  readonly subjects: number
  readonly petitions: number
  readonly beneficiaries: number
}

export const measures = {
  petitioned: 'subjects who petitioned',
  approved: 'subjects with an approved petition',
  petitions: 'petitions approved',
  beneficiaries: 'beneficiaries of approved petitions',
  applied: 'beneficiaries who applied themselves',
} as const
export type Measure = keyof typeof measures

const asked: readonly Measure[] = ['petitioned', 'approved', 'petitions', 'beneficiaries', 'applied']
const bandSets = ['match', 'match or review'] as const

export const answerFigure = (analysis: string, bands: string, measure: Measure): Ref => ({ figure: `answer.${analysis}.${bands.replaceAll(' ', '_')}.${measure}` })

const populationOf = (population: string): Sql => {
  const [system = '', role = ''] = population.split('.')
  return sql`select entity_id from entity where role = ${role} and system in (select ${system} union select source_system from ${id(tableOf('composite', system))})`
}

/** The rows behind each figure of an answer. */
function rowsOf(analysis: ReportAnalysis, bands: string, measure: Measure): Sql {
  const filed = id(tableOf('subject_petition', analysis.name))
  const band = bands === 'match' ? sql`band = 'match'` : sql`true`
  const approved = sql`${band} and approved and in_window`
  const people = analysis.applicant ?? analysis.beneficiary
  const queries: Readonly<Record<Measure, Sql>> = {
    petitioned: sql`select distinct subject_entity from ${filed} where ${band}`,
    approved: sql`select distinct subject_entity from ${filed} where ${approved}`,
    petitions: sql`select distinct petition_system, petition_id from ${filed} where ${approved}`,
    beneficiaries: sql`select distinct beneficiary_entity from ${filed} where ${approved} and beneficiary_entity is not null`,
    applied: sql`select distinct beneficiary_entity from ${filed} where ${approved} and beneficiary_entity in (${populationOf(people)})`,
  }
  return queries[measure]
}

function addFigures({ figures }: Reading, analysis: ReportAnalysis, rows: readonly AnswerRow[]): TableBlock {
  const shown = asked.filter((measure) => measure !== 'applied' || analysis.applicant !== undefined)
  const lines = shown.map((measure): Text[] => {
    const refs = bandSets.map((bands) => {
      const row = rows.find((one) => one.bands === bands && one.measure === measures[measure])
      const beneficiaries = rows.find((one) => one.bands === bands && one.measure === measures.beneficiaries)?.value ?? 0
      const of = measure === 'petitioned' || measure === 'approved' ? row?.subjects : measure === 'applied' ? beneficiaries : undefined
      return figures.add(answerFigure(analysis.name, bands, measure).figure, row?.value ?? 0, {
        unit: measure === 'petitions' ? 'petitions' : 'entities',
        rows: rowsOf(analysis, bands, measure),
        ...(of === undefined ? {} : { of }),
      })
    })
    return [cell(measures[measure]), ...refs.map((ref) => text`${ref}`)]
  })
  return {
    kind: 'table',
    caption: 'Answer, by the bands that are counted',
    nested: true,
    note: 'The first column of figures counts candidates in band match alone, the second adds those that are to be reviewed. Each person or organisation counts once, as an entity.',
    columns: [
      { label: 'Measure', kind: 'text' },
      { label: 'band match', kind: 'share' },
      { label: 'match or review', kind: 'share' },
    ],
    rows: lines,
  }
}

async function groupTable(reading: Reading, analysis: ReportAnalysis): Promise<TableBlock[]> {
  const source = tableOf('petition_group', analysis.name)
  const rows = await reading.rows<GroupRow>(
    source,
    sql`select grouped_by, decision, subjects, petitions, beneficiaries from ${id(source)} order by petitions desc, grouped_by, decision`,
  )
  if (rows.length === 0) return []
  const filed = id(tableOf('subject_petition', analysis.name))
  return [
    {
      kind: 'table',
      caption: 'Petitions with a candidate in band match, by group and decision',
      note: 'One person may stand in several rows, so rows do not add up to the answer above.',
      columns: [
        { label: 'Group', kind: 'text' },
        { label: 'Decision', kind: 'text' },
        { label: 'Subjects', kind: 'number' },
        { label: 'Petitions', kind: 'number' },
        { label: 'Beneficiaries', kind: 'number' },
      ],
      rows: rows.map((row) => {
        const condition = sql`in_window and band = 'match' and grouped_by = ${row.grouped_by} and coalesce(decision, '(missing)') = ${row.decision}`
        const name = `group.${analysis.name}.${row.grouped_by}.${row.decision}`
        const add = (measure: string, value: number, columns: Sql, extra: Sql = sql``): Text =>
          text`${reading.figures.add(`${name}.${measure}`, value, { unit: measure, rows: sql`select distinct ${columns} from ${filed} where ${condition}${extra}` })}`
        return [
          cell(row.grouped_by),
          cell(row.decision),
          add('subjects', row.subjects, sql`subject_entity`),
          add('petitions', row.petitions, sql`petition_system, petition_id`),
          add('beneficiaries', row.beneficiaries, sql`beneficiary_entity`, sql` and beneficiary_entity is not null`),
        ]
      }),
      file: reading.figures.file(source),
    },
  ]
}

async function analysisSection(reading: Reading, analysis: ReportAnalysis): Promise<Section> {
  const source = tableOf('subject_answer', analysis.name)
  const filed = tableOf('subject_petition', analysis.name)
  const rows = await reading.rows<AnswerRow>(source, sql`select bands, measure, value, subjects from ${id(source)} order by all`)
  const table = addFigures(reading, analysis, rows)
  const pairs = await reading.rows<{ n: number; protected: number }>(filed, sql`select count(*) as n, count(*) filter (where protected) as protected from ${id(filed)}`)
  const all = reading.figures.add(`answer.${analysis.name}.rows`, pairs[0]?.n ?? 0, { unit: 'rows', rows: filed })
  const marked = reading.figures.add(`answer.${analysis.name}.protected`, pairs[0]?.protected ?? 0, {
    unit: 'rows',
    of: pairs[0]?.n ?? 0,
    rows: sql`select * from ${id(filed)} where protected`,
  })
  const { decided, from, to } = analysis
  const window = decided === undefined ? '' : ` Approved means: decided${from === undefined ? '' : ` from ${from}`}${to === undefined ? '' : ` to ${to}`}.`
  const opening = text`${analysis.subject} against ${analysis.petitioner}, for ${analysis.beneficiary}.${window} All candidates behind the answer, with decision and beneficiary, are ${all} rows of one file; ${marked} of them are protected by 8 USC 1367.`
  return {
    id: `answer-${analysis.name}`,
    title: analysis.title === '' ? analysis.name : analysis.title,
    blocks: [
      { kind: 'text', text: opening },
      { kind: 'text', text: ['Available data cannot confirm guilt or identity: every candidate is to be verified by a person.'] },
      table,
      ...(await groupTable(reading, analysis)),
    ],
  }
}

/** What the analyses answer; absent where the config asks nothing. */
export async function answerSection(reading: Reading): Promise<Section[]> {
  const sections: Section[] = []
  for (const analysis of reading.input.config.analyses) sections.push(await analysisSection(reading, analysis))
  return sections.length === 0 ? [] : [{ id: 'answer', title: 'The cross-system answer', blocks: [], sections }]
}
