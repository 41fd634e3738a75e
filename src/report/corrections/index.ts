import { sql } from '../../engine/sql.js'
import { cell } from '../figures.js'
import type { Reading } from '../reading.js'
import { text, type Block, type Ref, type Section, type TableBlock, type Text } from '../summary.js'
import { failuresIn, failuresOf, failuresSheet, isPersonal, partsOf, rulesOf, sourcesOf, type CorrectionSource, type PartRow, type RuleRow } from './source.js'

/** Rows that a page lists; all stand in its file. */
const most = 50

/** A page for the owner of a system of record: what to correct, by rule, office and field, and where the rows are. */
export interface CorrectionRequest {
  readonly folder: string
  readonly title: string
  readonly protected: boolean
  readonly sections: readonly Section[]
}

interface Read {
  readonly source: CorrectionSource
  readonly all: Ref
  readonly rows: Ref
  readonly rules: readonly RuleRow[]
  readonly parts: readonly PartRow[]
  readonly figures: readonly Ref[]
}

const results: Readonly<Record<string, string>> = { fail: 'fails', warn: 'warns', pass: 'within its threshold' }

async function readSource(reading: Reading, source: CorrectionSource): Promise<Read | undefined> {
  const query = failuresOf(source)
  const { failures, rows } = await reading.database.row<{ failures: number; rows: number }>(sql`select count(*) as failures, count(distinct (extract_id, line)) as rows from (${query})`)
  if (failures === 0) return undefined
  const parts = await partsOf(reading, source)
  return {
    source,
    all: reading.figures.add(source.figure, failures, { unit: 'failures', rows: failuresSheet(source), path: `${source.folder}/failures.csv` }),
    rows: reading.figures.add(`${source.figure}.rows`, rows, { unit: 'rows that fail', source: 'quality_failure' }),
    rules: await rulesOf(reading, source),
    parts,
    figures: parts.slice(0, most).map((part, index) => reading.figures.add(`${source.figure}.part.${index + 1}`, part.failures, { unit: 'failures', of: failures, rows: failuresIn(source, part) })),
  }
}

const delivered = ({ deliverer }: CorrectionSource): string => (deliverer === '' ? 'a deliverer who is not named' : deliverer)

function ruleTable({ figures }: Reading, { source, rules }: Read): TableBlock {
  return {
    kind: 'table',
    caption: 'What is wrong, by rule',
    note: 'Counted over all extracts that were delivered, of the rows in which the rule could be tested. A rule that counts an excess, or whose rows are not listed, has no rows in the file.',
    columns: [
      { label: 'Rule', kind: 'text' },
      { label: 'Failing, of those tested', kind: 'share' },
      { label: 'Severity', kind: 'text' },
      { label: 'Result', kind: 'text' },
    ],
    rows: rules.map(({ rule, sentence, severity, status, tested, failing }): Text[] => [
      cell(sentence), text`${figures.add(`${source.figure}.rule.${rule}`, failing, { unit: 'tested rows', of: tested, source: 'quality_result' })}`, cell(severity), cell(results[status] ?? status),
    ]),
  }
}

function partTable({ figures, parts }: Read): TableBlock {
  return {
    kind: 'table',
    caption: 'Who has what to correct',
    note: parts.length > most ? `The ${most} largest of ${parts.length} groups; the file has all.` : 'A row counts once for each rule that it fails. Where no office is named the config names no field for it, or the row leaves it out.',
    columns: [
      { label: 'Office', kind: 'text' },
      { label: 'Field', kind: 'code' },
      { label: 'Failures, of all', kind: 'share' },
    ],
    rows: parts.slice(0, most).map(({ office, field }, index): Text[] => [cell(office ?? 'not named'), cell(field), figures[index] === undefined ? [] : text`${figures[index]}`]),
  }
}

interface Listed {
  readonly file: string
  readonly line: number
  readonly key: string | null
  readonly field: string | null
  readonly value: string | null
  readonly what_is_wrong: string | null
  readonly expected: string | null
}

async function rowTable(reading: Reading, { source }: Read): Promise<TableBlock> {
  const personal = isPersonal(source)
  const rows = await reading.database.rows<Listed>(sql`select file, line, key, field, value, what_is_wrong, expected from (select * from (${failuresOf(source)}) order by all limit ${most}) order by all`)
  return {
    kind: 'table',
    caption: 'The first rows of the file',
    note: personal ? 'Keys and values say who somebody is, so they stand in the file alone.' : 'Values are as the source wrote them.',
    columns: [
      { label: 'File', kind: 'code' },
      { label: 'Line', kind: 'number' },
      ...(personal ? [] : [{ label: 'Key', kind: 'code' as const }]),
      { label: 'Field', kind: 'code' },
      ...(personal ? [] : [{ label: 'Value', kind: 'text' as const }]),
      { label: 'What is wrong', kind: 'text' },
      { label: 'What is expected', kind: 'text' },
    ],
    rows: rows.map((row): Text[] => [cell(row.file), cell(row.line), ...(personal ? [] : [cell(row.key)]), cell(row.field), ...(personal ? [] : [cell(row.value)]), cell(row.what_is_wrong), cell(row.expected)]),
  }
}

async function requestOf(reading: Reading, read: Read): Promise<CorrectionRequest> {
  const { source, all, rows } = read
  const { system } = source
  const files = source.extracts.map(({ file }) => file)
  const intro: Block = {
    kind: 'list',
    items: [
      text`${all} failures in ${rows} rows of ${system.name}, delivered by ${delivered(source)} in ${files.join(', ')}. The file failures.csv beside this page has each of them: file, line, key, field, value, what is wrong, and what is expected where that is known.`,
      ['Please correct them in the system of record. A copy that is corrected alone will differ from it, and nobody will know why.'],
      ['A row may be right although it fails a rule. Then say so, by its key, and the rule will be changed.'],
      ['After the correction deliver the data anew: what was corrected then shows as changed values, and what fails still is listed again.'],
    ],
  }
  return {
    folder: source.folder,
    title: `Correction request: ${system.name}, delivered by ${delivered(source)}`,
    protected: system.config.protected,
    sections: [
      { id: 'request', title: 'What is asked', blocks: [intro] },
      { id: 'rules', title: 'What is wrong', blocks: [ruleTable(reading, read)] },
      { id: 'offices', title: 'Who corrects it', blocks: [partTable(read)] },
      { id: 'rows', title: 'Rows', blocks: [await rowTable(reading, read)] },
    ],
  }
}

function overview(read: readonly Read[]): Block[] {
  const line = ({ source, all, rows }: Read): Text[] => [cell(source.system.name), cell(source.deliverer), text`${all}`, text`${rows}`, cell(`${source.folder}/request.html`), cell(source.system.config.protected ? '8 USC 1367' : undefined)]
  const groups = read.flatMap(({ source, parts, figures }) => parts.slice(0, most).map((part, index) => ({ source, part, figure: figures[index] })))
  const largest = groups.toSorted((a, b) => b.part.failures - a.part.failures).slice(0, most)
  return [
    {
      kind: 'table',
      caption: 'Correction requests',
      note: 'Each is a folder with a page for the owner of the system of record and a file with every row. Rules whose severity is info are left out.',
      columns: [
        { label: 'System', kind: 'text' },
        { label: 'Delivered by', kind: 'text' },
        { label: 'Failures', kind: 'number' },
        { label: 'Rows', kind: 'number' },
        { label: 'Page', kind: 'link' },
        { label: 'Protected', kind: 'text' },
      ],
      rows: read.map(line),
    },
    {
      kind: 'table',
      caption: 'Failures by system, deliverer, office and field',
      note: groups.length > largest.length ? `The ${largest.length} largest of ${groups.length} groups; the pages of the requests have more.` : 'Percentages are of the failures of the system and deliverer.',
      columns: [
        { label: 'System', kind: 'text' },
        { label: 'Delivered by', kind: 'text' },
        { label: 'Office', kind: 'text' },
        { label: 'Field', kind: 'code' },
        { label: 'Failures', kind: 'share' },
      ],
      rows: largest.map(({ source, part, figure }): Text[] => [cell(source.system.name), cell(source.deliverer), cell(part.office ?? 'not named'), cell(part.field), figure === undefined ? [] : text`${figure}`]),
      folded: largest.length > 12,
    },
  ]
}

/** Who must correct what: a section of the report, and a request for each system and deliverer with failing rows. */
export async function correctionRequests(reading: Reading): Promise<{ sections: Section[]; requests: CorrectionRequest[] }> {
  // Whoever reads statistics corrects nothing: they have neither the rows nor the folders of the requests.
  if (reading.purpose === 'statistics' || !reading.has('quality_failure') || !reading.has('quality_rule')) return { sections: [], requests: [] }
  const read: Read[] = []
  for (const source of sourcesOf(reading)) {
    const found = await readSource(reading, source)
    if (found !== undefined) read.push(found)
  }
  if (read.length === 0) return { sections: [], requests: [] }
  const requests: CorrectionRequest[] = []
  for (const one of read) requests.push(await requestOf(reading, one))
  return { sections: [{ id: 'corrections', title: 'Who must correct what', blocks: overview(read) }], requests }
}
