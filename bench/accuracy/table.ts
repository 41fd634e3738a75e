import type { Score } from '../scoring/score.js'
import type { NamesMeasured } from './names.js'
import type { Measured } from './measure.js'
import type { LabelledSet, Target } from './sets.js'

/** A share with four places and no leading zero; 1 as 1.000. */
export const figure = (value: number | null | undefined): string =>
  value === null || value === undefined ? '–' : value.toFixed(4).replace(/0$/u, '').replace(/^0\./u, '.')

const least = (value: number): string => `≥ ${String(value).replace(/^0\./u, '.')}`

/** The aims in words. */
export function targetText({ pairs, clustered, bestLinks, exact }: Target): string {
  const parts = [pairs, clustered].flatMap((value) => (value === undefined ? [] : [least(value)]))
  if (bestLinks !== undefined) parts.push(`best links ${least(bestLinks)}`)
  if (exact === true) parts.push('every entity')
  return parts.join(', ')
}

const short = (name: string, value: number | undefined, aim: number | undefined): string[] => (aim === undefined || (value ?? 0) >= aim ? [] : [name])

/** What of the aims is missed; empty when all are met. */
export function missed({ target }: LabelledSet, score: Score): string[] {
  return [
    ...short('pairs', score.at_half.f1, target.pairs),
    ...short('clustered', score.clustered.f1, target.clustered),
    ...short('best links', score.bestLinks?.f1, target.bestLinks),
    ...(target.exact === true && score.clusters.exact < score.clusters.all ? [`${score.clusters.all - score.clusters.exact} entities`] : []),
  ]
}

function ours({ set, score }: Measured): string {
  if (score === undefined) return '–'
  const pairs = figure(score.at_half.f1)
  if (set.target.exact === true) return `${score.clusters.exact} of ${score.clusters.all} entities; clustered ${figure(score.clustered.f1)}`
  return [pairs, figure(score.clustered.f1), ...(set.target.bestLinks === undefined ? [] : [`best links ${figure(score.bestLinks?.f1)}`])].join(', ')
}

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`
const rule = (columns: number): string => `|${'---|'.repeat(columns)}`

function verdict(measured: Measured): string {
  if (measured.score === undefined) return `not measured: ${measured.ended.failure ?? ''}`
  const misses = missed(measured.set, measured.score)
  return misses.length === 0 ? 'met' : `missed: ${misses.join(', ')}`
}

const detail = ({ set, score, ended }: Measured): string => {
  if (score === undefined) return row(set.title, ...Array.from({ length: 11 }, () => '–'), ended.seconds.toFixed(1))
  const { at_half: half, at_95: high, best, ece } = score
  const at = best === null ? '–' : `${figure(best.f1)} at ${figure(best.threshold)}`
  const entities = `${figure(score.clustered.precision)}, ${figure(score.clustered.recall)}`
  return row(set.title, String(score.true_pairs), String(score.listed), figure(score.recall_ceiling), figure(half.precision), figure(half.recall), figure(half.f1), at, figure(high.f1), figure(ece), entities, figure(score.bestLinks?.f1), ended.seconds.toFixed(1))
}

/** The figures as Markdown: ours beside the recorded ones of others with met or missed, then all figures. */
export function tableText(measured: readonly Measured[], names: NamesMeasured | undefined): string {
  const total = measured.reduce((sum, { ended }) => sum + ended.seconds, 0)
  const heads = ['set', 'Splink 5, configured by hand', 'best other', 'prototype', 'aim', 'ours, without configuration', '']
  const nameRow = names === undefined ? [] : [row('opensanctions_names, person pairs', '–', 'logic-v2 .770', '.893', '≥ .90', names.text, names.verdict)]
  const details = ['set', 'true pairs', 'listed', 'listed share of true', 'precision', 'recall', 'F1', 'best F1', 'F1 at .95', 'ECE', 'entities: precision, recall', 'best links F1', 'seconds']
  return [
    'F1 of pairs at p ≥ .5, then of the pairs that the entities imply. For links only pairs across the sources count. Best links: each record keeps',
    'its single best. The figures of others are as recorded when they were measured, not measured again.',
    '',
    row(...heads), rule(heads.length),
    ...measured.map((one) => row(one.set.title, one.set.splink, one.set.other, one.set.prototype, targetText(one.set.target), ours(one), verdict(one))),
    ...nameRow,
    '',
    'Calibration error (ECE) in 15 bins of equal count over the listed pairs.',
    '',
    row(...details), rule(details.length),
    ...measured.map(detail),
    '',
    `All sets together: ${total.toFixed(0)} s (aim: under 300).`,
    '',
  ].join('\n')
}
