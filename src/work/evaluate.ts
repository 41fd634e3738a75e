import { bCubed, clusteredPairs, pairFigures, type PairFigures, type Rates } from '../model/evaluation.js'
import type { LabelOptions } from '../run/evaluate.js'
import { runFacts } from '../run/run-facts.js'

/** How well a run found the pairs and people of a truth. Rates are rounded to four places. */
export interface Evaluation extends PairFigures {
  /** True pairs left out because no match of the run pairs their populations. */
  readonly true_pairs_not_asked: number
  /** The entities, over the records that the truth names; absent where the truth is pairs. */
  readonly entities?: { readonly pairs?: Rates; readonly b_cubed: Rates }
}

/**
 * Scores a run folder against labels: `record_id,cluster_id`, `record_id_a,record_id_b` or `system,id,role,ordinal,person_id`. With `sources`
 * only pairs across the two count, and entities have no pairwise rates. Throws InputError.
 */
export async function evaluateRun(folder: string, truth: string, options: LabelOptions = {}): Promise<Evaluation> {
  runFacts(folder)
  const { labelled } = await import('../run/evaluate.js')
  const { truePairs, notAsked, clusters, ...listed } = await labelled(folder, truth, options)
  const figures = { ...pairFigures(listed, truePairs), true_pairs_not_asked: notAsked }
  if (clusters === undefined) return figures
  const across = options.sources !== undefined || notAsked > 0
  const pairs = across ? {} : { pairs: clusteredPairs(clusters.both, clusters.sizes, truePairs) }
  return { ...figures, entities: { ...pairs, b_cubed: bCubed(clusters) } }
}
