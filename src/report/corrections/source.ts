import { id, joinSql, sql, type Sql } from '../../engine/sql.js'
import type { ExtractRow, Reading, SystemReading } from '../reading.js'
import { asKnown } from '../../unicode/known.js'

/** Who delivered data of a system, and so must correct them: its extracts, and the folder of the request. */
export interface CorrectionSource {
  readonly system: SystemReading
  readonly deliverer: string
  readonly extracts: readonly ExtractRow[]
  /** Inside the run folder. */
  readonly folder: string
  /** Name of its figures. */
  readonly figure: string
}

/** Whether keys and cells of a system say who somebody is. */
export const isPersonal = ({ system: { config } }: CorrectionSource): boolean => config.protected || config.mentions.length > 0

const safe = (text: string): string => asKnown(text).replaceAll(/[^\p{L}\p{N}_]+/gu, '_').slice(0, 80)

/** Every system and deliverer of the run, in the order of the config. */
export function sourcesOf({ systems }: Reading): CorrectionSource[] {
  const taken = new Set<string>()
  return systems.flatMap((system) =>
    [...new Set(system.extracts.map(({ deliverer }) => deliverer))].map((deliverer) => {
      const name = `${safe(system.name)}-${safe(deliverer)}`
      let free = name
      for (let no = 2; taken.has(free.toLowerCase()); no += 1) free = `${name}_${no}`
      taken.add(free.toLowerCase())
      return { system, deliverer, extracts: system.extracts.filter((extract) => extract.deliverer === deliverer), folder: `corrections/${free}`, figure: `correction.${free}` }
    }),
  )
}

const extractIds = ({ extracts }: CorrectionSource): Sql => joinSql(extracts.map(({ extract_id: extract }) => sql`${extract}`))

/** Rules whose failures are asked to be corrected: what is only for information is not. */
const asked = sql`r.severity <> 'info'`

/** Failures of a source in the words of a request, one a row and rule. */
export function failuresOf(source: CorrectionSource): Sql {
  const { system, extracts } = source
  const files = joinSql(extracts.map(({ extract_id: extract, file }) => sql`(${extract}, ${file})`))
  const guarded = system.config.protected ? sql`'8 USC 1367: protected'` : sql`cast(null as varchar)`
  return sql`
    select x.file, f.source_line as line, f.key, f.field, f.value, f.why as what_is_wrong, f.expected, r.rule, r.severity, f.office, f.period, f.extract_id, ${guarded} as protected
    from quality_failure f
    join quality_rule r on r.rule_id = f.rule_id
    join (values ${files}) x(extract_id, file) on x.extract_id = f.extract_id
    where f.system = ${system.name} and ${asked}`
}

const opened = ['file', 'key', 'value', 'what_is_wrong', 'expected', 'office', 'period'] as const

/** The same as a file that its reader opens in a spreadsheet: no cell is a formula. */
export const failuresSheet = (source: CorrectionSource): Sql =>
  sql`select * replace (${joinSql(opened.map((column) => sql`er_sheet_text(${id(column)}) as ${id(column)}`))}) from (${failuresOf(source)})`

export interface RuleRow {
  readonly rule: string
  readonly sentence: string
  readonly severity: string
  readonly status: string
  readonly tested: number
  readonly failing: number
}

/** What each rule found in the extracts of a source, the worst first. */
export const rulesOf = async (reading: Reading, source: CorrectionSource): Promise<RuleRow[]> =>
  await reading.rows<RuleRow>(
    'quality_result',
    sql`select r.rule, concat(r.tested, ' ', r.sentence) as sentence, r.severity, cast(sum(q.tested) as bigint) as tested, cast(sum(q.failing) as bigint) as failing,
        case when bool_or(q.status = 'fail') then 'fail' when bool_or(q.status = 'warn') then 'warn' else 'pass' end as status
      from quality_result q join quality_rule r on r.rule_id = q.rule_id
      where q.grain = 'extract' and q.extract_id in (${extractIds(source)}) and q.failing > 0 and ${asked}
      group by r.rule_id, r.rule, r.tested, r.sentence, r.severity
      order by case when bool_or(q.status = 'fail') then 1 when bool_or(q.status = 'warn') then 2 else 3 end, failing desc, r.rule`,
  )

export interface PartRow {
  readonly office: string | null
  readonly field: string | null
  readonly failures: number
  readonly rows: number
}

/** Failures of a source by office and field, the most first. */
export const partsOf = async ({ database }: Reading, source: CorrectionSource): Promise<PartRow[]> =>
  await database.rows<PartRow>(sql`
    select office, field, count(*) as failures, count(distinct (extract_id, line)) as rows
    from (${failuresOf(source)})
    group by office, field order by failures desc, office, field`)

/** Failures of one office and field. */
export const failuresIn = (source: CorrectionSource, { office, field }: Pick<PartRow, 'office' | 'field'>): Sql =>
  sql`select * from (${failuresOf(source)}) where office is not distinct from ${office} and field is not distinct from ${field}`
