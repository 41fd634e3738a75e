import { sql } from '../../engine/sql.js'
import { cell } from '../figures.js'
import type { Reading } from '../reading.js'
import { text, type Block, type Section, type Text } from '../summary.js'
import { trendBlocks } from './trend.js'

interface RuleRow {
  readonly rule_id: string
  readonly system: string
  readonly rule: string
  readonly kind: string
  readonly tested_words: string
  readonly sentence: string
  readonly method: string | null
  readonly severity: string
  readonly listed: boolean
  readonly extracts: number
  readonly untested: number
  readonly tested: number
  readonly failing: number
  readonly status: string
  readonly first_seen: string | null
  readonly last_seen: string | null
}

const statuses = ['fail', 'warn', 'pass', 'not_tested'] as const
const statusWords: Readonly<Record<string, string>> = { fail: 'fails', warn: 'warns', pass: 'within bounds', not_tested: 'not tested' }

/** One row a rule, all extracts of its system together; the worst status of any of them. */
const perRule = sql`
  select
    r.rule_id, r.system, r.rule, r.kind, r.tested as tested_words, r.sentence, r.method, r.severity, r.listed, count(*) as extracts,
    count(*) filter (where q.status = 'not_tested') as untested, cast(sum(q.tested) as bigint) as tested, cast(sum(q.failing) as bigint) as failing,
    case when bool_or(q.status = 'fail') then 'fail' when bool_or(q.status = 'warn') then 'warn' when bool_or(q.status = 'pass') then 'pass' else 'not_tested' end as status,
    any_value(q.first_seen) as first_seen, any_value(q.last_seen) as last_seen
  from quality_result q join quality_rule r on r.rule_id = q.rule_id
  where q.grain = 'extract'
  group by r.rule_id, r.system, r.rule, r.kind, r.tested, r.sentence, r.method, r.severity, r.listed`

const rules = sql`
  select * from (${perRule}) s
  order by case s.status when 'fail' then 1 when 'warn' then 2 when 'pass' then 3 else 4 end, s.system, s.rule`

function failingRef(reading: Reading, row: RuleRow): Text {
  const rows = row.listed
    ? sql`select * from quality_failure where rule_id = ${row.rule_id}`
    : row.kind === 'benford'
      ? sql`select * from quality_digit where rule_id = ${row.rule_id}`
      : undefined
  return text`${reading.figures.add(`rule.${row.rule_id}`, row.failing, { unit: 'rows', of: row.tested, source: 'quality_result', ...(rows === undefined ? {} : { rows }) })}`
}

const seenText = ({ first_seen: first, last_seen: last }: RuleRow): string => (first === null ? '' : first === last ? first : `${first} to ${last ?? ''}`)

const ruleTable = (reading: Reading, rows: readonly RuleRow[], caption: string, note: string, folded: boolean): Block => ({
  kind: 'table',
  caption,
  note,
  columns: [
    { label: 'Status', kind: 'text' },
    { label: 'System', kind: 'text' },
    { label: 'Rule', kind: 'code' },
    { label: 'What failing rows do', kind: 'text' },
    { label: 'Failing, of those tested', kind: 'share' },
    { label: 'Seen in', kind: 'code' },
  ],
  rows: rows.map((row) => [
    cell(statusWords[row.status]), cell(row.system), cell(row.rule), cell(`${row.tested_words}: ${row.sentence}${row.method === null ? '' : ` (${row.method})`}`), failingRef(reading, row), cell(seenText(row)),
  ]),
  folded,
  file: reading.figures.file('quality_result'),
})

/** Rules that could not be tested in some extract, with why. */
async function untestedTable(reading: Reading): Promise<Block[]> {
  const rows = await reading.rows<{ rule_id: string; extract_id: string; reason: string }>(
    'quality_result',
    sql`select rule_id, extract_id, reason from quality_result where grain = 'extract' and status = 'not_tested' order by rule_id, extract_id`,
  )
  if (rows.length === 0) return []
  return [
    {
      kind: 'table',
      caption: 'What could not be tested',
      columns: [{ label: 'Rule', kind: 'code' }, { label: 'Extract', kind: 'code' }, { label: 'Why', kind: 'text' }],
      rows: rows.map((row) => [cell(row.rule_id), cell(row.extract_id), cell(row.reason)]),
      folded: rows.length > 12,
      file: reading.figures.file('quality_result'),
    },
  ]
}

/** What the rules of data quality found, a row a rule: those that fail or warn first, then those within bounds, then what could not be tested. */
export async function rulesSection(reading: Reading): Promise<Section[]> {
  if (!reading.has('quality_result', 'rule_id')) return []
  const rows = await reading.rows<RuleRow>('quality_result', rules)
  if (rows.length === 0) return []
  // Of the library's counts of empty cells the tables of missing data say the same, by extract.
  const own = rows.filter(({ kind, listed }) => listed || kind !== 'complete')
  const counts = statuses.map((status) => ({ status, n: rows.filter((row) => row.status === status).length }))
  const refs = counts.map(({ status, n }) => text`${reading.figures.add(`rules.${status}`, n, { unit: 'rules', of: rows.length, rows: sql`select * from (${perRule}) s where status = ${status} order by rule_id` })}`)
  const results = await reading.rows<{ n: number; tested: number }>('quality_result', sql`select count(*) as n, count(*) filter (where status <> 'not_tested') as tested from quality_result where grain = 'extract'`)
  const tests = reading.figures.add('rules.tests', results[0]?.tested ?? 0, { unit: 'tests', of: results[0]?.n ?? 0, rows: sql`select * from quality_result where grain = 'extract' and status <> 'not_tested'` })
  const opening = text`Of the rules, ${refs[0] ?? ''} fail, ${refs[1] ?? ''} warn, ${refs[2] ?? ''} are within their bounds and ${refs[3] ?? ''} could not be tested in any extract. Each is one test in each extract of its system: ${tests} of these tests could be made.`
  const serious = own.filter(({ status }) => status === 'fail' || status === 'warn')
  const others = own.filter(({ status }) => status === 'pass')
  const note = 'All extracts of the system together; a row stands once for each extract that holds it. The number leads to the rows, each with its line, why it fails, and what is expected where that is known.'
  return [
    {
      id: 'rules',
      title: 'Rules of data quality',
      blocks: [
        { kind: 'text', text: opening },
        ...(serious.length === 0 ? [] : [ruleTable(reading, serious, 'Rules that fail or warn', note, false)]),
        ...(others.length === 0 ? [] : [ruleTable(reading, others, 'Rules within their bounds', note, true)]),
        ...(await trendBlocks(reading)),
        ...(await untestedTable(reading)),
      ],
    },
  ]
}
