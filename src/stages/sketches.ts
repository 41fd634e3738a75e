import { id, joinSql, sql } from '../engine/sql.js'
import { template } from '../engine/template.js'
import { ownArray } from '../model/grouping.js'
import { Sketches } from '../model/near.js'
import type { Comparison } from './comparisons.js'
import { valueNumber, type Sketch } from './compare/near.js'
import { comparandOf, mentionPlaces } from './pair-sql.js'
import { tableOf, type PlanMatch } from './plan.js'
import type { StageContext } from './stage.js'

/** Whether a column holds a list of values. */
export const isList = (column: string): boolean => column.endsWith('_values')

/** The value that is equal on both sides at full agreement, and its column; Jr and 2 agree in full. */
export function mainSketch({ name, frequencyOf, columns }: Comparison): Sketch & { readonly column: string } {
  const column = frequencyOf ?? columns[0] ?? name
  return { ...(name === 'name_suffix' ? valueNumber(column, sql`case when name_suffix = 'jr' then '2' else name_suffix end`) : valueNumber(column)), column }
}

/** Whether a side holds several values of a column, of which the best two count. */
export function severalSketch({ name, columns }: Comparison): Sketch | undefined {
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

/** Mentions from which what is made of a value is made once for all that have it. */
const manyMentions = 20_000

/** Bytes that sketches and rarities take for each mention. */
export const bytesOfMention = (comparisons: readonly Comparison[]): number =>
  4 * (sketchesOf(comparisons).length + comparisons.filter(({ frequencyOf }) => frequencyOf !== undefined).length)

/** Sketches and rarities of a match, an entry a mention by its number; the rarity of no value is NaN. */
export interface MatchSketches {
  readonly sketches: Sketches
  readonly rarities: ReadonlyMap<string, Float32Array>
  /** Columns of which it is known that no two values have the same number. */
  readonly toldApart: ReadonlySet<string>
}

/** Reads what is made of each mention for itself. */
async function readOwn(context: StageContext, match: PlanMatch, made: readonly Sketch[], { sketches, rarities }: Pick<MatchSketches, 'sketches' | 'rarities'>): Promise<void> {
  const { database } = context
  const columns = joinSql([
    ...made.map(({ name, of }) => sql`${of} as ${id(name)}`),
    ...[...rarities.keys()].map((name) => sql`coalesce(cast(${id(`${name}_rarity`)} as double), 'nan') as ${id(`${name}_rarity`)}`),
  ])
  const select = template('score', 'sketch', { sketches: columns, comparand: comparandOf(match) })
  context.saveSql(`sketch_${match.suffix}`, select)
  const table = tableOf('sketch', match)
  await database.run(sql`create temp table ${id(table)} as ${select}`)
  const order = made.map(({ name }) => sketches.place(name))
  const arrays = [...rarities.values()]
  for await (const [places = [], ...values] of database.numbers(sql`select * from ${id(table)}`)) {
    sketches.add(places, order, values)
    for (const [at, array] of arrays.entries()) {
      const column = values[made.length + at]
      for (let row = 0; row < places.length; row += 1) array[places[row] ?? 0] = column?.[row] ?? Number.NaN
    }
  }
  await database.drop(table)
}

/** Reads what is made once for each value of a column. Tells whether their numbers, if these are made, tell the values apart. */
async function readOfValues(context: StageContext, match: PlanMatch, column: string, made: readonly Sketch[], sketches: Sketches): Promise<boolean> {
  const { database } = context
  const select = template('score', 'sketch_value', { column: id(column), sketches: joinSql(made.map(({ name, of }) => sql`${of} as ${id(name)}`)), comparand: comparandOf(match) })
  context.saveSql(`sketch_value_${column}_${match.suffix}`, select)
  const table = tableOf('sketch_value', match)
  await database.run(sql`create temp table ${id(table)} as ${select}`)
  const columns = made.map(({ name }) => id(name))
  const number = valueNumber(column).name
  const apart = made.some(({ name }) => name === number) ? sql`count(distinct ${id(number)}) = count(*)` : sql`false`
  const { count, told } = await database.row<{ count: number; told: boolean }>(sql`select coalesce(max(rowid), -1) + 1 as count, ${apart} as told from ${id(table)}`)
  const values = columns.map(() => new Int32Array(count))
  for await (const [rows = [], ...of] of database.numbers(sql`select cast(rowid as integer), ${joinSql(columns)} from ${id(table)}`)) {
    for (const [at, array] of values.entries()) for (let row = 0; row < rows.length; row += 1) array[rows[row] ?? 0] = of[at]?.[row] ?? 0
  }
  const order = made.map(({ name }) => sketches.place(name))
  for await (const [places = [], numbers = []] of database.numbers(sql`select mention_id, cast(v.rowid as integer) from ${comparandOf(match)} join ${id(table)} v on value_ = ${id(column)}`)) {
    sketches.addOfValues(places, order, numbers, values)
  }
  await database.drop(table)
  return told
}

/** Reads the sketches and rarities of the comparisons of a match; those of a mention stand in the order of the comparisons. From `many` mentions on what is made of a value is made once. */
export async function readSketches(context: StageContext, match: PlanMatch, comparisons: readonly Comparison[], many = manyMentions, allocate = ownArray): Promise<MatchSketches> {
  const mentions = await mentionPlaces(context, match)
  const made = sketchesOf(comparisons)
  const sketches = new Sketches(made.map(({ name }) => name), mentions, allocate)
  const rare = comparisons.filter(({ frequencyOf }) => frequencyOf !== undefined)
  const read = { sketches, rarities: new Map(rare.map(({ name }) => [name, new Float32Array(allocate(mentions).buffer).fill(Number.NaN)])) }
  // Of few mentions a further statement takes longer than what is spared.
  const columns = new Set(mentions < many ? [] : made.flatMap(({ once }) => once ?? []))
  await readOwn(context, match, made.filter(({ once }) => once === undefined || !columns.has(once)), read)
  const toldApart = new Set<string>()
  for (const column of columns) if (await readOfValues(context, match, column, made.filter(({ once }) => once === column), sketches)) toldApart.add(column)
  return { ...read, toldApart }
}
