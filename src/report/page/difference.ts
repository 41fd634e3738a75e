import { html } from '../html.js'
import type { Figure, Section, Shown, Text } from '../summary.js'
import { section } from './blocks.js'
import { plain } from './cells.js'
import { framed } from './frame.js'

interface Setting {
  readonly path: string
  readonly change: string
  readonly before: string | null
  readonly after: string | null
}

interface Sized {
  readonly change: string
  readonly rows_before: number | null
  readonly rows_after: number | null
}

/** What a page of two runs shows: counts and names; whom they are of stands in the CSV files beside it. */
export interface ReportDifference {
  readonly same: boolean
  readonly before: string
  readonly after: string
  readonly inputs: readonly (Sized & { readonly extract_id: string; readonly file: string })[]
  readonly config: readonly Setting[]
  readonly versions: readonly Setting[]
  readonly figures: readonly { readonly name: string; readonly change: string; readonly unit: string; readonly before: string | null; readonly after: string | null }[]
  readonly candidates: {
    readonly new: number
    readonly gone: number
    readonly moved: number
    readonly scored: number
    readonly moves: readonly { readonly from: string; readonly to: string; readonly pairs: number }[]
    readonly evidence: readonly { readonly column: string; readonly pairs: number }[]
  } | null
  readonly entities: { readonly merged: number; readonly split: number; readonly renamed: number; readonly new_mentions: number; readonly gone_mentions: number } | null
  readonly findings: readonly { readonly rule: string; readonly system: string | null; readonly field: string | null; readonly extract_id: string | null; readonly period: string | null; readonly change: string; readonly failing_before: number | null; readonly failing_after: number | null }[]
  readonly tables: readonly (Sized & { readonly table: string })[]
}

const cell = (value: string | number | null): Text => (value === null ? [] : [typeof value === 'number' ? value.toLocaleString('en-US') : value])

type Block = Section['blocks'][number]

/** Counts with their words, each leading to its rows. */
class Counts {
  readonly figures: Record<string, Shown> = {}

  add(name: string, value: number, unit: string, rows?: string): Text {
    const figure: Figure = { value, unit, ...(rows === undefined || value === 0 ? {} : { rows }) }
    this.figures[name] = figure
    return [{ figure: name }]
  }
}

const lines = (caption: string, labels: readonly string[], rows: readonly (readonly (string | number | null)[])[], file = 'diff.json'): Block[] =>
  rows.length === 0 ? [] : [{ kind: 'table', caption, columns: labels.map((label) => ({ label, kind: 'text' })), rows: rows.map((row) => row.map(cell)), file }]

const settings = (caption: string, found: readonly Setting[]): Block[] => lines(caption, ['what', 'change', 'before', 'after'], found.map(({ path, change, before, after }) => [path, change, before, after]))

function candidates(counts: Counts, { candidates: found }: ReportDifference): Block[] {
  if (found === null) return [{ kind: 'text', text: ['Candidates are not in both runs.'] }]
  const file = 'candidates.csv'
  const told: readonly (readonly [name: string, value: number, words: string])[] = [
    ['new', found.new, 'candidates are new'], ['gone', found.gone, 'are gone'], ['moved', found.moved, 'are in another band'], ['scored', found.scored, 'are in the same band with another score'],
  ]
  return [
    { kind: 'list', items: told.map(([name, value, words]) => [...counts.add(`candidates.${name}`, value, 'pairs', file), ` ${words}`]) },
    ...lines('From band to band', ['before', 'after', 'pairs'], found.moves.map(({ from, to, pairs }) => [from, to, pairs]), file),
    ...lines('Evidence that moved, of pairs whose band or score changed', ['comparison level', 'pairs'], found.evidence.map(({ column, pairs }) => [column, pairs]), file),
  ]
}

function entities(counts: Counts, { entities: found }: ReportDifference): Block[] {
  if (found === null) return [{ kind: 'text', text: ['Entities are not in both runs.'] }]
  const told: readonly (readonly [name: string, value: number, unit: string, words: string])[] = [
    ['merged', found.merged, 'entities', 'entities hold mentions of several earlier ones'], ['split', found.split, 'entities', 'earlier entities are parted'],
    ['renamed', found.renamed, 'entities', 'hold the same mentions under another id'],
    ['new_mentions', found.new_mentions, 'mentions', 'mentions are new'], ['gone_mentions', found.gone_mentions, 'mentions', 'are gone'],
  ]
  return [{ kind: 'list', items: told.map(([name, value, unit, words]) => [...counts.add(`entities.${name}`, value, unit, 'entities.csv'), ` ${words}`]) }]
}

const orSame = (blocks: readonly Block[], words: string): readonly Block[] => (blocks.length === 0 ? [{ kind: 'text', text: [words] }] : blocks)

const sized = ({ change, rows_before: before, rows_after: after }: Sized): (string | number | null)[] => [change, before, after]

function sectionsOf(counts: Counts, found: ReportDifference): Section[] {
  const went = [
    ...lines('Inputs', ['extract', 'file', 'change', 'rows before', 'rows after'], found.inputs.map((one) => [one.extract_id, one.file, ...sized(one)])),
    ...settings('Config', found.config),
    ...settings('Versions', found.versions),
  ]
  const figures = lines('Figures', ['figure', 'change', 'before', 'after', 'unit'], found.figures.map(({ name, change, before, after, unit }) => [name, change, before, after, unit]))
  const findings = lines('Findings', ['rule', 'system', 'field', 'extract', 'period', 'change', 'before', 'after'],
    found.findings.map((one) => [one.rule, one.system, one.field, one.extract_id, one.period, one.change, one.failing_before, one.failing_after]), 'findings.csv')
  const tables = lines('Tables', ['table', 'change', 'rows before', 'rows after'], found.tables.map((one) => [one.table, ...sized(one)]))
  return [
    { id: 'inputs', title: 'What went in', blocks: orSame(went, 'Inputs, config and versions are the same.') },
    { id: 'candidates', title: 'Candidates', blocks: candidates(counts, found) },
    { id: 'entities', title: 'Entities', blocks: entities(counts, found) },
    { id: 'figures', title: 'Figures', blocks: orSame(figures, 'Every figure is the same.') },
    { id: 'findings', title: 'Findings', blocks: orSame(findings, 'Every finding is the same.') },
    { id: 'tables', title: 'Tables', blocks: orSame(tables, 'Every table has the same rows.') },
  ]
}

/** The page of two runs compared: no network, no script, printable. */
export function renderDifference(found: ReportDifference, crosswalk: string): string {
  const counts = new Counts()
  const sections = sectionsOf(counts, found)
  const body = html`<div class="page">
<header class="top">
<h1>${found.same ? 'Two runs, no difference' : 'Two runs compared'}</h1>
<p class="meta">Before: ${plain(found.before)} · after: ${plain(found.after)} · Crosswalk ${crosswalk} · all of it: <a href="diff.json">diff.json</a></p>
</header>
<nav aria-label="Contents"><ul>${sections.map(({ id, title }) => html`<li><a href="#${id}">${plain(title)}</a></li>`)}</ul></nav>
<main>
${sections.map((one) => section({ figures: counts.figures }, one))}</main>
<footer>Candidates are never verdicts on a person.</footer>
</div>`
  return framed({ title: 'Two runs compared', body })
}
