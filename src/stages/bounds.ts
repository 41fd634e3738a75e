import { id, joinSql, sql } from '../engine/sql.js'
import { priorWeight, weight, type PairClass, type Parameters } from '../model/comparison.js'
import { ownArray } from '../model/grouping.js'
import type { Near } from '../model/near.js'
import type { PairCode } from '../model/near-code.js'
import { boundCode, type BoundCase, type ComparisonBound } from '../model/pair-bound.js'
import { comparisonsOf, type Comparison } from './comparisons.js'
import { valueNumber, type NearLevels } from './compare/near.js'
import { comparandOf } from './pair-sql.js'
import type { PlanMatch } from './plan.js'
import { isList, mainSketch, readSketches, severalSketch } from './sketches.js'
import type { StageContext } from './stage.js'

/** Weights are rounded to four decimals before they are added; a bound gives way by more than that can come to. */
const slack = 0.01

const always: Near = { test: 'always' }

/** What sketches tell of a pair, and the levels that are left then. */
export interface Case {
  readonly when: Near
  readonly levels: readonly number[]
}

/** Cases of which several may hold at once: each stands for those after it too, in the order in which `weigh` puts their levels. */
function inOrder(tests: readonly Case[], rest: readonly number[], weigh: (levels: readonly number[]) => number): Case[] {
  const sorted = tests.toSorted((a, b) => weigh(b.levels) - weigh(a.levels))
  return [...sorted.map(({ when }, at) => ({ when, levels: [...rest, ...sorted.slice(at).flatMap(({ levels }) => levels)] })), { when: always, levels: rest }]
}

const noColumns: ReadonlySet<string> = new Set()

/**
 * What a comparison may come to as far as sketches tell, in the order in which it is asked; `weigh` says how much levels can give. Of the columns that are
 * told apart, numbers of values are equal only where the values are.
 */
export function casesOf(comparison: Comparison, weigh: (levels: readonly number[]) => number, toldApart = noColumns): Case[] {
  const { labels, near, nearMissing, nearUnless, unlessSame, fullWhereSame } = comparison
  const certain = unlessSame?.every((column) => toldApart.has(column)) === true
  const unless = certain ? undefined : comparison.unless
  const all = labels.map((_, at) => at + 1)
  const unequal = all.filter((level) => level < all.length || level === 1)
  const testsOf = (told: readonly NearLevels[]): Case[] =>
    told.map(({ near: when, levels }) => ({ when, levels: levels === undefined ? unequal : levels.map((label) => labels.indexOf(label) + 1) }))
  const { name, column } = mainSketch(comparison)
  const same = fullWhereSame === true && toldApart.has(column) ? all.slice(-1) : all
  const several = severalSketch(comparison)
  const absent: Near = { test: 'missing', sketch: name }
  const lone = comparison.columns.filter((one) => !isList(one)).length === 1
  const missing = inOrder(testsOf(nearMissing ?? []), lone ? [0] : nearMissing === undefined ? [0, ...unequal] : [0, 1], weigh)
  const spared = unless === undefined || nearUnless !== undefined ? [] : [0]
  const unlessTests = (nearUnless ?? []).map(({ near: when }): Case => ({ when, levels: [0] }))
  const [before, after] = certain ? [unlessTests, []] : [[], unlessTests]
  return [
    ...(several === undefined ? [] : [{ when: { test: 'missing', sketch: several.name } as const, levels: [0, ...all] }]),
    ...before,
    { when: { test: 'same', left: name, right: name }, levels: [...(unless === undefined ? [] : [0]), ...same] },
    ...missing.map(({ when, levels }): Case => ({ when: { test: 'both', of: [absent, when] }, levels })),
    ...inOrder([...testsOf(near ?? []), ...after], near === undefined ? [...spared, ...unequal] : [...spared, 1], weigh),
  ]
}

function boundOf(comparison: Comparison, index: number, parameters: Parameters, classes: readonly PairClass[], rarity: Float32Array | undefined, toldApart: ReadonlySet<string>): ComparisonBound {
  const top = comparison.labels.length
  const most = (of: PairClass, levels: readonly number[]): number => Math.max(...levels.filter((level) => level < top || top === 1).map((level) => weight(parameters, of, index, level)))
  const cases = casesOf(comparison, (levels) => most('match', levels), toldApart).map(({ when, levels }): BoundCase => ({ when, full: levels.includes(top), most: classes.map((of) => most(of, levels)) }))
  const m = (of: PairClass): number => parameters.classes[of]?.m[index]?.[top - 1] ?? 1
  if (rarity === undefined || comparison.levels[0]?.byFrequency === undefined) return { cases, full: classes.map((of) => weight(parameters, of, index, top)) }
  return { cases, full: classes.map((of) => Math.log2(m(of))), rarity: { of: rarity, usual: -Math.log2(parameters.u[index]?.at(-1) ?? 1) } }
}

/** Columns of those that are asked for of which no two values have the same number. */
async function columnsToldApart({ database }: StageContext, match: PlanMatch, asked: readonly string[]): Promise<ReadonlySet<string>> {
  const columns = [...new Set(asked)]
  if (columns.length === 0) return noColumns
  const counts = joinSql(columns.map((column) => sql`count(distinct ${id(column)}) = count(distinct nullif(${valueNumber(column).of}, 0)) as ${id(column)}`))
  const apart = await database.row(sql`select ${counts} from ${comparandOf(match)}`)
  return new Set(columns.filter((column) => apart[column] === true))
}

/** Order in which comparisons are looked at: those that may give most first, for what is left to come decides how early a pair is out. */
const mostOf = ({ cases, full, rarity }: ComparisonBound): number => Math.max(...cases.flatMap(({ most }) => most), ...full) + (rarity === undefined ? 0 : 12)

/**
 * Tells which pairs of a match may reach a match weight in bits: never false of one that does. What relatives and namesakes explain only lowers a weight;
 * to bound that too took longer than comparing the pairs that it spared.
 */
export async function boundOfMatch(context: StageContext, match: PlanMatch, parameters: Parameters, floor: number, allocate = ownArray): Promise<PairCode> {
  const comparisons = comparisonsOf(context.plan, match)
  const classes: readonly PairClass[] = parameters.classes.damaged === undefined ? ['match'] : ['match', 'damaged']
  const most = comparisons.map((comparison, index) => mostOf(boundOf(comparison, index, parameters, classes, comparison.frequencyOf === undefined ? undefined : new Float32Array(0), noColumns)))
  const order = comparisons.map((_, index) => index).toSorted((a, b) => (most[b] ?? 0) - (most[a] ?? 0))
  // Sketches stand in the order in which they are asked: of most pairs only the first are.
  const { sketches, rarities, toldApart } = await readSketches(context, match, order.flatMap((index) => comparisons[index] ?? []), undefined, allocate)
  const apart = new Set([...toldApart, ...(await columnsToldApart(context, match, comparisons.flatMap(({ unlessSame }) => unlessSame ?? []).filter((column) => !toldApart.has(column))))])
  const bounds = order.flatMap((index) => {
    const comparison = comparisons[index]
    return comparison === undefined ? [] : [boundOf(comparison, index, parameters, classes, rarities.get(comparison.name), apart)]
  })
  return boundCode(bounds, sketches, classes.map((of) => priorWeight(parameters, of)), floor - slack)
}
