import { figure } from '../accuracy/table.js'
import type { Measured } from './measure.js'
import type { Estimate } from './said.js'
import type { CountedParameters } from './truth-parameters.js'

/** How far F1 may fall below the same run with its parameters counted from truth. */
export const mostBelow = 0.03

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`

const digits = (number: number): string => (number > 1 ? number.toFixed(0) : figure(number))

const interval = (estimate: Estimate | undefined, truth: number): string => {
  if (estimate === undefined) return 'none'
  const { value, low, high } = estimate
  if (low === undefined || high === undefined) return digits(value)
  return `${digits(value)} (${digits(low)} to ${digits(high)}${low <= truth && truth <= high ? '' : ', missed'})`
}

/** The level whose learnt m is furthest from the counted one, by the bits it moves the true pairs in all. */
export function furthest(counted: readonly CountedParameters[]): string {
  const levels = counted.flatMap(({ levels: own }) => own.map((level) => ({ ...level, moved: level.pairs * Math.abs(Math.log2(level.m / level.learnt)) })))
  const first = levels.toSorted((a, b) => b.moved - a.moved)[0]
  return first === undefined ? '–' : `${first.comparison} ${first.label}: ${figure(first.learnt)}, true ${figure(first.m)}`
}

/** Why a run fails the bench; empty when it does not. */
export function failures({ ended, result }: Measured): string[] {
  if (result === undefined) return [ended.failure ?? 'failed']
  const { score, said, yardstick } = result
  const below = yardstick.at_half.f1 - score.at_half.f1
  if (below <= mostBelow) return []
  return [`${below.toFixed(3)} below${ended.warnings.length + said.failures.length === 0 ? ', without a warning' : ''}`]
}

const heads = [
  'population', 'varied', 'records', 'true pairs', 'F1 pairs', 'precision', 'recall', 'with counted parameters', 'F1 entities', 'ECE', 'expected / true listed', 'listed share', 'its own estimate', 'its estimate of matches',
  'furthest m', 'warnings', 'seconds', '',
]

function line(measured: Measured): string {
  const { variation, ended, result } = measured
  const start = [variation.name, variation.varied, variation.shape.records.toLocaleString('en-US')]
  if (result === undefined) return row(...start, ...Array.from({ length: 12 }, () => '–'), ended.warnings.join('; '), ended.seconds.toFixed(1), failures(measured).join('; '))
  const { score, said, counted, yardstick } = result
  const { at_half: half } = score
  const warnings = [...new Set([...ended.warnings, ...said.failures])].join('; ') || '–'
  const listed = Math.round(score.recall_ceiling * score.true_pairs)
  const cells = [
    String(score.true_pairs), figure(half.f1), figure(half.precision), figure(half.recall), figure(yardstick.at_half.f1), figure(score.clustered.f1), figure(score.ece), `${said.expected.toFixed(0)} / ${listed}`,
    figure(score.recall_ceiling), interval(said.listed, score.recall_ceiling), interval(said.matches, score.true_pairs), furthest(counted), warnings, ended.seconds.toFixed(1), failures(measured).join('; ') || 'ok',
  ]
  return row(...start, ...cells)
}

/** The figures of all runs as Markdown. */
export function tableText(measured: readonly Measured[]): string {
  const failed = measured.filter((one) => failures(one).length > 0).length
  return [
    row(...heads), `|${'---|'.repeat(heads.length)}`, ...measured.map(line), '',
    `${measured.length} populations, ${failed} of them more than ${mostBelow} below the same run with its parameters counted from truth, or failed.`, '',
  ].join('\n')
}
