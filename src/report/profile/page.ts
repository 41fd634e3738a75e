import { formatCount } from '../format.js'
import { html, trustedMarkup, type Html } from '../html.js'
import { framed } from '../page/frame.js'
import { counted, ruleSentence } from '../words.js'
import { card, shareBar } from './card.js'
import { hasProposals, rulesYaml } from './rules.js'
import type { ColumnProfile, FileProfile, ProfileSummary } from './summary.js'
import { dateLayouts, edgeWords, kindWords, ofCount, percent, roleWords, ruleWords } from './words.js'

/** Columns that are told of one by one; a page of thousands would not open. */
const mostCards = 80
const mostRows = 500

const ownStyle: Html = trustedMarkup(`<style>
.share{white-space:nowrap}tbody.group td:first-child{padding-left:10px}.fill{display:inline-block;vertical-align:-1px;width:64px;height:9px;margin-right:8px;background:var(--line);-webkit-print-color-adjust:exact;print-color-adjust:exact}.fill i{display:block;height:9px;background:var(--s1)}
.column{border-top:1px solid var(--line);margin-top:32px}.column h3{margin-top:18px}.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr));gap:0 40px;align-items:start}
.pair>*{min-width:0}.small svg{display:block;width:100%;height:auto;max-width:520px;background:none!important;color:var(--ink);font:11px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
dl.facts{margin:10px 0 0;max-width:84ch}dl.facts div{display:grid;grid-template-columns:9.5rem 1fr;gap:12px;padding:4px 0;border-top:1px solid var(--line)}dl.facts div:first-child{border-top:0}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
pre{overflow-x:auto;max-height:30rem;background:var(--wash);padding:14px 16px;font:.82rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;border-radius:6px}tbody.group tr:first-child>*{border-top:1.5px solid var(--line)}
@media (max-width:600px){dl.facts div{grid-template-columns:1fr;gap:0}}
@media print{pre{max-height:none;white-space:pre-wrap}.fill{width:36px}}
</style>`)

const anchorOf = (file: number, column: number): string => `f${file + 1}-c${column + 1}`

function tableOf(caption: string, heads: readonly (readonly [label: string, kind: 'text' | 'num'])[], body: Html, note?: Html): Html {
  return html`<div class="table"><div class="scroll" tabindex="0" role="group" aria-label="${caption}"><table><caption><span>${caption}</span></caption>
<thead><tr>${heads.map(([label, kind]) => html`<th scope="col" class="${kind}">${label}</th>`)}</tr></thead>${body}</table></div>${note === undefined ? html`` : html`<p class="note">${note}</p>`}</div>`
}

const list = (names: readonly string[], most = 12): string => (names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${names.length - most} more`)

/** What of a file a reader should know first. */
export function sentencesOf({ rows_read: rows, rows_quarantined: quarantined, repeated_rows: repeated, columns }: FileProfile): string[] {
  const kept = rows - quarantined
  if (kept === 0) return ['No row could be profiled.']
  const named = (test: (column: ColumnProfile) => boolean): string[] => columns.filter(test).map(({ name }) => name)
  const empty = named(({ filled }) => filled === 0)
  const full = named(({ filled }) => filled === kept)
  const keys = named(({ filled, distinct, kind }) => filled === kept && distinct === kept && kept > 1 && kind !== 'decimal' && kind !== 'date')
  const constant = named(({ filled, distinct }) => filled > 0 && distinct === 1 && kept > 1)
  const mixed = named((column) => dateLayouts(column).mixed)
  const ambiguous = named((column) => dateLayouts(column).ambiguous)
  const told = (names: readonly string[], sentence: (listed: string) => string): string[] => (names.length === 0 ? [] : [sentence(list(names))])
  return [
    ...(quarantined === 0 ? [] : [`${ofCount(quarantined, rows)} rows could not be read and are in quarantine.csv.`]),
    ...(repeated === 0 ? ['No row repeats another in every column.'] : [`${ofCount(repeated, kept)} rows repeat another row in every column.`]),
    keys.length === 0 ? 'No column by itself is a key: each has empty cells or values that several rows share.' : `A different value in each row, so a key: ${list(keys)}.`,
    `${ofCount(full.length, columns.length)} columns have no empty cell.`,
    ...told(empty, (names) => `Empty throughout: ${names}.`),
    ...told(constant, (names) => `One value throughout: ${names}.`),
    ...told(mixed, (names) => `Dates in several layouts: ${names}.`),
    ...told(ambiguous, (names) => `Dates of which day and month cannot be told apart: ${names}.`),
  ]
}

function overview({ file, columns }: FileProfile, index: number, cards: number): Html {
  const rows = columns.slice(0, mostRows).map((column, at) => {
    const { name, role, kind, filled, rows: of, distinct, placeholders } = column
    const label = at < cards ? html`<a href="#${anchorOf(index, at)}">${name}</a>` : html`${name}`
    return html`
<tr><th scope="row" class="text">${label}</th><td class="text">${roleWords(role)}</td><td class="text">${kindWords(kind)}</td><td class="num">${shareBar(filled, of)}</td><td class="num">${formatCount(distinct)}</td><td class="num">${percent(distinct, filled)}</td><td class="num">${formatCount(placeholders)}</td><td class="text">${edgeWords(column, column.least)}</td><td class="text">${edgeWords(column, column.greatest)}</td></tr>`
  })
  const note = columns.length > mostRows ? html`The first ${formatCount(mostRows)} of ${formatCount(columns.length)} columns; all are in <a href="column_measure.csv">column_measure.csv</a>.` : html`All figures: <a href="column_measure.csv">column_measure.csv</a>. Values of columns about people are masked here, and whole there.`
  const heads = [['Column', 'text'], ['Taken for', 'text'], ['Mostly', 'text'], ['Filled', 'num'], ['Distinct', 'num'], ['Distinct, of filled', 'num'], ['Placeholders', 'num'], ['Least', 'text'], ['Greatest', 'text']] as const
  return tableOf(`${file}: its columns`, heads, html`<tbody>${rows}</tbody>`, note)
}

function findingsOf({ findings }: FileProfile): Html {
  const shown = findings.filter(({ severity }) => severity !== 'info').slice(0, mostRows)
  if (shown.length === 0) return html``
  const body = html`<tbody>${shown.map(({ rule, field, failing, tested }) => html`<tr><th scope="row" class="text">${field ?? 'the file'}</th><td class="text long">${ruleSentence(rule)}</td><td class="num">${ofCount(failing, tested)}</td></tr>`)}</tbody>`
  return tableOf('What is wrong', [['Column', 'text'], ['What', 'text'], ['Cells or rows', 'num']], body, html`All findings: <a href="findings.csv">findings.csv</a>`)
}

function fileSection(file: FileProfile, index: number, cards: number): Html {
  const told = file.columns.slice(0, cards)
  const left = file.columns.length - told.length
  return html`<section id="file-${index + 1}"><h2>${file.file}</h2>
<p>${formatCount(file.rows_read)} ${counted(file.rows_read, 'row')}, ${formatCount(file.columns.length)} ${counted(file.columns.length, 'column')}.</p>
<ul>${sentencesOf(file).map((sentence) => html`<li>${sentence}</li>`)}</ul>
${overview(file, index, cards)}${findingsOf(file)}
${told.map((column, at) => card(column, anchorOf(index, at)))}${left === 0 ? html`` : html`<p class="note">${formatCount(left)} further columns are not told of one by one: their figures are in column_measure.csv, column_value.csv, column_kind.csv and column_bin.csv.</p>`}
</section>
`
}

const shownValues = ({ values }: ColumnProfile): string => values.slice(0, 3).map(({ value, cells }) => `${value} (${formatCount(cells)})`).join(', ')

function sideBySide({ files, shared }: ProfileSummary): Html {
  if (files.length < 2) return html``
  const find = (system: string, field: string): readonly [FileProfile, ColumnProfile] | undefined => {
    const file = files.find((one) => one.system === system)
    const column = file?.columns.find((one) => one.field === field)
    return file === undefined || column === undefined ? undefined : [file, column]
  }
  const groups = shared.slice(0, mostRows).map(({ by, of }) => {
    const own = of.flatMap(({ system, field }) => { const found = find(system, field); return found === undefined ? [] : [found] })
    return html`
<tbody class="group">${own.map(([file, column], index) => html`<tr>${index === 0 ? html`<th scope="rowgroup" class="text" rowspan="${own.length}">${by === 'name' ? column.name : roleWords(column.role)}<br><small>by ${by}</small></th>` : html``}<td class="text">${file.file}</td><td class="text">${column.name}</td><td class="text">${kindWords(column.kind)}</td><td class="num">${shareBar(column.filled, column.rows)}</td><td class="num">${formatCount(column.distinct)}</td><td class="text">${edgeWords(column, column.least)}</td><td class="text">${edgeWords(column, column.greatest)}</td><td class="text long">${shownValues(column)}</td></tr>`)}</tbody>`
  })
  const alone = files.map((file) => ({ file: file.file, names: file.columns.filter(({ field }) => !shared.some(({ of }) => of.some((one) => one.system === file.system && one.field === field))).map(({ name }) => name) })).filter(({ names }) => names.length > 0)
  const heads = [['Column', 'text'], ['File', 'text'], ['There called', 'text'], ['Mostly', 'text'], ['Filled', 'num'], ['Distinct', 'num'], ['Least', 'text'], ['Greatest', 'text'], ['Commonest', 'text']] as const
  const table = shared.length === 0 ? html`<p>No column is in more than one of the files.</p>` : tableOf('The same column in several files', heads, html`${groups}`, html`Columns are held to be one by their name, or where each alone was taken for the same. The pairs: <a href="column_match.csv">column_match.csv</a>`)
  return html`<section id="side-by-side"><h2>Side by side</h2>${table}${alone.length === 0 ? html`` : html`<ul>${alone.map(({ file, names }) => html`<li>Only in ${file}: ${list(names)}.</li>`)}</ul>`}</section>
`
}

function proposals(summary: ProfileSummary): Html {
  if (!hasProposals(summary.files)) return html``
  const rows = summary.files.flatMap(({ file, proposals: own }) => own.map((proposal) => html`<tr><th scope="row" class="text">${ruleWords(proposal)}</th><td class="text">${file}</td><td class="num">${ofCount(proposal.holds, proposal.tested)}</td></tr>`))
  return html`<section id="rules"><h2>Rules that the data bear out</h2>
<p>Each is true of at least 99 in 100 rows today. Whether it must be, only a person can say: take those that must into the config.</p>
${tableOf('Proposed rules', [['Rule', 'text'], ['File', 'text'], ['Holds in', 'num']], html`<tbody>${rows.slice(0, mostRows)}</tbody>`, html`The table: <a href="rule_proposal.csv">rule_proposal.csv</a>`)}
<details><summary>As a part of a config</summary><pre tabindex="0">${rulesYaml(summary)}</pre></details>
<p class="note">The same as a file: <a href="proposed-rules.yaml">proposed-rules.yaml</a></p></section>
`
}

/** The page of a profile, from its summary alone. */
export function renderProfile(summary: ProfileSummary): string {
  const { files, crosswalk } = summary
  const cards = Math.max(1, Math.floor(mostCards / Math.max(1, files.length)))
  const title = files.length === 1 ? `Profile of ${files[0]?.file ?? ''}` : `Profile of ${files.length} files`
  const links = [...files.map(({ file }, index) => [`file-${index + 1}`, file] as const), ...(files.length > 1 ? [['side-by-side', 'Side by side'] as const] : []), ...(hasProposals(files) ? [['rules', 'Proposed rules'] as const] : [])]
  const body = html`<div class="page">
<header class="top">
<h1>${title}</h1>
<p class="meta">Crosswalk ${crosswalk}. Counts are exact. What a column was taken for is a guess from its name and contents; each says why.</p>
<nav aria-label="Sections"><ul>${links.map(([anchor, label]) => html`<li><a href="#${anchor}">${label}</a></li>`)}</ul></nav>
</header>
<main>
${sideBySide(summary)}${files.map((file, index) => fileSection(file, index, cards))}${proposals(summary)}</main>
<footer><a href="summary.json">summary.json</a> holds every figure of this page by name.</footer>
</div>`
  return framed({ title: title, ownStyle, body })
}
