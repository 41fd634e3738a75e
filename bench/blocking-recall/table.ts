import type { Measured } from './measure.js'
import { holds } from './truth.js'

const share = (value: number): string => (value >= 0.99995 ? '1.0000' : value.toFixed(4))
const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`

/** Truth and estimate of each match as Markdown, and how many intervals hold the truth. */
export function tableText(measured: readonly Measured[]): string {
  const rows = measured.flatMap(({ name, matches, failure }) => [
    ...(failure === undefined ? [] : [row(name, failure, '', '', '', '', '')]),
    ...matches.filter(({ truePairs }) => truePairs > 0).map((one, index) => {
      const { truePairs, listed, estimate } = one
      const said = estimate === undefined ? ['none', '', ''] : [share(estimate.estimate), `${share(estimate.lower)} to ${share(estimate.upper)}`, holds(one) ? 'yes' : 'no']
      return row(matches.length === 1 ? name : `${name}, match ${index + 1}`, String(truePairs), String(truePairs - listed), share(listed / truePairs), ...said)
    }),
  ])
  const told = measured.flatMap(({ matches }) => matches).filter(({ truePairs, estimate }) => truePairs > 0 && estimate !== undefined)
  const errors = told.map(({ truePairs, listed, estimate }) => Math.abs((estimate?.estimate ?? 0) - listed / truePairs))
  const held = told.filter(holds).length
  const mean = errors.reduce((sum, error) => sum + error, 0) / Math.max(errors.length, 1)
  return [
    row('set', 'true pairs', 'missed', 'listed share', 'estimate', '95 % interval', 'holds'), row(...Array.from({ length: 7 }, () => '---')), ...rows, '',
    `${told.length} estimates: the interval of ${held} holds the truth; mean error ${mean.toFixed(4)}, greatest ${Math.max(0, ...errors).toFixed(4)}.`, '',
  ].join('\n')
}

/** A page with a table between the marks of that name. Throws where it has none. */
export function intoPage(page: string, name: string, table: string): string {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`]
  const [from, to] = [page.indexOf(begin), page.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`the page has no ${begin} … ${end}`)
  return `${page.slice(0, from + begin.length)}\n\n${table}\n${page.slice(to)}`
}
