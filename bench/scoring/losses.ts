import { join } from 'node:path'
import { loadConfig } from '../../src/config/load.js'
import type { Database } from '../../src/engine/database.js'
import { id, joinSql, sql, type Sql } from '../../src/engine/sql.js'
import { idOf, tableFile, type IdForm } from './run-tables.js'

/** What became of a pair that is scored wrongly. */
export const lossKinds = ['true, not listed', 'true, listed below .5', 'true, apart in the entities', 'false at .5 or above'] as const
export type LossKind = (typeof lossKinds)[number]

/** A kind of pair and how many there are; what it does not name is equal. Fields where the pair is not listed, else comparisons. */
export interface LossPattern {
  readonly kind: LossKind
  readonly missing: readonly string[]
  readonly differing: readonly string[]
  /** Comparisons at a level between full agreement and none. */
  readonly partly: readonly string[]
  readonly pairs: number
}

export interface Losses {
  readonly totals: Readonly<Record<LossKind, number>>
  /** The most frequent first within each kind. */
  readonly patterns: readonly LossPattern[]
  /** By field, shares of the pairs in which it is missing on a side or differs: of all true pairs, and of each kind. */
  readonly shares: readonly { readonly field: string; readonly of: LossKind | 'all true pairs'; readonly missing: number; readonly differing: number }[]
  /** Fields that are missing on a side of nearly every true pair, which tell no pair from another: left out above. */
  readonly unused: readonly string[]
}

/** A pattern has a letter a field: missing on a side, equal, partly equal, different. */
interface Row {
  readonly kind: LossKind | null
  readonly is_true: boolean
  readonly pattern: string
  readonly n: number
}

/** Columns of a mention behind a role that has no column of its own name. */
const columnsBehind: Readonly<Record<string, readonly string[]>> = {
  full_name: ['given_name', 'middle_name', 'family_name', 'name_suffix'], birth_year: ['date_of_birth'], birth_month: ['date_of_birth'], birth_day: ['date_of_birth'],
}

const mostMissing = 0.995

async function fieldsOf(database: Database, run: string): Promise<string[]> {
  const { config } = await loadConfig(join(run, 'crosswalk.yaml'))
  const roles = Object.values(config.systems).flatMap(({ mentions }) => mentions.flatMap(({ columns }) => Object.keys(columns)))
  const present = new Set(await database.columns('seen'))
  return [...new Set(roles.flatMap((role) => columnsBehind[role] ?? [role]))].filter((column) => present.has(column)).toSorted()
}

const stateOfField = (field: string): Sql => {
  const [left, right] = [sql`x.${id(field)}`, sql`y.${id(field)}`]
  return sql`case when ${left} is null or ${right} is null then 'm' when lower(cast(${left} as varchar)) = lower(cast(${right} as varchar)) then 'e' else 'd' end`
}

const together = (states: readonly Sql[]): Sql => (states.length === 0 ? sql`''` : joinSql(states, sql` || `))

async function byFields(database: Database, fields: readonly string[]): Promise<Row[]> {
  return await database.rows<Row>(sql`select kind, is_true, ${together(fields.map(stateOfField))} as pattern, count(*) as n
    from lost join seen x on x.own_id = a join seen y on y.own_id = b group by all order by n desc, pattern`)
}

/** Lost pairs that are listed, by the levels of their comparisons. */
async function byLevels(database: Database, run: string, form: IdForm): Promise<{ comparisons: string[]; rows: Row[] }> {
  const tops = await database.rows<{ comparison: string; top: string }>(
    sql`select comparison, max_by(label, level) as top from read_csv(${join(run, 'parameter.csv')}, header = true) group by all order by comparison`,
  )
  const states = tops.map(({ comparison, top }) => sql`case c.${id(`${comparison}_level`)} when 'missing' then 'm' when ${top} then 'e' when 'else' then 'd' else 'p' end`)
  const [left, right] = [idOf(form, 'left_'), idOf(form, 'right_')]
  await database.command(sql`create or replace temp table candidate_of as select *, least(${left}, ${right}) as a, greatest(${left}, ${right}) as b
    from read_parquet(${tableFile(run, 'candidate')}) qualify row_number() over (partition by least(${left}, ${right}), greatest(${left}, ${right}) order by probability desc, match_weight desc) = 1`)
  const rows = await database.rows<Row>(sql`select kind, is_true, ${together(states)} as pattern, count(*) as n
    from lost join candidate_of c using (a, b) where kind is not null group by all order by n desc, pattern`)
  return { comparisons: tops.map(({ comparison }) => comparison), rows }
}

const sum = (rows: readonly Row[]): number => rows.reduce((total, { n }) => total + n, 0)

/** Patterns that are the same without the fields left out are one. */
function patternsOf(names: readonly string[], rows: readonly Row[], leave: readonly string[]): LossPattern[] {
  const merged = new Map<string, LossPattern>()
  for (const { kind, pattern, n } of rows) {
    if (kind === null) continue
    const named = (wanted: string): string[] => names.filter((name, index) => pattern[index] === wanted && !leave.includes(name))
    const found = { kind, missing: named('m'), differing: named('d'), partly: named('p'), pairs: n }
    const key = JSON.stringify({ ...found, pairs: 0 })
    merged.set(key, { ...found, pairs: n + (merged.get(key)?.pairs ?? 0) })
  }
  return [...merged.values()].toSorted((a, b) => b.pairs - a.pairs)
}

/**
 * What kind of pair is lost, as counts: no value leaves the run. Needs `truth`, `pred`, `cl` (see score and loadRun) in the database.
 * A field is compared as it stands after cleaning, so the least difference counts as differing.
 */
export async function lossesOf(database: Database, run: string, form: IdForm): Promise<Losses> {
  await database.command(sql`create table seen as select *, ${idOf(form)} as own_id from read_parquet(${tableFile(run, 'mention')}) qualify row_number() over (partition by ${idOf(form)} order by mention_id) = 1`)
  await database.command(sql`create table lost as
    select a, b, true as is_true, case when p.probability is null then ${lossKinds[0]} when p.probability < 0.5 then ${lossKinds[1]}
      when x.cluster is distinct from y.cluster then ${lossKinds[2]} end as kind
    from truth left join pred p on id_a = a and id_b = b left join cl x on x.id = a left join cl y on y.id = b
    union all select id_a, id_b, false, ${lossKinds[3]} from pred p where probability >= 0.5 and not exists (select 1 from truth where a = id_a and b = id_b)`)
  const all = await fieldsOf(database, run)
  const rows = await byFields(database, all)
  const share = (some: readonly Row[], field: string, wanted: string): number => sum(some.filter((row) => row.pattern[all.indexOf(field)] === wanted)) / Math.max(sum(some), 1)
  const truth = rows.filter((row) => row.is_true)
  const unused = all.filter((field) => share(truth, field, 'm') > mostMissing)
  const levels = await byLevels(database, run, form)
  const patterns = [...patternsOf(all, rows.filter(({ kind }) => kind === lossKinds[0]), unused), ...patternsOf(levels.comparisons, levels.rows, unused)]
  const groups = [['all true pairs', truth] as const, ...lossKinds.map((kind) => [kind, rows.filter((row) => row.kind === kind)] as const)]
  return {
    unused,
    totals: Object.fromEntries(lossKinds.map((kind) => [kind, sum(rows.filter((row) => row.kind === kind))])) as Record<LossKind, number>,
    patterns: lossKinds.flatMap((kind) => patterns.filter((pattern) => pattern.kind === kind)),
    shares: all
      .filter((field) => !unused.includes(field))
      .flatMap((field) => groups.filter(([, some]) => some.length > 0).map(([of, some]) => ({ field, of, missing: share(some, field, 'm'), differing: share(some, field, 'd') }))),
  }
}
