import type { PairClass } from '../model/comparison.js'
import { classesOf } from '../model/latent-classes.js'
import { comparisonsOf, type Comparison } from './comparisons.js'
import { uses, type Plan, type PlanMatch } from './plan.js'

/** What the parameters of a match are indexed by. */
export interface ModelShape {
  readonly comparisons: readonly Pick<Comparison, 'name' | 'labels'>[]
  /** The classes of pairs that its comparisons can tell apart. */
  readonly classes: readonly PairClass[]
}

/** Classes of pairs that the config leaves out. */
export const leftOut = (plan: Plan): readonly PairClass[] => [
  ...(uses(plan, 'relatives') ? [] : (['relative', 'namesake'] as const)),
  ...(uses(plan, 'damaged') ? [] : (['damaged'] as const)),
]

/** Comparisons with their levels, and classes, known before a run. */
export function modelOf(plan: Plan, match: PlanMatch): ModelShape {
  const comparisons = comparisonsOf(plan, match)
  return { comparisons, classes: classesOf(comparisons, leftOut(plan)) }
}
