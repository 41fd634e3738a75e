import type { FigureScope } from '../../config/figure-scope.js'
import type { Formula, FormulaName } from '../../config/formula.js'
import type { FigureConfig } from '../../config/reconcile-schema.js'
import { id, joinSql, sql, type Sql, unionAll } from '../../engine/sql.js'
import type { TableSpec } from '../stage.js'

/** A formula and what its names speak of. */
export interface Quantity {
  readonly formula: Formula
  readonly scope: FigureScope
}

/** A stated figure, its formulas read. */
export interface PlanFigure {
  readonly doc: string
  readonly page: string
  readonly label: string
  /** Decimal, without the sign of a percentage. */
  readonly stated: string
  readonly percent: boolean
  readonly comparison: FigureConfig['comparison']
  readonly tolerance: string
  /** The formula as the config writes it. */
  readonly formula?: string
  /** The denominator as the config writes it. */
  readonly denominator?: string
  readonly numerator?: Quantity
  readonly divisor?: Quantity
}

/** Eight decimals inside a formula, four in what it gives. */
const decimal = (value: Sql): Sql => sql`cast(${value} as decimal(38, 8))`

const all = (conditions: readonly (Sql | undefined)[]): Sql => joinSql(conditions.filter((condition) => condition !== undefined), sql` and `)

const when = (column: string, value: string | undefined): Sql | undefined => (value === undefined ? undefined : sql`${id(column)} = ${value}`)

/** Rows of a table about the two extracts of a scope. */
const ofPair = ({ system, grain, a, b }: FigureScope): Sql => all([when('system', system), when('grain', grain), when('a', a), when('b', b)])

const walked = (column: Sql, scope: FigureScope): Sql =>
  sql`(select coalesce(sum(${column}), 0) from period_walk where ${all([ofPair(scope), when('period', scope.period)])})`

const cells = (scope: FigureScope, kind: Sql, field: string | undefined): Sql =>
  sql`(select count(*) from value_change where ${all([ofPair(scope), kind, when('field', field), when('period_b', scope.period)])})`

const differences = (scope: FigureScope, status: string | undefined): Sql =>
  sql`(select count(*) from explanation where ${all([ofPair(scope), when('status', status), when('period', scope.period)])})`

const ofExtract = (column: Sql, { system }: FigureScope, grain: 'row' | 'unit', extract: string | undefined): Sql =>
  sql`(select max(${column}) from extract where ${all([when('system', system), when('grain', grain), when('extract_id', extract)])})`

function keysOf(scope: FigureScope, grain: 'row' | 'unit', extract: string | undefined): Sql {
  if (scope.period === undefined) return ofExtract(id('keys'), scope, grain, extract)
  return sql`(select coalesce(sum(keys), 0) from coverage where ${all([
    when('system', scope.system), when('grain', grain), when('extract_id', extract), when('period', scope.period),
  ])})`
}

/** Periods that hold anything, the missing one apart: of two extracts, of one, or of the whole system. */
function periods(scope: FigureScope): Sql {
  const { system, grain, a, extract, period } = scope
  const dated = [sql`period <> '(missing)'`, when('period', period)]
  if (a !== undefined) return sql`(select count(distinct period) from period_walk where ${all([ofPair(scope), ...dated, sql`n_a + n_b > 0`])})`
  const rest = [when('system', system), when('grain', grain), ...dated]
  if (extract !== undefined) return sql`(select count(distinct period) from coverage where ${all([...rest, when('extract_id', extract), sql`keys > 0`])})`
  return sql`(select count(distinct period) from key_membership where ${all(rest)})`
}

const rowsOf = (kind: 'added' | 'removed', scope: FigureScope): Sql =>
  sql`(select count(*) from row_change where ${all([ofPair(scope), when('kind', kind), when('period', scope.period)])})`

/** Keys of one of the two extracts; a walk by period has them only where there are periods or amounts. */
const held = (column: 'n_a' | 'n_b', scope: FigureScope): Sql =>
  scope.period === undefined ? ofExtract(id('keys'), scope, scope.grain, column === 'n_a' ? scope.a : scope.b) : walked(id(column), scope)

function valueOf(name: FormulaName, of: string | undefined, scope: FigureScope): Sql {
  const { system, grain, period } = scope
  switch (name) {
    case 'changed':
      return cells(scope, sql`kind <> 'format_only'`, of)
    case 'format_only':
      return cells(scope, sql`kind = 'format_only'`, of)
    case 'differences':
      return differences(scope, undefined)
    case 'explained':
    case 'unexplained':
    case 'contradicted':
      return differences(scope, name)
    case 'keys':
      return keysOf(scope, 'row', of ?? scope.extract)
    case 'units':
      return keysOf(scope, 'unit', of ?? scope.extract)
    case 'rows':
      return sql`(select max(rows_read) from extract where ${all([when('system', system), when('extract_id', of ?? scope.extract)])})`
    case 'amount':
      return ofExtract(id('amount'), scope, grain, of ?? scope.extract)
    case 'union':
      return sql`(select count(*) from key_membership where ${all([when('system', system), when('grain', grain), when('period', period)])})`
    case 'periods':
      return periods(scope)
    case 'added':
    case 'removed':
      return rowsOf(name, scope)
    case 'n_a':
    case 'n_b':
      return held(name, scope)
    case 'common':
      return sql`(${held('n_a', scope)} - ${rowsOf('removed', scope)})`
    default:
      return walked(id(name), scope)
  }
}

/** A division by zero is null: the figure has no denominator then. */
const divided = (left: Sql, right: Sql): Sql => decimal(sql`${left} / nullif(${right}, 0)`)

function compiled(formula: Formula, scope: FigureScope): Sql {
  if (formula.kind === 'number') return decimal(sql`${formula.text}`)
  if (formula.kind === 'name') return decimal(valueOf(formula.name, formula.of, scope))
  if (formula.kind === 'negative') return sql`(-${compiled(formula.inner, scope)})`
  const [left, right] = [compiled(formula.left, scope), compiled(formula.right, scope)]
  if (formula.operator === '/') return divided(left, right)
  if (formula.operator === '*') return decimal(sql`${left} * ${right}`)
  return formula.operator === '+' ? sql`(${left} + ${right})` : sql`(${left} - ${right})`
}

function computed({ numerator, divisor, percent }: PlanFigure): Sql {
  if (numerator === undefined || (percent && divisor === undefined)) return decimal(sql`null`)
  const value = compiled(numerator.formula, numerator.scope)
  if (divisor === undefined) return value
  return divided(percent ? decimal(sql`100 * ${value}`) : value, compiled(divisor.formula, divisor.scope))
}

const figureRow = (figure: PlanFigure, index: number): Sql => {
  const scope = figure.numerator?.scope
  return sql`
  select
    cast(${index + 1} as integer) as figure_no, cast(${scope?.system ?? null} as varchar) as system, ${figure.doc} as doc, ${figure.page} as page, ${figure.label} as label,
    ${decimal(sql`${figure.stated}`)} as stated, ${figure.percent ? '%' : ''} as unit, ${figure.comparison} as comparison,
    cast(${figure.formula ?? null} as varchar) as formula, ${computed(figure)} as computed,
    ${decimal(sql`${figure.tolerance}`)} as tolerance, cast(${figure.denominator ?? null} as varchar) as denominator`
}

const none = sql`
  select
    cast(null as integer) as figure_no, cast(null as varchar) as system, cast(null as varchar) as doc, cast(null as varchar) as page,
    cast(null as varchar) as label, ${decimal(sql`null`)} as stated, cast(null as varchar) as unit, cast(null as varchar) as comparison,
    cast(null as varchar) as formula, ${decimal(sql`null`)} as computed, ${decimal(sql`null`)} as tolerance, cast(null as varchar) as denominator
  where false`

const sources: Readonly<Partial<Record<FormulaName, string>>> = {
  added: 'row_change', removed: 'row_change', changed: 'value_change', format_only: 'value_change', differences: 'explanation', explained: 'explanation',
  unexplained: 'explanation', contradicted: 'explanation', rows: 'extract', amount: 'extract', union: 'key_membership',
}

function tablesFor(name: FormulaName, { a, extract, period }: FigureScope): string[] {
  if (name === 'keys' || name === 'units') return [period === undefined ? 'extract' : 'coverage']
  if (name === 'periods' && a === undefined) return [extract === undefined ? 'key_membership' : 'coverage']
  if (name === 'n_a' || name === 'n_b' || name === 'common') return [period === undefined ? 'extract' : 'period_walk', ...(name === 'common' ? ['row_change'] : [])]
  return [sources[name] ?? 'period_walk']
}

function tablesOf(formula: Formula, scope: FigureScope): string[] {
  if (formula.kind === 'number') return []
  if (formula.kind === 'name') return tablesFor(formula.name, scope)
  return formula.kind === 'negative' ? tablesOf(formula.inner, scope) : [...tablesOf(formula.left, scope), ...tablesOf(formula.right, scope)]
}

/** What documents state, beside what their formulas give: `stated_figure`. Made after every other table of reconciliation. */
export function statedFigure(figures: readonly PlanFigure[]): TableSpec {
  const quantities = figures.flatMap(({ numerator, divisor }) => [numerator, divisor]).filter((quantity) => quantity !== undefined)
  return {
    table: 'stated_figure',
    reads: [...new Set(quantities.flatMap(({ formula, scope }) => tablesOf(formula, scope)))].sort(),
    slots: { figures: figures.length === 0 ? none : joinSql(figures.map(figureRow), unionAll) },
    order: ['figure_no'],
  }
}
