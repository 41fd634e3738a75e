import type { Database } from '../engine/database.js'
import { id, sql, type Sql } from '../engine/sql.js'
import type { Plan } from '../stages/plan.js'
import type { Stage } from '../stages/stage.js'
import type { Listener } from './events.js'

interface Checking {
  readonly database: Database
  readonly plan: Plan
  readonly listener: Listener
}

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

/** Checks the identities of a stage, each a row of identity_check, and tells those that broke. */
export async function checkIdentities(checking: Checking, stage: Stage): Promise<string[]> {
  const { plan } = checking
  const checked: Checked[] = []
  for (const table of stage.identityTables?.(plan) ?? []) checked.push(...(await checkRows(checking, stage.name, sql`select * from ${id(table)}`)))
  for (const { identity, scope, lhs, rhs } of stage.identities?.(plan) ?? []) {
    checked.push(...(await checkRows(checking, stage.name, sql`select ${identity} as identity, ${scope} as scope, (${lhs}) as lhs, (${rhs}) as rhs`)))
  }
  return checked.filter(({ ok }) => !ok).map(({ identity, scope }) => `${identity} (${scope})`)
}
