import { sql, type Sql } from '../../engine/sql.js'
import { cell, type Figures } from '../figures.js'
import type { Reading } from '../reading.js'
import { text, type Section, type TableBlock, type Text } from '../summary.js'
import { ruleSentence } from '../words.js'

interface FindingRow {
  readonly rule: string
  readonly system: string | null
  readonly field: string | null
  readonly extract_id: string | null
  readonly failing: number
  readonly tested: number
  readonly severity: string
}

const severities = ['error', 'warning', 'info']

/** Rows come worst severity first; the rules of each stand in the order of their names. */
const rulesOf = (rows: readonly FindingRow[]): { severity: string; rule: string }[] =>
  severities.flatMap((severity) => [...new Set(rows.filter((row) => row.severity === severity).map(({ rule }) => rule))].sort().map((rule) => ({ severity, rule })))

interface Finding {
  readonly figures: Figures
  /** The quality rule whose listed rows are those of a finding. */
  readonly byRule: ReadonlyMap<string, string>
}

const ruleKey = ({ rule, system, extract_id: extract, field, failing }: Omit<FindingRow, 'tested' | 'severity'>): string =>
  [rule === 'does_not_conform' ? 'conforms' : rule, system, extract, field, failing].join('\n')

async function rulesByFinding(reading: Reading): Promise<ReadonlyMap<string, string>> {
  if (!reading.has('quality_failure', 'rule_id')) return new Map()
  const rows = await reading.rows<Omit<FindingRow, 'tested' | 'severity'> & { rule_id: string }>(
    'quality_result',
    sql`select q.rule_id, case when r.library then r.kind else r.rule end as rule, r.system, q.extract_id, r.fields as field, q.failing
      from quality_result q join quality_rule r on r.rule_id = q.rule_id where q.grain = 'extract' and r.listed and q.failing > 0 order by q.rule_id`,
  )
  return new Map(rows.map((row) => [ruleKey(row), row.rule_id]))
}

/** A figure that another section has made of the same rows, else the rows, where a table keeps them. */
function failingOf({ figures, byRule }: Finding, row: FindingRow, name: string): Text {
  const own = `missing.${row.extract_id}.${row.field}`
  if (row.rule === 'missing_value' && figures.has(own)) return text`${{ figure: own }}`
  const aside = row.rule.startsWith('quarantined_') ? `quarantine.${row.extract_id}.${row.rule.slice('quarantined_'.length)}` : `set_aside.${row.extract_id}.${row.rule.slice('set_aside_'.length)}`
  if (figures.has(aside)) return text`${{ figure: aside }}`
  const rule = byRule.get(ruleKey(row))
  const listed = rule === undefined ? undefined : sql`select * from quality_failure where rule_id = ${rule} and extract_id = ${row.extract_id}`
  const emptied: Sql | undefined = row.rule.startsWith('made_missing_')
    ? sql`select * from made_missing where system = ${row.system} and field = ${row.field} and reason = ${row.rule.slice('made_missing_'.length)}`
    : listed
  return text`${figures.add(name, row.failing, { unit: 'cells', of: row.tested, source: 'finding', ...(emptied === undefined ? {} : { rows: emptied }) })}`
}

function countsByRule(reading: Reading, rows: readonly FindingRow[]): TableBlock {
  return {
    kind: 'table',
    caption: 'Findings by rule',
    note: 'A finding is one rule that failed in one field of one extract. An error ends the run with code 1 unless the config tolerates it.',
    columns: [
      { label: 'Severity', kind: 'text' },
      { label: 'What was found', kind: 'text' },
      { label: 'Rule', kind: 'code' },
      { label: 'Findings', kind: 'number' },
    ],
    rows: rulesOf(rows).map(({ severity, rule }) => {
      const n = rows.filter((row) => row.rule === rule && row.severity === severity).length
      const ref = reading.figures.add(`finding.${severity}.${rule}`, n, { unit: 'findings', rows: sql`select * from finding where rule = ${rule} and severity = ${severity}` })
      return [cell(severity), cell(ruleSentence(rule)), cell(rule), text`${ref}`]
    }),
  }
}

function detail(finding: Finding, rows: readonly FindingRow[]): TableBlock {
  return {
    kind: 'table',
    caption: 'Errors and warnings, one by one',
    note: 'What is only informative, such as empty cells, stands in the tables of missing data and in findings.csv.',
    columns: [
      { label: 'Severity', kind: 'text' },
      { label: 'What was found', kind: 'text' },
      { label: 'System', kind: 'text' },
      { label: 'Extract', kind: 'code' },
      { label: 'Field', kind: 'code' },
      { label: 'Failing', kind: 'number' },
      { label: 'Share of those tested', kind: 'share' },
    ],
    rows: rows.map((row, index) => {
      const name = ['finding', row.rule, row.system, row.extract_id, row.field].filter((part) => part !== null).join('.')
      const failing = failingOf(finding, row, finding.figures.has(name) ? `${name}.${index}` : name)
      return [cell(row.severity), cell(ruleSentence(row.rule)), cell(row.system), cell(row.extract_id), cell(row.field), failing, failing]
    }),
    folded: rows.length > 12,
    file: finding.figures.file('finding'),
  }
}

/** What the rules of all stages found. */
export async function findingSection(reading: Reading): Promise<Section> {
  const rows = await reading.rows<FindingRow>(
    'finding',
    sql`select rule, system, field, extract_id, failing, tested, severity from finding
      order by case severity when 'error' then 1 when 'warning' then 2 else 3 end, rule, system, extract_id, field`,
  )
  const total = reading.figures.add('finding.all', rows.length, { unit: 'findings', rows: 'finding' })
  const by = severities.map((severity) =>
    reading.figures.add(`finding.${severity}`, rows.filter((row) => row.severity === severity).length, {
      unit: 'findings',
      of: rows.length,
      rows: sql`select * from finding where severity = ${severity}`,
    }),
  )
  const opening = text`${total} findings: ${by[0] ?? ''} errors, ${by[1] ?? ''} warnings, ${by[2] ?? ''} for information.`
  if (rows.length === 0) return { id: 'findings', title: 'Findings', blocks: [{ kind: 'text', text: opening }] }
  const serious = rows.filter(({ severity }) => severity !== 'info')
  return {
    id: 'findings',
    title: 'Findings',
    blocks: [{ kind: 'text', text: opening }, countsByRule(reading, rows), ...(serious.length === 0 ? [] : [detail({ figures: reading.figures, byRule: await rulesByFinding(reading) }, serious)])],
  }
}
