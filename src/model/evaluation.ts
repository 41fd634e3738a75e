/** Precision, recall and F1 of the pairs at or above a threshold. */
export interface ThresholdFigures {
  readonly threshold: number
  readonly precision: number
  readonly recall: number
  readonly f1: number
  readonly predicted: number
  readonly true_positives: number
}

export interface PairFigures {
  readonly true_pairs: number
  readonly listed: number
  /** Share of the true pairs that are listed at all. */
  readonly recall_ceiling: number
  readonly at_half: ThresholdFigures
  readonly at_95: ThresholdFigures
  /** At the threshold that the truth likes best; null when nothing is listed. */
  readonly best: ThresholdFigures | null
  /** Expected calibration error over the listed pairs, in 15 bins of equal count; null when nothing is listed. */
  readonly ece: number | null
  readonly brier: number | null
}

/** Pairs sorted by falling probability, and whether each is true. */
export interface ListedPairs {
  readonly probability: Float64Array
  readonly hit: Uint8Array
}

/** Counts of a clustering against true clusters, over the records that the truth names. */
export interface ClusterCounts {
  /** Size of each meeting of a true cluster with a found one, and of the two. */
  readonly both: readonly number[]
  readonly truth: readonly number[]
  readonly found: readonly number[]
}

const bins = 15
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000
const harmonic = (precision: number, recall: number): number => (precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall))
const over = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)

const figures = (threshold: number, predicted: number, hits: number, truePairs: number): ThresholdFigures => {
  const precision = over(hits, predicted)
  const recall = over(hits, truePairs)
  return { threshold, precision: rounded(precision), recall: rounded(recall), f1: rounded(harmonic(precision, recall)), predicted, true_positives: hits }
}

const at = ({ probability, hit }: ListedPairs, threshold: number, truePairs: number): ThresholdFigures => {
  let predicted = 0
  let hits = 0
  while (predicted < probability.length && (probability[predicted] ?? 0) >= threshold) hits += hit[predicted++] ?? 0
  return figures(threshold, predicted, hits, truePairs)
}

// A threshold cannot part pairs of equal probability.
const best = ({ probability, hit }: ListedPairs, truePairs: number): ThresholdFigures | null => {
  let [hits, most, place] = [0, -1, -1]
  for (let index = 0; index < probability.length; index += 1) {
    hits += hit[index] ?? 0
    if (probability[index] === probability[index + 1]) continue
    const f1 = (2 * hits) / (index + 1 + truePairs)
    if (f1 > most) [most, place] = [f1, index]
  }
  return place === -1 ? null : at({ probability, hit }, probability[place] ?? 0, truePairs)
}

/** Bins whose sizes differ by one at most, the larger first. */
const calibrationError = ({ probability, hit }: ListedPairs): number => {
  const pairs = probability.length
  const many = Math.min(bins, pairs)
  let [sum, from] = [0, 0]
  for (let bin = 0; bin < many; bin += 1) {
    const to = from + Math.floor(pairs / many) + (bin < pairs % many ? 1 : 0)
    let [stated, hits] = [0, 0]
    for (let index = from; index < to; index += 1) {
      stated += probability[index] ?? 0
      hits += hit[index] ?? 0
    }
    sum += Math.abs(stated - hits)
    from = to
  }
  return sum / pairs
}

/**
 * Figures of scored pairs against the truth. A true pair that is not listed is missed, and a pair that is not listed counts as predicted to be
 * no match. Rates are rounded to four places.
 */
export function pairFigures(listed: ListedPairs, truePairs: number): PairFigures {
  const { probability, hit } = listed
  let [hits, squares] = [0, 0]
  for (let index = 0; index < probability.length; index += 1) {
    hits += hit[index] ?? 0
    squares += ((probability[index] ?? 0) - (hit[index] ?? 0)) ** 2
  }
  const none = probability.length === 0
  return {
    true_pairs: truePairs,
    listed: probability.length,
    recall_ceiling: rounded(over(hits, truePairs)),
    at_half: at(listed, 0.5, truePairs),
    at_95: at(listed, 0.95, truePairs),
    best: best(listed, truePairs),
    ece: none ? null : rounded(calibrationError(listed)),
    brier: none ? null : rounded(squares / probability.length),
  }
}

export interface Rates {
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

const ratesOf = (precision: number, recall: number): Rates => ({ precision: rounded(precision), recall: rounded(recall), f1: rounded(harmonic(precision, recall)) })
const pairsIn = (sizes: readonly number[]): number => sizes.reduce((sum, size) => sum + (size * (size - 1)) / 2, 0)

/** B-cubed (Bagga and Baldwin 1998): precision and recall averaged over records. */
export function bCubed({ both, truth, found }: ClusterCounts): Rates {
  let [records, precision, recall] = [0, 0, 0]
  both.forEach((size, index) => {
    records += size
    precision += (size * size) / (found[index] ?? size)
    recall += (size * size) / (truth[index] ?? size)
  })
  return ratesOf(over(precision, records), over(recall, records))
}

/** Pairwise rates of the clusters: two records of one cluster are a predicted pair. `found` are the sizes of the clusters, each once. */
export const clusteredPairs = (both: readonly number[], found: readonly number[], truePairs: number): Rates =>
  ratesOf(over(pairsIn(both), pairsIn(found)), over(pairsIn(both), truePairs))
