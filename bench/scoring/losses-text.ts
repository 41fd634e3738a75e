import { lossKinds, type Losses } from './losses.js'

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string => [row(heads), `|${'---|'.repeat(heads.length)}`, ...rows.map(row)].join('\n')

const names = (list: readonly string[]): string => list.join(', ') || '–'

/** The losses as Markdown, with the `most` commonest patterns of each kind. */
export function lossesText(title: string, { unused, totals, patterns, shares }: Losses, most = 8): string {
  const seen = lossKinds.filter((kind) => totals[kind] > 0)
  if (seen.length === 0) return `### ${title}\n\nNothing is lost.\n`
  const kinds = seen.map((kind) => {
    const rows = patterns.filter((pattern) => pattern.kind === kind).slice(0, most)
    const cells = rows.map(({ missing, differing, partly, pairs }) => [String(pairs), names(missing), names(differing), names(partly)])
    return `${kind}: ${totals[kind]} pairs\n\n${table(['pairs', 'missing on a side', 'different', 'partly equal'], cells)}\n`
  })
  const columns = ['all true pairs', ...seen] as const
  const fields = [...new Set(shares.map(({ field }) => field))].map((field) => {
    const cells = columns.map((of) => shares.find((one) => one.field === field && one.of === of))
    return [field, ...cells.map((one) => (one === undefined ? '–' : `${percent(one.missing)}, ${percent(one.differing)}`))]
  })
  const left = unused.length === 0 ? '' : `Missing in nearly every true pair: ${unused.join(', ')}.\n\n`
  return `### ${title}\n\n${left}${kinds.join('\n')}\nShare of the pairs in which a field is missing on a side, and in which it differs at all:\n\n${table(['field', ...columns], fields)}\n`
}
