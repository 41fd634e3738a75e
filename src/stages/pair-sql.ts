import { id, joinSql, sql, type Sql, unionAll } from '../engine/sql.js'
import { alternatives, priorWeight, shares, weight, type ComparisonShape, type PairClass, type Parameters } from '../model/comparison.js'
import { template } from '../engine/template.js'
import { levelOf, type Comparison } from './comparisons.js'
import { tableOf, type PlanMatch } from './plan.js'
import type { StageContext } from './stage.js'

export const comparandOf = (match: PlanMatch): Sql => id(tableOf('comparand', match))

/** One more than the highest number of a mention of a match: places of an array by mention. */
export async function mentionPlaces({ database }: StageContext, match: PlanMatch): Promise<number> {
  return (await database.row<{ places: number }>(sql`select coalesce(max(mention_id), 0) + 1 as places from ${comparandOf(match)}`)).places
}

export const levelColumn = (comparison: ComparisonShape): Sql => id(`${comparison.name}_level`)
export const weightColumn = (comparison: ComparisonShape): Sql => id(`${comparison.name}_weight`)

export const levelColumns = (comparisons: readonly Comparison[]): Sql =>
  joinSql(comparisons.map((comparison) => sql`${levelOf(comparison)} as ${levelColumn(comparison)}`))

const bits = (value: number): Sql => sql`cast(${value.toFixed(4)} as double)`

/** Bits for a class at the strongest level, which weighs as its value is rare where the comparison says so. Weighing partial agreement so too was tried and lost on every real set. */
function fullAgreement(comparison: Comparison, index: number, parameters: Parameters, pairClass: PairClass): Sql {
  const at = comparison.labels.length - 1
  if (comparison.levels[0]?.byFrequency === undefined || comparison.frequencyOf === undefined) return bits(weight(parameters, pairClass, index, at + 1))
  const m = parameters.classes[pairClass]?.m[index]?.[at] ?? 1
  const usualRarity = bits(-Math.log2(parameters.u[index]?.at(-1) ?? 1))
  return sql`round(${bits(Math.log2(m))} + coalesce(${id(`${comparison.name}_rarity`)}, ${usualRarity}), 4)`
}

/** Bits for a class at a level. */
const bitsAt = (comparison: Comparison, index: number, parameters: Parameters, pairClass: PairClass, at: number): Sql =>
  at === comparison.labels.length - 1 ? fullAgreement(comparison, index, parameters, pairClass) : bits(weight(parameters, pairClass, index, at + 1))

/** Bits for a class at each level, as a CASE. */
export function bitsOf(comparison: Comparison, index: number, parameters: Parameters, pairClass: PairClass): Sql {
  const cases = comparison.labels.map((_, at) => sql` when ${at + 1} then ${bitsAt(comparison, index, parameters, pairClass, at)}`)
  return sql`case ${levelColumn(comparison)}${joinSql(cases, sql``)} else 0.0 end`
}

/** The weight that a comparison gives to a match. */
export const weightOf = (comparison: Comparison, index: number, parameters: Parameters): Sql =>
  sql`${bitsOf(comparison, index, parameters, 'match')} as ${weightColumn(comparison)}`

/** Bits for a class that is no match, against a random pair: its prior and the comparisons in which it agrees otherwise than random pairs do. */
function classBits(comparisons: readonly Comparison[], parameters: Parameters, pairClass: PairClass): Sql {
  const parts = comparisons.flatMap((comparison, index) => (shares(pairClass, comparison) ? [bitsOf(comparison, index, parameters, pairClass)] : []))
  return joinSql([bits(priorWeight(parameters, pairClass)), ...parts], sql` + `)
}

/** For each class that is no match its bits for one pair; `levels` is a query as withLevels makes it, of that pair. */
export function alternativeClasses(comparisons: readonly Comparison[], parameters: Parameters, levels: Sql): Sql {
  const classes = alternatives(parameters).map((pairClass) => sql`select ${pairClass} as class, ${classBits(comparisons, parameters, pairClass)} as bits from levels`)
  return template('score', 'asked_class', { levels, classes: classes.length === 0 ? sql`select null::varchar as class, null::double as bits from levels limit 0` : joinSql(classes, unionAll) })
}

/**
 * What a pair loses because relatives and namesakes agree so too: the log of what all classes but the match explain, random pairs
 * being 1. Zero where nothing but chance competes.
 */
export function alternativeWeight(comparisons: readonly Comparison[], parameters: Parameters): Sql {
  const odds = alternatives(parameters).map((pairClass) => sql` + pow(2, least(500.0, ${classBits(comparisons, parameters, pairClass)}))`)
  return odds.length === 0 ? sql`0.0` : sql`round(-log2(1.0${joinSql(odds, sql``)}), 4)`
}

/**
 * What a match gains because errors come together: the log of what damaged matches add to sound ones. Depends on the levels alone, since a value's
 * frequency is the same for both.
 */
export function damageWeight(comparisons: readonly Comparison[], parameters: Parameters): Sql {
  if (parameters.classes.damaged === undefined || comparisons.length === 0) return sql`0.0`
  const start = priorWeight(parameters, 'damaged') - priorWeight(parameters, 'match')
  const parts = comparisons.map((comparison, index) => {
    const cases = comparison.labels.map((_, at) => sql` when ${at + 1} then ${bits(weight(parameters, 'damaged', index, at + 1) - weight(parameters, 'match', index, at + 1))}`)
    return sql`case ${levelColumn(comparison)}${joinSql(cases, sql``)} else 0.0 end`
  })
  return sql`round(log2(1.0 + pow(2, least(500.0, ${bits(start)} + ${joinSql(parts, sql` + `)}))), 4)`
}

/** The columns of the frequencies that travel with a pair. */
export const rarityColumns = (comparisons: readonly Comparison[]): Sql[] => comparisons.filter(({ frequencyOf }) => frequencyOf !== undefined).map(({ name }) => id(`${name}_rarity`))

/** The frequency of the commoner of two values, for a misspelling is no rare name; of the one that is known. As `least`, in a seventh of its time. */
export const commoner = (rarity: Sql): Sql => sql`case when l.${rarity} <= r.${rarity} then l.${rarity} else coalesce(r.${rarity}, l.${rarity}) end as ${rarity}`

/** Pairs with the level of each comparison; `pairs` is a query of left and right mentions with the `carried` columns. */
export const withLevels = (match: PlanMatch, comparisons: readonly Comparison[], pairs: Sql, carried: Sql): Sql =>
  sql`select left_mention, right_mention, ${carried}${comparisons.length === 0 ? sql`` : sql`, ${joinSql([levelColumns(comparisons), ...rarityColumns(comparisons).map(commoner)])}`}
  from (${pairs}) p
  join ${comparandOf(match)} l on l.mention_id = left_mention
  join ${comparandOf(match)} r on r.mention_id = right_mention`

export const totalWeight = (comparisons: readonly Comparison[]): Sql =>
  comparisons.length === 0 ? sql`0.0` : joinSql(comparisons.map(weightColumn), sql` + `)

export const priorBits = (parameters: Parameters): number => Math.round(priorWeight(parameters, 'match') * 1e4) / 1e4

const pairColumns = (comparisons: readonly Comparison[], carried: Sql): Sql =>
  joinSql([sql`left_mention, right_mention`, carried, ...comparisons.flatMap((comparison) => [levelColumn(comparison), weightColumn(comparison)]), sql`damage_weight, alternative_weight`])

/** Pairs with level and weight of each comparison and the match weight; `levels` is a query as withLevels makes it. */
export const scoredLevels = (comparisons: readonly Comparison[], parameters: Parameters, levels: Sql, carried: Sql): Sql =>
  template(
    'score', 'scored_pair',
    {
      levels,
      weights: comparisons.length === 0 ? sql`0 as nothing_weight` : joinSql(comparisons.map((comparison, index) => weightOf(comparison, index, parameters))),
      columns: pairColumns(comparisons, carried),
      alternative: alternativeWeight(comparisons, parameters),
      damage: damageWeight(comparisons, parameters),
      total: totalWeight(comparisons),
    },
    { prior_weight: priorBits(parameters) },
  )

/** The same from pairs that are not compared yet. */
export const scoredPairs = (match: PlanMatch, comparisons: readonly Comparison[], parameters: Parameters, pairs: Sql, carried: Sql): Sql =>
  scoredLevels(comparisons, parameters, withLevels(match, comparisons, pairs, carried), carried)

/** Log2 odds of a probability, in the four decimals of weights. */
export const floorBits = (probability: number): number => Number(Math.log2(probability / (1 - probability)).toFixed(4))
