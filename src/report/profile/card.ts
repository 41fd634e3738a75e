import { drawDistribution, type DistributionBar } from '../charts/distribution.js'
import { formatCount, formatDecimal } from '../format.js'
import { html, type Html } from '../html.js'
import type { Bar, ColumnProfile } from './summary.js'
import { dateLayouts, edgeWords, kindWords, layoutWords, ofCount, percent, roleWords } from './words.js'

/** A share as a bar with its numbers. */
export const shareBar = (value: number, of: number): Html =>
  html`<span class="share"><span class="fill" aria-hidden="true"><i style="width:${of === 0 ? '0' : ((value / of) * 100).toFixed(1)}%"></i></span>${percent(value, of)}</span>`

const millis = (day: string): number => Date.parse(`${day}T00:00:00Z`)

function dayAfter(lower: string, unit: string): number {
  const [year = 1, month = 1] = lower.split('-').map(Number)
  if (unit === 'day') return millis(lower) + 86_400_000
  if (unit === 'month') return Date.UTC(month === 12 ? year + 1 : year, month % 12, 1)
  const years = unit === 'year' ? 1 : unit === 'decade' ? 10 : 100
  return millis(`${String(Math.min(9999, (year === 1 ? 0 : year) + years)).padStart(4, '0')}-01-01`)
}

const barOf = ({ lower, upper, cells }: Bar, unit: string): DistributionBar =>
  unit === 'number' ? { from: Number(lower), to: Number(upper), cells } : { from: millis(lower ?? ''), to: dayAfter(lower ?? '', unit), cells }

const peak = (bars: readonly DistributionBar[]): DistributionBar | undefined => bars.reduce<DistributionBar | undefined>((most, bar) => (most === undefined || bar.cells > most.cells ? bar : most), undefined)

function distribution({ name, bars, days, numbers }: ColumnProfile): Html {
  if (bars === null) return html``
  const { unit, of } = bars
  const drawn = of.filter(({ side }) => side === 'within')
  const placed = drawn.map((bar) => barOf(bar, unit))
  const most = drawn.find((_, index) => placed[index] === peak(placed))
  const beyond = of.filter(({ side }) => side !== 'within').map(({ side, cells }) => `${formatCount(cells)} cells ${side === 'below' ? 'below' : 'above'}`)
  const range = numbers ?? days
  const per = unit === 'number' ? '' : `, by ${unit}`
  const alternative = `${name}: ${drawn.length} bars${per}, ${most === undefined ? '' : `the highest from ${most.lower ?? ''}${most.upper === null ? '' : ` to ${most.upper}`} with ${formatCount(most.cells)} cells`}; from ${range?.least ?? ''} to ${range?.greatest ?? ''}.`
  const note = beyond.length === 0 ? html`` : html`<p class="note">Not drawn, since they lie far off: ${beyond.join(', ')}.</p>`
  return html`<figure><figcaption>${unit === 'number' ? 'Numbers' : 'Dates'}${per}</figcaption><div class="small" role="img" aria-label="${alternative}">${drawDistribution(placed, { days: unit !== 'number', label: unit === 'number' ? 'value' : '' })}</div>${note}</figure>`
}

const lengthBars = 40

/** Lengths as bars of one width, few enough to be drawn. */
export function binLengths(counts: ColumnProfile['byLength']): DistributionBar[] {
  const [first] = counts
  const last = counts.at(-1)
  if (first === undefined || last === undefined) return []
  const width = Math.max(1, Math.ceil((last.length - first.length + 1) / lengthBars))
  const bins = new Map<number, number>()
  for (const { length, cells } of counts) {
    const at = first.length + Math.floor((length - first.length) / width) * width
    bins.set(at, (bins.get(at) ?? 0) + cells)
  }
  return [...bins].map(([at, cells]) => ({ from: at - 0.5, to: at + width - 0.5, cells }))
}

function lengths({ name, byLength, lengths: range }: ColumnProfile): Html {
  if (range === null || range.least === range.greatest) return html``
  const alternative = `${name}: lengths from ${range.least} to ${range.greatest} characters, half of the cells up to ${range.median}.`
  return html`<figure><figcaption>Lengths</figcaption><div class="small" role="img" aria-label="${alternative}">${drawDistribution(binLengths(byLength), { whole: true, label: 'characters' })}</div></figure>`
}

const small = (caption: string, heads: readonly string[], rows: readonly (readonly (string | Html)[])[]): Html =>
  rows.length === 0
    ? html``
    : html`<div class="table"><div class="scroll" tabindex="0" role="group" aria-label="${caption}"><table><caption><span>${caption}</span></caption>
<thead><tr>${heads.map((head, index) => html`<th scope="col" class="${index === 0 ? 'text' : 'num'}">${head}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell, index) => (index === 0 ? html`<th scope="row" class="text">${cell}</th>` : html`<td class="num">${cell}</td>`))}</tr>`)}</tbody></table></div></div>`

function values({ values: listed, filled, distinct, masked }: ColumnProfile): Html {
  if (listed.length === 0 || (listed[0]?.cells === 1 && distinct > listed.length)) return html`<p class="note">No value stands there twice.</p>`
  const caption = `Commonest values${masked ? ', masked' : ''}`
  return small(caption, ['Value', 'Cells', 'Share'], listed.map(({ value, cells }) => [html`<code>${value}</code>`, formatCount(cells), shareBar(cells, filled)]))
}

/** Kinds that fewer cells bear out are left to the table. */
const leastShare = 0.01

function kinds({ kinds: found, filled }: ColumnProfile): Html {
  const rows = found.filter(({ cells }) => cells >= filled * leastShare).map(({ kind, layout, cells, valid }) => [layout === null ? kindWords(kind) : html`date <code>${layoutWords(layout)}</code>`, shareBar(valid, filled), ofCount(valid, cells)])
  return small('What the cells could be', ['Kind', 'Of filled', 'Possible, of those written so'], rows)
}

const patterns = ({ patterns: found, filled }: ColumnProfile): Html =>
  small('Commonest layouts', ['Layout', 'Cells', 'Share'], found.map(({ pattern, cells }) => [html`<code>${pattern}</code>`, formatCount(cells), shareBar(cells, filled)]))

function facts(column: ColumnProfile): Html {
  const { filled, rows, distinct, once, placeholders, lengths: sizes, numbers, days } = column
  const { layouts, ambiguous, mixed } = dateLayouts(column)
  const list: [string, string][] = [
    ['Filled', `${percent(filled, rows)} — ${ofCount(filled, rows)} rows`],
    ['Distinct', `${formatCount(distinct)} values; ${formatCount(once)} of them stand in one cell only`],
    ...(placeholders === 0 ? [] : [['Placeholders', `${ofCount(placeholders, filled)} cells stand for “unknown”`] satisfies [string, string]]),
    ['Least and greatest', `${edgeWords(column, column.least)} to ${edgeWords(column, column.greatest)}`],
    ...(numbers === null ? [] : [['Numbers', `mean ${formatDecimal(numbers.mean)}; half lie from ${formatDecimal(numbers.quarters[0])} to ${formatDecimal(numbers.quarters[1])}, the median is ${formatDecimal(numbers.median)}; ${ofCount(numbers.cells, filled)} cells were read`] satisfies [string, string]]),
    ...(days === null ? [] : [['Dates', `median ${days.median}; ${ofCount(days.cells, filled)} cells were read, ${mixed ? 'in several layouts' : 'as'} ${layouts.map(layoutWords).join(', ')}${ambiguous ? '; day and month cannot be told apart, month first is assumed' : ''}`] satisfies [string, string]]),
    ...(sizes === null ? [] : [['Length', `${formatCount(sizes.least)} to ${formatCount(sizes.greatest)} characters, median ${formatCount(sizes.median)}`] satisfies [string, string]]),
  ]
  return html`<dl class="facts">${list.map(([term, what]) => html`<div><dt>${term}</dt><dd>${what}</dd></div>`)}</dl>`
}

/** All that is told of one column. */
export function card(column: ColumnProfile, anchor: string): Html {
  const { name, role, reason, kind, filled } = column
  const head = html`<h3>${name}</h3><p class="note">Taken for: ${roleWords(role)}${reason === '' ? '' : ` (${reason})`}. Its cells are mostly: ${kindWords(kind)}.</p>`
  if (filled === 0) return html`<section class="column" id="${anchor}">${head}<p>No row has a value.</p></section>`
  return html`<section class="column" id="${anchor}">${head}${facts(column)}<div class="pair">${distribution(column)}${lengths(column)}</div><div class="pair">${values(column)}<div>${kinds(column)}${patterns(column)}</div></div></section>
`
}
