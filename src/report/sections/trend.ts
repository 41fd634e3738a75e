import { sql } from '../../engine/sql.js'
import { cell } from '../figures.js'
import type { Reading } from '../reading.js'
import { text, type Block, type Ref } from '../summary.js'

interface TrendRow {
  readonly rule_id: string
  readonly system: string
  readonly rule: string
  readonly sentence: string
  readonly as_of: string
  readonly tested: number
  readonly failing: number
  readonly tested_now: number
  readonly failing_now: number
  readonly change: Change
  readonly first_seen: string | null
  readonly last_seen: string | null
}

/** Rules whose rows are not listed one by one have no figure yet. */
const nowRef = ({ figures }: Reading, { rule_id: rule, tested_now: tested, failing_now: failing }: TrendRow): Ref =>
  figures.has(`rule.${rule}`) ? { figure: `rule.${rule}` } : figures.add(`trend.${rule}.now`, failing, { unit: 'rows', of: tested, source: 'quality_result' })

const changes = ['new', 'up', 'down', 'gone', 'same'] as const
type Change = (typeof changes)[number]

const changeWords: Readonly<Record<Change, string>> = { new: 'new', up: 'a greater share', down: 'a smaller share', gone: 'no more', same: 'the same share' }

/** One row a rule that an earlier run tested too: what the latest of those found, and as of which runs rows failed. */
const trends = sql`
  select * from (select
    r.rule_id, r.system, r.rule, r.sentence, e.as_of, e.tested, e.failing, n.tested as tested_now, n.failing as failing_now,
    case
      when e.failing = 0 and n.failing = 0 then 'same'
      when e.failing = 0 then 'new'
      when n.failing = 0 then 'gone'
      when cast(n.failing as hugeint) * e.tested > cast(e.failing as hugeint) * n.tested then 'up'
      when cast(n.failing as hugeint) * e.tested < cast(e.failing as hugeint) * n.tested then 'down'
      else 'same'
    end as change,
    s.first_seen, s.last_seen
  from quality_trend n
  join quality_rule r on r.rule_id = n.rule_id
  join (select rule_id, max(as_of) as as_of from quality_trend where not this_run group by rule_id) l on l.rule_id = n.rule_id
  join quality_trend e on e.rule_id = l.rule_id and e.as_of = l.as_of and not e.this_run
  left join (select rule_id, min(as_of) as first_seen, max(as_of) as last_seen from quality_trend where failing > 0 group by rule_id) s on s.rule_id = n.rule_id
  where n.this_run) t`

/** What the rules found against the latest earlier run of the same config; nothing where the history tells of none. */
export async function trendBlocks(reading: Reading): Promise<Block[]> {
  if (!reading.has('quality_trend', 'this_run')) return []
  const { figures, purpose } = reading
  const rows = await reading.rows<TrendRow>('quality_trend', sql`${trends} order by case change when 'new' then 1 when 'up' then 2 when 'down' then 3 when 'gone' then 4 else 5 end, system, rule, rule_id`)
  if (rows.length === 0) return []
  const counts = changes.map((change) => {
    const n = rows.filter((row) => row.change === change).length
    return text`${figures.add(`trend.${change}`, n, { unit: 'rules', of: rows.length, rows: sql`${trends} where change = ${change} order by rule_id` })}`
  })
  const shown = rows.filter(({ first_seen: first }) => first !== null)
  const [fresh = [], up = [], down = [], gone = [], same = []] = counts
  const sentence = text`Of ${rows.length} rules that an earlier run of this config tested too, ${fresh} have failing rows that had none, ${up} have a greater share of failing rows, ${down} a smaller one, ${gone} have none any more, and ${same} are as they were.`
  if (shown.length === 0) return [{ kind: 'text', text: sentence }]
  // Which way a hidden figure went would help to tell it.
  const words = purpose !== 'statistics'
  return [
    { kind: 'text', text: sentence },
    {
      kind: 'table',
      caption: 'Rules against earlier runs',
      note: 'The latest earlier run that tested the rule stands beside this one, and as of which runs rows failed, first and last; what runs found stands in the history file of the config.',
      columns: [
        { label: 'System', kind: 'text' },
        { label: 'Rule', kind: 'code' },
        { label: 'What failing rows do', kind: 'text' },
        ...(words ? [{ label: 'Since then', kind: 'text' as const }] : []),
        { label: 'Now, of those tested', kind: 'share' },
        { label: 'Earlier, of those tested', kind: 'share' },
        { label: 'Earlier run as of', kind: 'date' },
        { label: 'First seen as of', kind: 'date' },
        { label: 'Last seen as of', kind: 'date' },
      ],
      rows: shown.map((row) => [
        cell(row.system), cell(row.rule), cell(row.sentence), ...(words ? [cell(changeWords[row.change])] : []), text`${nowRef(reading, row)}`,
        text`${figures.add(`trend.${row.rule_id}.earlier`, row.failing, { unit: 'rows', of: row.tested, source: 'quality_trend' })}`,
        cell(row.as_of), cell(row.first_seen), cell(row.last_seen),
      ]),
      // A few rows more or less than now are a small cell themselves.
      nested: true,
      folded: shown.length > 12,
      file: figures.file('quality_trend'),
    },
  ]
}
