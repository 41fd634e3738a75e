import type { Database } from '../engine/database.js'
import { id, joinSql, sql, type Sql } from '../engine/sql.js'
import type { Plan } from '../stages/plan.js'
import type { Stage } from '../stages/stage.js'
import type { Listener } from './events.js'

interface Checking {
  readonly database: Database
  readonly plan: Plan
  readonly listener: Listener
  saveSql(table: string, statement: Sql): void
}

/** Name of the file with the queries of a stage's identities, each ended by a semicolon. */
export const identitiesFile = 'identities'

interface Checked {
  readonly identity: string
  readonly scope: string
  readonly lhs: string | null
  readonly rhs: string | null
  readonly ok: boolean
}

/** Rows of identity_check from a query of identity, scope, lhs and rhs. */
async function checkRows({ database, listener }: Checking, stage: string, stated: Sql): Promise<Checked[]> {
  const decimals = sql`select identity, scope, cast(lhs as decimal(38, 4)) as lhs, cast(rhs as decimal(38, 4)) as rhs from (${stated}) s`
  await database.run(sql`insert into identity_check select ${stage}, *, lhs - rhs, coalesce(lhs = rhs, false) from (${decimals}) d`)
  const rows = await database.rows<Checked>(sql`select identity, scope, er_decimal_text(lhs) as lhs, er_decimal_text(rhs) as rhs, coalesce(lhs = rhs, false) as ok
    from (${decimals}) d order by all`)
  for (const { identity, scope, lhs, rhs, ok } of rows) listener({ kind: 'identity_checked', stage, identity, scope, lhs: lhs ?? '', rhs: rhs ?? '', ok })
  return rows
}

/** Queries of identity, scope, lhs and rhs: one for each identity of a stage, and for each of its tables of identities. */
const statedBy = (plan: Plan, stage: Stage): Sql[] => [
  ...(stage.identityTables?.(plan) ?? []).map((table) => sql`select * from ${id(table)}`),
  ...(stage.identities?.(plan) ?? []).map(({ identity, scope, lhs, rhs }) => sql`select ${identity} as identity, ${scope} as scope, (${lhs}) as lhs, (${rhs}) as rhs`),
]

/** Checks the identities of a stage, each a row of identity_check, and tells those that broke. Their queries are saved, so that they can be checked again. */
export async function checkIdentities(checking: Checking, stage: Stage): Promise<string[]> {
  const stated = statedBy(checking.plan, stage)
  if (stated.length > 0) checking.saveSql(identitiesFile, joinSql(stated, sql`;\n`))
  const checked: Checked[] = []
  for (const query of stated) checked.push(...(await checkRows(checking, stage.name, query)))
  return checked.filter(({ ok }) => !ok).map(({ identity, scope }) => `${identity} (${scope})`)
}
