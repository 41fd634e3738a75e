import { id, joinSql, sql, type Sql } from '../engine/sql.js'
import { priorWeight, weight, type PairClass, type Parameters } from '../model/comparison.js'
import { PairBound, type BoundCase, type ComparisonBound } from '../model/pair-bound.js'
import { Sketches, type Near } from '../model/near.js'
import { template } from '../engine/template.js'
import { comparisonsOf, type Comparison } from './comparisons.js'
import { valueNumber, type NearLevels, type Sketch } from './compare/near.js'
import { comparandOf, mentionPlaces } from './pair-sql.js'
import { tableOf, type PlanMatch } from './plan.js'
import type { StageContext } from './stage.js'

/** Weights are rounded to four decimals before they are added; a bound gives way by more than that can come to. */
const slack = 0.01

const isList = (column: string): boolean => column.endsWith('_values')

/** The value that is equal on both sides at full agreement; Jr and 2 agree in full. */
function mainSketch({ name, frequencyOf, columns }: Comparison): Sketch {
  const column = frequencyOf ?? columns[0] ?? name
  return name === 'name_suffix' ? valueNumber(column, sql`case when name_suffix = 'jr' then '2' else name_suffix end`) : valueNumber(column)
}

/** Whether a side holds several values of a column, of which the best two count. */
function severalSketch({ name, columns }: Comparison): Sketch | undefined {
  const lists = columns.filter(isList)
  return lists.length === 0 ? undefined : { name: `${name}_several`, of: sql`case when ${joinSql(lists.map((list) => sql`${id(list)} is null`), sql` and `)} then 1 else 0 end` }
}

/** Sketches of all comparisons, each once. */
export function sketchesOf(comparisons: readonly Comparison[]): Sketch[] {
  const all = comparisons.flatMap((comparison) => {
    const several = severalSketch(comparison)
    return [mainSketch(comparison), ...(several === undefined ? [] : [several]), ...[...(comparison.near ?? []), ...(comparison.nearMissing ?? []), ...(comparison.nearUnless ?? [])].flatMap(({ sketches }) => sketches)]
  })
  return [...new Map(all.map((sketch) => [sketch.name, sketch])).values()]
}

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
  const { labels, near, nearMissing, nearUnless, unlessSame } = comparison
  const certain = unlessSame?.every((column) => toldApart.has(column)) === true
  const unless = certain ? undefined : comparison.unless
  const all = labels.map((_, at) => at + 1)
  const unequal = all.filter((level) => level < all.length || level === 1)
  const testsOf = (told: readonly NearLevels[]): Case[] =>
    told.map(({ near: when, levels }) => ({ when, levels: levels === undefined ? unequal : levels.map((label) => labels.indexOf(label) + 1) }))
  const { name } = mainSketch(comparison)
  const several = severalSketch(comparison)
  const absent: Near = { test: 'missing', sketch: name }
  const lone = comparison.columns.filter((column) => !isList(column)).length === 1
  const missing = inOrder(testsOf(nearMissing ?? []), lone ? [0] : nearMissing === undefined ? [0, ...unequal] : [0, 1], weigh)
  const spared = unless === undefined || nearUnless !== undefined ? [] : [0]
  const unlessTests = (nearUnless ?? []).map(({ near: when }): Case => ({ when, levels: [0] }))
  const [before, after] = certain ? [unlessTests, []] : [[], unlessTests]
  return [
    ...(several === undefined ? [] : [{ when: { test: 'missing', sketch: several.name } as const, levels: [0, ...all] }]),
    ...before,
    { when: { test: 'same', left: name, right: name }, levels: [...(unless === undefined ? [] : [0]), ...all] },
    ...missing.map(({ when, levels }): Case => ({ when: { test: 'both', of: [absent, when] }, levels })),
    ...inOrder([...testsOf(near ?? []), ...after], near === undefined ? [...spared, ...unequal] : [...spared, 1], weigh),
  ]
}

function boundOf(comparison: Comparison, index: number, parameters: Parameters, classes: readonly PairClass[], rarity: Float64Array | undefined, toldApart: ReadonlySet<string>): ComparisonBound {
  const top = comparison.labels.length
  const most = (of: PairClass, levels: readonly number[]): number => Math.max(...levels.filter((level) => level < top || top === 1).map((level) => weight(parameters, of, index, level)))
  const cases = casesOf(comparison, (levels) => most('match', levels), toldApart).map(({ when, levels }): BoundCase => ({ when, full: levels.includes(top), most: classes.map((of) => most(of, levels)) }))
  const m = (of: PairClass): number => parameters.classes[of]?.m[index]?.[top - 1] ?? 1
  if (rarity === undefined || comparison.levels[0]?.byFrequency === undefined) return { cases, full: classes.map((of) => weight(parameters, of, index, top)) }
  return { cases, full: classes.map((of) => Math.log2(m(of))), rarity: { of: rarity, usual: -Math.log2(parameters.u[index]?.at(-1) ?? 1) } }
}

/** Joins to the sketches that are made once for each value of a column. */
function ofValues(sketches: readonly Sketch[], comparand: Sql): Sql[] {
  const byColumn = new Map<string, Sketch[]>()
  for (const sketch of sketches) if (sketch.once !== undefined) byColumn.set(sketch.once, [...(byColumn.get(sketch.once) ?? []), sketch])
  return [...byColumn].map(([column, made]) => {
    const values = sql`select ${id(column)} as value_, ${joinSql(made.map(({ name, of }) => sql`${of} as ${id(name)}`))} from (select distinct ${id(column)} from ${comparand} where ${id(column)} is not null)`
    return sql`\nleft join (${values}) ${id(`of_${column}`)} on ${id(`of_${column}`)}.value_ = ${id(column)}`
  })
}

/** Reads the sketches and rarities of a match, an entry a mention by its number. */
async function readSketches(context: StageContext, match: PlanMatch, comparisons: readonly Comparison[]): Promise<{ sketches: Sketches; rarities: ReadonlyMap<string, Float64Array> }> {
  const { database } = context
  const mentions = await mentionPlaces(context, match)
  const sketches = sketchesOf(comparisons)
  const rare = comparisons.filter(({ frequencyOf }) => frequencyOf !== undefined)
  const columns = [
    ...sketches.map(({ name, of, once }) => (once === undefined ? sql`${of} as ${id(name)}` : sql`coalesce(${id(`of_${once}`)}.${id(name)}, 0) as ${id(name)}`)),
    ...rare.map(({ name }) => sql`coalesce(cast(${id(`${name}_rarity`)} as double), 'nan') as ${id(`${name}_rarity`)}`),
  ]
  const select = template('score', 'sketch', { sketches: joinSql(columns), comparand: comparandOf(match), joins: joinSql(ofValues(sketches, comparandOf(match)), sql``) })
  context.saveSql(`sketch_${match.suffix}`, select)
  const table = id(tableOf('sketch', match))
  await database.run(sql`create temp table ${table} as ${select}`)
  const numbers = new Sketches(sketches.map(({ name }) => name), mentions)
  const rarities = rare.map(() => new Float64Array(mentions).fill(Number.NaN))
  for await (const [places, ...values] of database.numbers(sql`select * from ${table}`)) {
    if (places === undefined) continue
    numbers.add(places, values)
    for (const [at, array] of rarities.entries()) {
      const column = values[sketches.length + at]
      for (let row = 0; row < places.length; row += 1) array[places[row] ?? 0] = column?.[row] ?? Number.NaN
    }
  }
  await database.drop(tableOf('sketch', match))
  return {
    sketches: numbers,
    rarities: new Map(rare.map(({ name }, at) => [name, rarities[at] ?? new Float64Array(0)])),
  }
}

/** Columns that decide whether something is compared, of which no two values have the same number. */
async function columnsToldApart({ database }: StageContext, match: PlanMatch, comparisons: readonly Comparison[]): Promise<ReadonlySet<string>> {
  const columns = [...new Set(comparisons.flatMap(({ unlessSame }) => unlessSame ?? []))]
  if (columns.length === 0) return noColumns
  const counts = joinSql(columns.map((column) => sql`count(distinct ${id(column)}) = count(distinct nullif(${valueNumber(column).of}, 0)) as ${id(column)}`))
  const apart = await database.row(sql`select ${counts} from ${comparandOf(match)}`)
  return new Set(columns.filter((column) => apart[column] === true))
}

/** Bytes that sketches and rarities take for each mention. */
export const bytesOfMention = (comparisons: readonly Comparison[]): number =>
  4 * sketchesOf(comparisons).length + 8 * comparisons.filter(({ frequencyOf }) => frequencyOf !== undefined).length

/** Order in which comparisons are looked at: those that may give most first, for what is left to come decides how early a pair is out. */
const mostOf = ({ cases, full, rarity }: ComparisonBound): number => Math.max(...cases.flatMap(({ most }) => most), ...full) + (rarity === undefined ? 0 : 12)

/**
 * Tells which pairs of a match may reach a match weight in bits: never false of one that does. What relatives and namesakes explain only lowers a weight;
 * sound and damaged matches together give one bit more than the better of the two at most.
 */
export async function boundOfMatch(context: StageContext, match: PlanMatch, parameters: Parameters, floor: number): Promise<PairBound> {
  const comparisons = comparisonsOf(context.plan, match)
  const { sketches, rarities } = await readSketches(context, match, comparisons)
  const classes: readonly PairClass[] = parameters.classes.damaged === undefined ? ['match'] : ['match', 'damaged']
  const toldApart = await columnsToldApart(context, match, comparisons)
  const bounds = comparisons.map((comparison, index) => boundOf(comparison, index, parameters, classes, rarities.get(comparison.name), toldApart))
  const start = classes.map((of) => priorWeight(parameters, of))
  return new PairBound(bounds.toSorted((a, b) => mostOf(b) - mostOf(a)), sketches, start, floor - slack - (classes.length - 1))
}

