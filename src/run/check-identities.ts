import type { Database } from '../engine/database.js'
import { id, joinSql, sql, type Sql, unionAll } from '../engine/sql.js'
import type { Plan } from '../stages/plan.js'
import type { Stage } from '../stages/stage.js'
import type { Listener } from './events.js'

interface Checking {
  readonly database: Database
  readonly plan: Plan
  readonly listener: Listener
  saveIdentities(statements: Sql): void
}

/** File of a run folder with the queries of a stage's identities, each ended by a semicolon. */
export const identitiesFile = (stage: string): string => `identities/${stage}.sql`

interface Checked {
  readonly identity: string
  readonly scope: string
  readonly lhs: string | null
  readonly rhs: string | null
  readonly ok: boolean
}

/** Queries of one statement: planning one of very many takes longer than planning several of fewer. */
const atOnce = 64

interface Stated {
  /** Query of identity, scope, lhs and rhs. */
  readonly query: Sql
  /** By what its rows are told in order, before all that they say. */
  readonly place: Sql
}

/** Adds the rows of such queries to identity_check, and tells each. */
async function checkRows({ database, listener }: Checking, stage: string, stated: readonly Stated[]): Promise<Checked[]> {
  const decimals = stated.map(({ query, place }, no) => sql`select ${no} as no, ${place} as place, identity, scope, cast(lhs as decimal(38, 4)) as lhs, cast(rhs as decimal(38, 4)) as rhs from (${query}) s`)
  const rows = await database.rows<Checked>(sql`insert into identity_check
    select ${stage}, identity, scope, lhs, rhs, lhs - rhs, coalesce(lhs = rhs, false) from (${joinSql(decimals, unionAll)}) d
    order by no, place, identity, scope, er_decimal_text(lhs), er_decimal_text(rhs)
    returning identity, scope, er_decimal_text(lhs) as lhs, er_decimal_text(rhs) as rhs, ok`)
  for (const { identity, scope, lhs, rhs, ok } of rows) listener({ kind: 'identity_checked', stage, identity, scope, lhs: lhs ?? '', rhs: rhs ?? '', ok })
  return rows
}

/** Queries of a stage's identities: one for each, for each of its tables of them, and for those that are worked out together. */
const statedBy = (plan: Plan, stage: Stage): Stated[] => [
  ...(stage.identityTables?.(plan) ?? []).map((table) => ({ query: sql`select * from ${id(table)}`, place: sql`0` })),
  ...(stage.identities?.(plan) ?? []).map(({ identity, scope, lhs, rhs }) => ({ query: sql`select ${identity} as identity, ${scope} as scope, (${lhs}) as lhs, (${rhs}) as rhs`, place: sql`0` })),
  ...(stage.identityQueries?.(plan) ?? []).map((query) => ({ query, place: sql`place` })),
]

/** Checks the identities of a stage, each a row of identity_check, and tells those that broke. Their queries are saved, so that they can be checked again. */
export async function checkIdentities(checking: Checking, stage: Stage): Promise<string[]> {
  const stated = statedBy(checking.plan, stage)
  if (stated.length > 0) checking.saveIdentities(joinSql(stated.map(({ query }) => query), sql`;\n`))
  const checked: Checked[] = []
  for (let from = 0; from < stated.length; from += atOnce) checked.push(...(await checkRows(checking, stage.name, stated.slice(from, from + atOnce))))
  return checked.filter(({ ok }) => !ok).map(({ identity, scope }) => `${identity} (${scope})`)
}
