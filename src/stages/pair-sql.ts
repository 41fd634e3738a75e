import { id, joinSql, sql, type Sql } from '../engine/sql.js'
import { alternatives, priorWeight, shares, weight, type ComparisonShape, type PairClass, type Parameters } from '../model/comparison.js'
import { levelOf, type Comparison } from './comparisons.js'
import { tableOf, type PlanMatch } from './plan.js'

/** A rule as it was chosen: its number names its key column, its place is its bit in found_by. */
export interface ChosenRule {
  readonly rule_no: number
  readonly rule: string
}

const sides = (rule: ChosenRule): Sql => sql`l.${id(`k${rule.rule_no}`)} = r.${id(`k${rule.rule_no}`)}`

export const comparandOf = (match: PlanMatch): Sql => id(tableOf('comparand', match))

/** Pairs that may be: each once, and never a mention with itself. */
const oriented = (match: PlanMatch): Sql => (match.within ? sql`l.mention_id < r.mention_id` : sql`l.on_left and r.on_right`)

/** Join condition of the pairs that a rule finds and none of the rules before it. */
function firstFoundBy(match: PlanMatch, rules: readonly ChosenRule[], place: number): Sql {
  const rule = rules[place]
  if (rule === undefined) throw new RangeError('no such rule')
  const earlier = rules.slice(0, place).map((other) => sql` and (${sides(other)}) is not true`)
  return sql`${sides(rule)} and ${oriented(match)}${joinSql(earlier, sql``)}`
}

/** The rules that find a pair, one bit each. */
const foundBy = (rules: readonly ChosenRule[]): Sql =>
  sql`cast(${joinSql(rules.map((rule, place) => sql`(case when ${sides(rule)} then ${2 ** place} else 0 end)`), sql` + `)} as integer)`

export const levelColumn = (comparison: ComparisonShape): Sql => id(`${comparison.name}_level`)
export const weightColumn = (comparison: ComparisonShape): Sql => id(`${comparison.name}_weight`)

export const levelColumns = (comparisons: readonly Comparison[]): Sql =>
  joinSql(comparisons.map((comparison) => sql`${levelOf(comparison)} as ${levelColumn(comparison)}`))

const bits = (value: number): Sql => sql`cast(${value.toFixed(4)} as double)`

/** Bits for a class at each level, as a CASE; full agreement in a telling value weighs as that value is rare. */
function bitsOf(comparison: Comparison, index: number, parameters: Parameters, pairClass: PairClass): Sql {
  const cases = comparison.labels.map((_, at) => {
    const level = at + 1
    const top = level === comparison.labels.length && comparison.frequencyOf !== undefined
    const m = parameters.classes[pairClass]?.m[index]?.[at] ?? 1
    const value = top
      ? sql`round(${bits(Math.log2(m))} + coalesce(${id(`${comparison.name}_rarity`)}, ${bits(-Math.log2(parameters.u[index]?.[at] ?? 1))}), 4)`
      : bits(weight(parameters, pairClass, index, level))
    return sql` when ${level} then ${value}`
  })
  return sql`case ${levelColumn(comparison)}${joinSql(cases, sql``)} else 0.0 end`
}

/** The weight that a comparison gives to a match. */
export const weightOf = (comparison: Comparison, index: number, parameters: Parameters): Sql =>
  sql`${bitsOf(comparison, index, parameters, 'match')} as ${weightColumn(comparison)}`

/**
 * What a pair loses because relatives and namesakes agree so too: the log of what all classes but the match explain, random pairs
 * being 1. Zero where nothing but chance competes.
 */
export function alternativeWeight(comparisons: readonly Comparison[], parameters: Parameters): Sql {
  const odds = alternatives(parameters).map((pairClass) => {
    const parts = comparisons.flatMap((comparison, index) => (shares(pairClass, comparison) ? [bitsOf(comparison, index, parameters, pairClass)] : []))
    return sql` + pow(2, least(500.0, ${bits(priorWeight(parameters, pairClass))} + ${joinSql(parts, sql` + `)}))`
  })
  return odds.length === 0 ? sql`0.0` : sql`round(-log2(1.0${joinSql(odds, sql``)}), 4)`
}

/** Frequencies that travel with a pair: of the left mention, whose value equals the right one's where they are used. */
const rarities = (comparisons: readonly Comparison[]): Sql =>
  joinSql(
    comparisons.filter((comparison) => comparison.frequencyOf !== undefined).map((comparison) => sql`, l.${id(`${comparison.name}_rarity`)}`),
    sql``,
  )

/** Pairs of mentions that a rule is the first to find; only keys travel through this join. */
export function pairsFoundBy(match: PlanMatch, rules: readonly ChosenRule[], place: number): Sql {
  const keys = id(tableOf('block_key', match))
  return sql`select l.mention_id as left_mention, r.mention_id as right_mention from ${keys} l join ${keys} r on ${firstFoundBy(match, rules, place)}`
}

/** Pairs with the rules that find them and the level of each comparison; `pairs` is a query of left and right mentions. */
export const withLevels = (match: PlanMatch, rules: readonly ChosenRule[], comparisons: readonly Comparison[], pairs: Sql): Sql =>
  sql`select left_mention, right_mention, ${rules.length === 0 ? sql`cast(0 as integer)` : foundBy(rules)} as found_by${
    comparisons.length === 0 ? sql`, 0 as nothing` : sql`, ${levelColumns(comparisons)}${rarities(comparisons)}`
  }
  from (${pairs}) p
  join ${comparandOf(match)} l on l.mention_id = left_mention
  join ${comparandOf(match)} r on r.mention_id = right_mention`

/** The same pairs among those that were compared for training: their lowest bit is the rule's. */
export const comparedPairsOf = (match: PlanMatch, place: number): Sql =>
  sql`select * from ${id(tableOf('compared_pair', match))} where (found_by & ${2 ** (place + 1) - 1}) = ${2 ** place}`

export const totalWeight = (comparisons: readonly Comparison[]): Sql =>
  comparisons.length === 0 ? sql`0.0` : joinSql(comparisons.map(weightColumn), sql` + `)

export const priorBits = (parameters: Parameters): number => Math.round(priorWeight(parameters, 'match') * 1e4) / 1e4
