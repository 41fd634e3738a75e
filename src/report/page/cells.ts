import { formatCount, formatFigure, formatPercent } from '../format.js'
import { html, type Html } from '../html.js'
import { shortened } from '../mask.js'
import type { ColumnKind, Ref, Shown, Summary, Text } from '../summary.js'

export type Figures = Summary['figures']

/** Characters of one piece of text that the page shows. */
const longest = 1000

/** Letters that run from right to left: kept apart, so that what stands beside them keeps its place. */
const leftward = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/** Text as it may stand on the page: cut where it is too long for one. */
export const cut = (text: string): string => shortened(text, longest)

/** Text that is short enough. */
export const isolated = (text: string): Html => (leftward.test(text) ? html`<bdi>${text}</bdi>` : html`${text}`)

export const plain = (text: string): Html => isolated(cut(text))

const figureOf = (figures: Figures, ref: Ref): Shown => {
  const figure = figures[ref.figure]
  if (figure === undefined) throw new Error(`no figure ${ref.figure}`)
  return figure
}

/** A figure's number, as a link to its rows where there are any. */
export function number(figures: Figures, ref: Ref): Html {
  const figure = figureOf(figures, ref)
  const printed = formatFigure(figure)
  if (figure.rows === undefined) return html`<span class="n" data-figure="${ref.figure}">${printed}</span>`
  return html`<a class="n" href="${figure.rows}" data-figure="${ref.figure}">${printed}</a>`
}

export const running = (figures: Figures, text: Text, words: (text: string) => Html = plain): Html =>
  html`${text.map((part) => (typeof part === 'string' ? words(part) : number(figures, part)))}`

/** Steps of tint for the share that is empty: none, up to 1, 10, 30, 60 %, and above. */
const heatOf = ({ value, percent = 0 }: Shown): number => (value === 0 ? 0 : [1, 10, 30, 60].filter((limit) => percent >= limit).length + 1)

function share(figures: Figures, ref: Ref, kind: ColumnKind): Html {
  const figure = figureOf(figures, ref)
  if (figure.of === undefined) return html`<td class="num">${number(figures, ref)}</td>`
  const parts = html`<small>${number(figures, ref)} of ${formatCount(figure.of)}</small>`
  const percent = formatPercent(figure)
  if (kind === 'heat') return html`<td class="num heat h${heatOf(figure)}"><b>${percent}</b> ${parts}</td>`
  return html`<td class="num"><b>${percent}</b> ${parts}</td>`
}

/** Weights are drawn as bars from the middle; beyond 16 bits the bar is full. */
function bar(figures: Figures, ref: Ref): Html {
  const { value = 0 } = figureOf(figures, ref)
  const length = Math.min(50, (Math.abs(value) / 16) * 50).toFixed(1)
  const left = value < 0 ? (50 - Number(length)).toFixed(1) : '50'
  return html`<td class="num bar"><span class="track" aria-hidden="true"><i class="${value < 0 ? 'against' : 'for'}" style="left:${left}%;width:${length}%"></i></span>${number(figures, ref)}</td>`
}

const value = (part: Text[number] | undefined): Html => (typeof part === 'string' ? plain(part) : html`<i>empty</i>`)

/** Two texts, the old struck out; an empty one is said to be empty. */
const change = ([old, now]: Text): Html => html`<td class="change"><del>${value(old === '' ? undefined : old)}</del><span class="arrow" aria-hidden="true">→</span><ins>${value(now === '' ? undefined : now)}</ins></td>`

/** Where the bar of each line begins and ends: where the line above ended; the last line, the total, begins at zero. */
export function fallsOf(figures: Figures, refs: readonly (Ref | undefined)[]): (readonly [from: number, to: number])[] {
  let sum = 0
  return refs.map((ref, index) => {
    const step = ref === undefined ? 0 : (figureOf(figures, ref).value ?? 0)
    const from = index === refs.length - 1 ? 0 : sum
    sum = from + step
    return [from, sum] as const
  })
}

/** One bar of a waterfall, on the scale of its group. */
export function fall(falls: readonly (readonly [from: number, to: number])[], at: number): Html {
  const all = [0, ...falls.flat()]
  const [low, high] = [Math.min(...all), Math.max(...all)]
  const place = (bits: number): number => (high === low ? 0 : Math.round(((bits - low) / (high - low)) * 1000))
  const [from, to] = falls[at] ?? [0, 0]
  const kind = at === falls.length - 1 ? 'total' : to < from ? 'against' : 'for'
  return html`<td class="fall"><svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true"><path d="M${place(0)} 0V10"/><rect class="${kind}" x="${place(Math.min(from, to))}" width="${Math.max(4, place(Math.max(from, to)) - place(Math.min(from, to)))}" y="1" height="8"/></svg></td>`
}

/** One cell of a table, by the kind of its column; the first cell of a row is its heading. */
export function tableCell(figures: Figures, text: Text, kind: ColumnKind, first: boolean): Html {
  if (kind === 'change') return change(text)
  const [only] = text
  if (kind === 'link' && typeof only === 'string') return html`<td class="text"><a href="${only}">${only.slice(only.lastIndexOf('/') + 1)}</a></td>`
  const ref = text.length === 1 && typeof only === 'object' ? only : undefined
  if (ref !== undefined && (kind === 'share' || kind === 'heat')) return share(figures, ref, kind)
  if (ref !== undefined && kind === 'bar') return bar(figures, ref)
  const shown = running(figures, text)
  if (kind === 'dots') return html`<td class="dots" aria-hidden="true">${shown}</td>`
  if (first) return html`<th scope="row" class="${kind}">${kind === 'code' ? html`<code>${shown}</code>` : shown}</th>`
  if (kind === 'heat') return html`<td class="num none">${shown}</td>`
  if (kind === 'code') return html`<td><code>${shown}</code></td>`
  if (kind === 'text' && text.some((part) => typeof part === 'string' && part.length > 40)) return html`<td class="text long">${shown}</td>`
  return html`<td class="${kind === 'text' || kind === 'date' ? kind : 'num'}">${shown}</td>`
}
