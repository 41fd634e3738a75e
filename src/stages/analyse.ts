import type { AnalysisConfig } from '../config/schema.js'
import { id, joinSql, sql, type Sql } from '../engine/sql.js'
import { exhibitTables } from './exhibits.js'
import { compositeOf, tableOf, type Plan, type PlanSystem } from './plan.js'
import { reliabilityTables } from './reliability.js'
import type { Identity, Stage, TableSpec } from './stage.js'

const suffixed = (analysis: AnalysisConfig): { suffix: string } => ({ suffix: analysis.name.toLowerCase() })

const parts = (population: string): [system: string, role: string] => {
  const [system = '', role = ''] = population.split('.')
  return [system, role]
}

/** Names of the matches between two populations. */
const matchesBetween = (plan: Plan, left: string, right: string): Sql[] =>
  plan.matches.filter((match) => match.config.left === left && match.config.right === right).map((match) => sql`${match.name}`)

const inPopulation = (population: string, split: (system: string) => Sql): Sql => {
  const [system, role] = parts(population)
  return sql`role = ${role} and system in (${split(system)})`
}

const systemNames = (plan: Plan) => (name: string): Sql => {
  const system = plan.systems.find((one) => one.name === name)
  return system === undefined ? sql`${name}` : sql`select distinct source_system from ${id(compositeOf(system))}`
}

function window(analysis: AnalysisConfig): Sql {
  if (analysis.decided === undefined) return sql`true`
  const date = id(analysis.decided)
  const from = analysis.from === undefined ? sql`true` : sql`${date} >= ${analysis.from}`
  const to = analysis.to === undefined ? sql`true` : sql`${date} <= ${analysis.to}`
  return sql`${date} is not null and ${from} and ${to}`
}

function subjectPetition(plan: Plan, analysis: AnalysisConfig, petitions: PlanSystem): TableSpec {
  const [, beneficiary] = parts(analysis.beneficiary)
  const groups = analysis.group_by.map((field) => sql`coalesce(${id(field)}, '(missing)')`)
  const matches = matchesBetween(plan, analysis.subject, analysis.petitioner)
  return {
    table: tableOf('subject_petition', suffixed(analysis)),
    file: 'subject_petition',
    reads: ['candidate', 'entity', compositeOf(petitions)],
    slots: {
      decision: sql`trim(${id(analysis.decision)})`,
      approved_values: joinSql(analysis.approved.map((value) => sql`${value}`)),
      decided: analysis.decided === undefined ? sql`null::varchar` : id(analysis.decided),
      in_window: window(analysis),
      group_by: groups.length === 0 ? sql`'all'` : joinSql(groups, sql` || ' ' || `),
      petitions: id(compositeOf(petitions)),
      matches: matches.length === 0 ? sql`null` : joinSql(matches),
    },
    params: { analysis: analysis.name, beneficiary_role: beneficiary },
  }
}

/** Tables of the records whose systems those populations name. */
const recordsOf = (plan: Plan, populations: readonly (string | undefined)[]): string[] => {
  const names = new Set(populations.flatMap((population) => (population === undefined ? [] : [parts(population)[0]])))
  return plan.systems.filter((system) => names.has(system.name)).map((system) => compositeOf(system))
}

function tablesOf(plan: Plan, analysis: AnalysisConfig): TableSpec[] {
  const petitions = plan.systems.find((system) => system.name === parts(analysis.petitioner)[0])
  if (petitions === undefined) return []
  const first = subjectPetition(plan, analysis, petitions)
  const filed = id(first.table)
  const applicants =
    analysis.applicant === undefined ? sql`null` : sql`select entity_id from entity where ${inPopulation(analysis.applicant, systemNames(plan))}`
  return [
    first,
    {
      table: tableOf('subject_answer', suffixed(analysis)),
      file: 'subject_answer',
      reads: [first.table, 'entity', ...recordsOf(plan, [analysis.subject, analysis.applicant])],
      slots: { filed, applicants, subjects: inPopulation(analysis.subject, systemNames(plan)) },
      params: { analysis: analysis.name },
    },
    {
      table: tableOf('petition_group', suffixed(analysis)),
      file: 'petition_group',
      reads: [first.table],
      slots: { filed },
      params: { analysis: analysis.name },
    },
  ]
}

const petitionsKnown = (analysis: AnalysisConfig): Identity => ({
  identity: 'petitions in the answer = petitions with a candidate',
  scope: analysis.name,
  lhs: sql`select count(distinct petition_system || '|' || petition_id) from ${id(tableOf('subject_petition', suffixed(analysis)))}`,
  rhs: sql`select count(distinct right_system || '|' || right_id) from candidate
    where band in ('match', 'review') and right_role = ${parts(analysis.petitioner)[1]} and left_role = ${parts(analysis.subject)[1]}`,
})

const findingStages = ['ingest', 'profile', 'quality', 'reconcile', 'normalise', 'block', 'score', 'cluster'] as const

const allFindings = joinSql(
  findingStages.map((stage) => sql`select *, ${stage} as stage from ${id(`finding_${stage}`)}`),
  sql` union all by name `,
)

const analysesOf = (plan: Plan): readonly AnalysisConfig[] => plan.analyses

/** Cross-system answers: who petitioned, for whom, with what decision. */
export const analyse: Stage = {
  name: 'analyse',
  tables: (plan) => [
    ...analysesOf(plan).flatMap((analysis) => tablesOf(plan, analysis)),
    { table: 'finding', reads: ['extract', ...findingStages.map((stage) => `finding_${stage}`)], slots: { findings: allFindings } },
    ...reliabilityTables(plan),
    ...exhibitTables(plan.exhibits),
  ],
  identities: (plan) => analysesOf(plan).map(petitionsKnown),
}
