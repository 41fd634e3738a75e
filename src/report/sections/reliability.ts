import { sql, type Sql } from '../../engine/sql.js'
import { cell } from '../figures.js'
import type { Reading } from '../reading.js'
import { text, type Block, type Section, type TableBlock, type Text } from '../summary.js'
import { counted } from '../words.js'

interface TestRow {
  readonly system: string
  readonly test: string
  readonly subject: string | null
  readonly extract_id: string | null
  readonly other_extract_id: string | null
  readonly tested: number
  readonly failing: number
  readonly threshold_percent: string | null
  readonly result: string
  readonly reason: string | null
}

interface Concluded {
  readonly system: string
  readonly tests: number
  readonly passed: number
  readonly warned: number
  readonly failed: number
  readonly not_tested: number
  readonly draft_conclusion: string
  readonly because: string
}

/** Each test: what it counts as failing, of what, and what a failure or its absence means for use. */
const tests: Readonly<Record<string, readonly [what: string, unit: string, failed: string, untested: string, name: string]>> = {
  readable: ['Rows that could not be read', 'rows delivered', 'Counts are too low by rows that nobody saw.', 'Nothing can be said of its rows.', 'Readable rows'],
  keyed: ['Rows without a key, or with that of another row', 'rows read', 'These rows are in no comparison and no match.', 'Nothing can be compared by key.', 'Keys'],
  control_total: ['Control totals that are not what was counted', 'totals', 'The delivery is not what its deliverer says it is: ask before use.', 'Whether the delivery is complete is not known: a count is of what was delivered, not of what there is.', 'Control totals'],
  window: ['Records outside the declared window', 'keys', 'Counts by period include records that were not asked for.', 'Whether a period is covered whole is not known: do not compare periods at the edges.', 'Window and cutoff'],
  conforming: ['Cells that do not hold what their field says', 'cells', 'Figures by these fields leave records out or put them in the wrong place.', 'Whether cells hold what they should is not known.', 'Content of cells'],
  placeholder: ['Cells that hold a placeholder', 'cells', 'What seems filled says nothing: matching and counts by these fields miss people.', 'Nothing can be said of placeholders.', 'Placeholders'],
  agreement: ['Cells that two extracts give different values', 'cells', 'The same record says different things at different times: say which extract a figure is of.', 'Nothing was compared, so a wrong value that is well formed would not show.', 'Agreement between extracts'],
  dictionary: ['Fields whose content is declared', 'fields', '', 'A field that was only called text was tested for nothing but being empty: get the data dictionary.', 'Data dictionary'],
  rule: ['Rule of data quality', 'rows', 'Rows are wrong by this rule; the correction request lists them.', 'The rule could not be tested.', 'Rules of data quality'],
}

const results: Readonly<Record<string, string>> = { pass: 'passed', warn: 'passed, with a warning', fail: 'FAILED', not_tested: 'not tested' }

const nameOf = ({ test, subject, extract_id: extract, other_extract_id: other }: TestRow): string => [test, subject, extract, other].filter((part) => part !== null).join('.')

const scopeOf = ({ extract_id: extract, other_extract_id: other }: TestRow): Text => cell(extract === null ? 'the system' : other === null ? extract : `${extract} → ${other}`)

/** The rows that fail a test, where a table keeps them. */
function failingRows({ has }: Reading, { system, test, subject, extract_id: extract, other_extract_id: other }: TestRow): Sql | undefined {
  if (test === 'readable' && has('quarantine')) return sql`select * from quarantine where extract_id = ${extract}`
  if (test === 'keyed' && has('set_aside')) return sql`select * from set_aside where extract_id = ${extract}`
  if (test === 'control_total' && has('control_check')) return sql`select * from control_check where extract_id = ${extract} and status = 'mismatch' and measure <> 'outside_window'`
  if (test === 'agreement' && has('value_change')) return sql`select * from value_change where system = ${system} and grain = 'row' and a = ${extract} and b = ${other} and kind <> 'format_only'`
  if (test === 'rule' && has('quality_failure')) {
    return sql`select f.* from quality_failure f join quality_rule r on r.rule_id = f.rule_id
      where r.system = ${system} and r.listed and case when r.library then concat(r.kind, ' of ', r.fields) else r.rule end = ${subject}`
  }
  return undefined
}

async function testTable(reading: Reading, system: string, rows: readonly TestRow[]): Promise<TableBlock> {
  const lines: Text[][] = []
  for (const row of rows) {
    const [what = row.test, unit = 'rows'] = tests[row.test] ?? []
    const query = row.failing > 0 ? failingRows(reading, row) : undefined
    // A statistic counts rows in excess, which are no rows of their own.
    const listed = query === undefined ? 0 : (await reading.database.row<{ n: number }>(sql`select count(*) as n from (${query})`)).n
    const figure = reading.figures.add(`reliability.${system}.${nameOf(row)}`, row.failing, {
      unit: `${unit} that fail`, source: 'reliability_test', ...(row.tested === 0 ? {} : { of: row.tested }), ...(query === undefined || listed !== row.failing ? {} : { rows: query }),
    })
    const most = row.threshold_percent === null ? 'by the rule' : `${row.threshold_percent.replace(/\.?0+$/, '')} %`
    lines.push([
      cell(row.subject === null ? what : `${what}: ${row.subject}`), scopeOf(row), row.result === 'not_tested' || row.test === 'dictionary' ? [] : text`${figure}`, cell(row.result === 'not_tested' || row.test === 'dictionary' ? undefined : most), cell(results[row.result] ?? row.result), cell(row.reason),
    ])
  }
  return {
    kind: 'table',
    caption: `${system}: tests made and not made`,
    columns: [
      { label: 'Test', kind: 'text' },
      { label: 'Of', kind: 'code' },
      { label: 'Failing, of those tested', kind: 'share' },
      { label: 'At most', kind: 'text' },
      { label: 'Result', kind: 'text' },
      { label: 'Why not tested', kind: 'text' },
    ],
    rows: lines,
    folded: rows.length > 12,
    file: reading.figures.file('reliability_test'),
  }
}

/** What failed or could not be tested, with what that means for use; each kind once. */
function effects(rows: readonly TestRow[]): Text[] {
  return Object.entries(tests).flatMap(([test, [, , failed, untested, name]]): Text[] => {
    const own = rows.filter((row) => row.test === test)
    const count = (result: string): number => own.filter((row) => row.result === result).length
    return [
      ...(count('fail') > 0 ? [[`${name}: ${count('fail')} of ${own.length} ${counted(own.length, 'test')} failed. ${failed}`]] : []),
      ...(count('not_tested') > 0 ? [[`${name}: ${count('not_tested')} of ${own.length} ${counted(own.length, 'test')} could not be made. ${untested}`]] : []),
    ]
  })
}

function conclusionTable(reading: Reading, concluded: readonly Concluded[]): TableBlock {
  const confirmed = reading.input.config.reliability?.confirmed ?? {}
  return {
    kind: 'table',
    caption: 'Draft conclusion by system, and what a person concluded',
    note: 'A draft counts tests against the thresholds of the config. It is no conclusion until a person has confirmed it for a purpose; what is confirmed stands in the config and is never derived from the draft.',
    columns: [
      { label: 'System', kind: 'text' },
      { label: 'Tests', kind: 'number' },
      { label: 'Failed', kind: 'share' },
      { label: 'Not made', kind: 'share' },
      { label: 'DRAFT', kind: 'text' },
      { label: 'Because', kind: 'text' },
      { label: 'Confirmed by a person', kind: 'text' },
    ],
    rows: concluded.map(({ system, tests: of, failed, not_tested: untested, draft_conclusion: draft, because }): Text[] => {
      const add = (measure: string, value: number, rows: Sql): Text => text`${reading.figures.add(`reliability.${system}.${measure}`, value, { unit: 'tests', rows, ...(measure === 'tests' ? {} : { of }) })}`
      const own = sql`select * from reliability_test where system = ${system}`
      const person = confirmed[system]
      return [
        cell(system), add('tests', of, own), add('failed', failed, sql`${own} and result = 'fail'`), add('not_tested', untested, sql`${own} and result = 'not_tested'`), cell(`Draft: ${draft}`), cell(because),
        cell(person === undefined ? 'not yet' : `${person.conclusion}: ${person.by}, ${person.on}. ${person.reason}`),
      ]
    }),
    file: reading.figures.file('reliability'),
  }
}

/** Whether data can be relied on, as GAO-20-283G asks: tests, results, what could not be tested, what it means for use, and a draft that a person confirms. */
export async function reliabilitySection(reading: Reading): Promise<Section[]> {
  const concluded = await reading.rows<Concluded>('reliability', sql`select * from reliability order by system`)
  if (concluded.length === 0) return []
  const rows = await reading.rows<TestRow>(
    'reliability_test',
    sql`select system, test, subject, extract_id, other_extract_id, tested, failing, cast(threshold_percent as varchar) as threshold_percent, result, reason from reliability_test
      order by system, case result when 'fail' then 1 when 'not_tested' then 2 when 'warn' then 3 else 4 end, test, subject, extract_id, other_extract_id`,
  )
  const purpose = reading.input.config.reliability?.purpose ?? ''
  const opening: Block = {
    kind: 'text',
    text: [purpose === '' ? 'Data are reliable for a purpose or not, and the config names none (reliability.purpose).' : `For this use: ${purpose}.`, ' The tests follow GAO-20-283G: how complete and how accurate the data are, as far as they show it themselves. They do not show that a well formed value is true.'],
  }
  const sections: Section[] = []
  for (const { system } of concluded) {
    const own = rows.filter((row) => row.system === system)
    const items = effects(own)
    sections.push({
      id: `reliability-${system}`,
      title: system,
      blocks: [...(items.length === 0 ? [] : [{ kind: 'list' as const, items }]), await testTable(reading, system, own)],
    })
  }
  return [{ id: 'reliability', title: 'Reliability of the data', blocks: [opening, conclusionTable(reading, concluded)], sections }]
}
