import type { Role } from '../../config/words.js'
import { id, joinSql, sql, type Sql } from '../../engine/sql.js'
import type { ComparisonKind, ComparisonShape } from '../../model/comparison.js'
import { listOf } from '../mention-columns.js'
import { sameValue, type NearLevels } from './near.js'

/** Pairs that are told to be of one of the lowest levels, or of the strongest, by less than the tests of the levels between. */
export interface Apart {
  /** Holds only where no level between does. */
  readonly holds: Sql
  /** How many of the lowest levels, all else not counted, are left to be tested. */
  readonly leaves: number
}

export interface Level {
  readonly label: string
  /** Over `l` and `r`, the two mentions; the first that holds from the strongest on is the pair's level. */
  readonly holds: Sql
  /** Both sides have the value, which says the more the rarer it is: the frequency of `frequencyOf` weighs the level too. */
  readonly byFrequency?: true
  /** It holds only where the level below it does, which is tested first, so that most pairs are spared one of two costly tests. */
  readonly narrows?: true
}

/** A comparison: its levels in SQL, and what the model needs to know of them. */
export interface Comparison extends ComparisonShape {
  /** Columns of mention that it compares. */
  readonly columns: readonly string[]
  /** Roles behind them: a rule that uses one says nothing of this comparison. */
  readonly roles: readonly Role[]
  /** Both sides hold something to compare. A level may hold without it, as when a name missing on one side stands elsewhere. */
  readonly present: Sql
  /** A side has no value, without which no level holds; where it compares one column. */
  readonly missing?: Sql
  /** Another comparison has said it already: nothing is compared then, so that columns that move together do not count twice. */
  readonly unless?: Sql
  /** From the strongest down, all but the last, which is all else. */
  readonly levels: readonly Level[]
  /** Tested after the strongest level: most pairs of strangers are spared the rest. */
  readonly apart?: Apart
  /** Column whose value's frequency weighs the levels that say so. */
  readonly frequencyOf?: string
  /** Which levels values that are not equal may reach; all but full agreement where nothing is told. */
  readonly near?: readonly NearLevels[]
  /** Which levels may hold where a side has no value; without any, none where levels look at one column alone, else all but full agreement. */
  readonly nearMissing?: readonly NearLevels[]
  /** When another comparison may have said it already; it may always where nothing is told. */
  readonly nearUnless?: readonly NearLevels[]
  /** Columns of which one that is equal on both sides is all that `unless` says. */
  readonly unlessSame?: readonly string[]
  /** Equal values of the column whose frequency counts agree in full, whatever else is said of them. */
  readonly fullWhereSame?: true
}

/** A test of two values. */
export type Test = (a: Sql, b: Sql) => Sql

type DraftLevel = readonly [label: string, holds: Sql, m: number, remark?: 'by frequency' | 'narrows the next']

/** A comparison as it is written down: levels with the share of matches expected at each. */
export interface Draft {
  readonly name: string
  readonly kind: ComparisonKind
  readonly columns: readonly string[]
  readonly roles: readonly Role[]
  readonly levels: readonly DraftLevel[]
  readonly present?: Sql
  readonly unless?: Sql
  readonly apart?: Apart
  readonly frequencyOf?: string
  readonly choices?: number
  /** Share of pairs of people at large at each level but the first, from the strongest down; fewer than levels where nothing is known of the rest. */
  readonly chances?: readonly number[]
  /** The most that all else may be of the matches. */
  readonly mostElse?: number
  readonly near?: readonly NearLevels[]
  readonly nearMissing?: readonly NearLevels[]
  readonly nearUnless?: readonly NearLevels[]
  /** Another comparison has said it already where one of these columns is equal on both sides; instead of `unless`. */
  readonly unlessSame?: readonly string[]
  readonly fullWhereSame?: true
}

export const left = (column: string): Sql => sql`l.${id(column)}`
export const right = (column: string): Sql => sql`r.${id(column)}`
export const both = (column: string): Sql => sql`${left(column)} is not null and ${right(column)} is not null`

/** A test of the two sides' values of a column. */
export const on = (column: string, test: Test): Sql => test(left(column), right(column))

/** A test that holds for a value of one side and the column of the other, either way round. */
export const either = (test: (mine: (column: string) => Sql, other: (column: string) => Sql) => Sql): Sql => sql`(${test(left, right)} or ${test(right, left)})`

/** A test of all values of one side with all of the other, where a side holds several. */
function amongValues(column: string, test: Test): Sql {
  const values = (alias: (name: string) => Sql): Sql => sql`coalesce(${alias(listOf(column))}, [${alias(column)}])`
  const inner = sql`list_bool_or(list_transform(${values(right)}, lambda y_: ${test(sql`x_`, sql`y_`)}))`
  return sql`case when ${left(listOf(column))} is not null or ${right(listOf(column))} is not null
    then list_bool_or(list_transform(${values(left)}, lambda x_: ${inner})) else false end`
}

/** Tests of columns of which a mention may hold several values: then the best pair of values counts. */
export class Values {
  constructor(private readonly sets: ReadonlySet<string>) {}

  on(column: string, test: Test): Sql {
    return this.sets.has(column) ? sql`(${on(column, test)} or ${amongValues(column, test)})` : on(column, test)
  }

  /** Whether a mention may hold several values of a column. */
  has(column: string): boolean {
    return this.sets.has(column)
  }

  /** The columns with the lists beside them. */
  columns(...columns: readonly string[]): string[] {
    return columns.flatMap((column) => (this.sets.has(column) ? [column, listOf(column)] : [column]))
  }
}

export const equal: Test = (a, b) => sql`${a} = ${b}`
export const similar = (least: number): Test => (a, b) => sql`er_alike(${a}, ${b}, ${least})`
export const oneEdit: Test = (a, b) => sql`er_one_edit(${a}, ${b})`
export const part: Test = (a, b) => sql`er_is_part(${a}, ${b})`
export const sharedWord: Test = (a, b) => sql`er_shares_word(${a}, ${b})`

/** A draft with what the model needs. */
export function finish(draft: Draft): Comparison {
  const { levels, present, name, kind, columns, roles, frequencyOf } = draft
  const shares = levels.map(([, , m]) => m)
  const [only, ...others] = draft.columns
  const rest = 1 - shares.reduce((sum, share) => sum + share, 0)
  return {
    name,
    kind,
    columns,
    roles,
    present: present ?? both(columns[0] ?? name),
    levels: levels.map(([label, holds, , remark]) => ({
      label, holds, ...(remark === 'by frequency' && { byFrequency: true as const }), ...(remark === 'narrows the next' && { narrows: true as const }),
    })),
    labels: ['else', ...levels.map(([label]) => label).toReversed()],
    defaultM: [rest, ...shares.toReversed()],
    mostElse: draft.mostElse ?? 0.6,
    ...(only === undefined || others.length > 0 || present !== undefined || draft.nearMissing !== undefined ? {} : { missing: sql`${left(only)} is null or ${right(only)} is null` }),
    ...(draft.unless === undefined ? {} : { unless: draft.unless }),
    ...(draft.unlessSame === undefined
      ? {}
      : { unlessSame: draft.unlessSame, unless: joinSql(draft.unlessSame.map((column) => on(column, equal)), sql` or `), nearUnless: draft.unlessSame.map((column) => sameValue(column)) }),
    ...(draft.fullWhereSame === undefined ? {} : { fullWhereSame: true as const }),
    ...(draft.apart === undefined ? {} : { apart: draft.apart }),
    ...(draft.choices === undefined ? {} : { choices: draft.choices }),
    ...(draft.chances === undefined ? {} : { chances: draft.chances.toReversed() }),
    ...(frequencyOf === undefined ? {} : { frequencyOf }),
    ...(draft.near === undefined ? {} : { near: draft.near }),
    ...(draft.nearMissing === undefined ? {} : { nearMissing: draft.nearMissing }),
    ...(draft.nearUnless === undefined ? {} : { nearUnless: draft.nearUnless }),
  }
}
