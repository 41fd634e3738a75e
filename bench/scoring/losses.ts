import { join } from 'node:path'
import { loadConfig } from '../../src/config/load.js'
import type { Database } from '../../src/engine/database.js'
import { id, joinSql, sql, type Sql } from '../../src/engine/sql.js'
import { idOf, mentionFile, type IdForm } from './run-tables.js'

/** What became of a pair that is scored wrongly. */
export const lossKinds = ['true, not listed', 'true, listed below .5', 'true, apart in the entities', 'false at .5 or above'] as const
export type LossKind = (typeof lossKinds)[number]

/** A kind of pair and how many there are: which fields are missing on a side and which differ; all others are equal. */
export interface LossPattern {
  readonly kind: LossKind
  readonly missing: readonly string[]
  readonly differing: readonly string[]
  readonly pairs: number
}

export interface Losses {
  readonly fields: readonly string[]
  readonly totals: Readonly<Record<LossKind, number>>
  /** The most frequent first within each kind. */
  readonly patterns: readonly LossPattern[]
  /** By field, shares of the pairs in which it is missing on a side or differs: of all true pairs, and of each kind. */
  readonly shares: readonly { readonly field: string; readonly of: LossKind | 'all true pairs'; readonly missing: number; readonly differing: number }[]
}

/** Columns of a mention behind a role that has no column of its own name. */
const columnsBehind: Readonly<Record<string, readonly string[]>> = {
  full_name: ['given_name', 'middle_name', 'family_name', 'name_suffix'], birth_year: ['date_of_birth'], birth_month: ['date_of_birth'], birth_day: ['date_of_birth'],
}

async function fieldsOf(database: Database, run: string): Promise<string[]> {
  const { config } = await loadConfig(join(run, 'crosswalk.yaml'))
  const roles = Object.values(config.systems).flatMap(({ mentions }) => mentions.flatMap(({ columns }) => Object.keys(columns)))
  const wanted = [...new Set(roles.flatMap((role) => columnsBehind[role] ?? [role]))]
  const present = new Set(await database.columns('seen'))
  return wanted.filter((column) => present.has(column)).toSorted()
}

const state = (field: string): Sql => {
  const [left, right] = [sql`x.${id(field)}`, sql`y.${id(field)}`]
  return sql`case when ${left} is null or ${right} is null then 'm' when lower(cast(${left} as varchar)) = lower(cast(${right} as varchar)) then 'e' else 'd' end`
}

const named = (fields: readonly string[], pattern: string, wanted: string): string[] => fields.filter((_, index) => pattern[index] === wanted)

/**
 * What kind of pair is lost, as counts: no value leaves the run. Needs `truth`, `pred`, `cl` (see score and loadRun) in the database.
 * A field is compared as it stands after cleaning, so the least difference counts as differing.
 */
export async function lossesOf(database: Database, run: string, form: IdForm): Promise<Losses> {
  await database.command(sql`create table seen as select *, ${idOf(form)} as own_id from read_parquet(${mentionFile(run)}) qualify row_number() over (partition by ${idOf(form)} order by mention_id) = 1`)
  const fields = await fieldsOf(database, run)
  await database.command(sql`create table lost as
    select a, b, true as is_true, case when p.probability is null then ${lossKinds[0]} when p.probability < 0.5 then ${lossKinds[1]}
      when x.cluster is distinct from y.cluster then ${lossKinds[2]} end as kind
    from truth left join pred p on id_a = a and id_b = b left join cl x on x.id = a left join cl y on y.id = b
    union all select id_a, id_b, false, ${lossKinds[3]} from pred p where probability >= 0.5 and not exists (select 1 from truth where a = id_a and b = id_b)`)
  const pattern = fields.length === 0 ? sql`''` : joinSql(fields.map(state), sql` || `)
  const rows = await database.rows<{ kind: LossKind | null; is_true: boolean; pattern: string; n: number }>(sql`
    select kind, is_true, ${pattern} as pattern, count(*) as n from lost join seen x on x.own_id = a join seen y on y.own_id = b group by all order by n desc, pattern`)
  const sum = (some: typeof rows): number => some.reduce((total, { n }) => total + n, 0)
  const share = (some: typeof rows, index: number, wanted: string): number => sum(some.filter((row) => row.pattern[index] === wanted)) / Math.max(sum(some), 1)
  const groups = [['all true pairs', rows.filter((row) => row.is_true)] as const, ...lossKinds.map((kind) => [kind, rows.filter((row) => row.kind === kind)] as const)]
  return {
    fields,
    totals: Object.fromEntries(lossKinds.map((kind) => [kind, sum(rows.filter((row) => row.kind === kind))])) as Record<LossKind, number>,
    patterns: lossKinds.flatMap((kind) =>
      rows.filter((row) => row.kind === kind).map((row) => ({ kind, missing: named(fields, row.pattern, 'm'), differing: named(fields, row.pattern, 'd'), pairs: row.n })),
    ),
    shares: fields.flatMap((field, index) =>
      groups.filter(([, some]) => some.length > 0).map(([of, some]) => ({ field, of, missing: share(some, index, 'm'), differing: share(some, index, 'd') })),
    ),
  }
}

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`

/** The losses as Markdown, with the commonest patterns of each kind. */
export function lossesText(title: string, { fields, totals, patterns, shares }: Losses, most = 8): string {
  const seen = lossKinds.filter((kind) => totals[kind] > 0)
  if (seen.length === 0) return `### ${title}\n\nNothing is lost.\n`
  const parts = seen.map((kind) => {
    const rows = patterns.filter((pattern) => pattern.kind === kind).slice(0, most)
    const lines = rows.map(({ missing, differing, pairs }) => `| ${pairs} | ${missing.join(', ') || '–'} | ${differing.join(', ') || '–'} |`)
    return `${kind}: ${totals[kind]} pairs\n\n| pairs | missing on a side | differing |\n|---|---|---|\n${lines.join('\n')}\n`
  })
  const columns = ['all true pairs', ...seen] as const
  const table = fields.map((field) => {
    const cells = columns.map((of) => shares.find((row) => row.field === field && row.of === of)).map((row) => (row === undefined ? '–' : `${percent(row.missing)}, ${percent(row.differing)}`))
    return `| ${field} | ${cells.join(' | ')} |`
  })
  const head = `| missing, differing | ${columns.join(' | ')} |\n|---|${columns.map(() => '---').join('|')}|`
  return `### ${title}\n\n${parts.join('\n')}\n${head}\n${table.join('\n')}\n`
}
