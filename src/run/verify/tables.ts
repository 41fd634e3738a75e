import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../../engine/database.js'
import { id, sql } from '../../engine/sql.js'
import { identitiesFile } from '../check-identities.js'
import { contentOf } from '../content-hash.js'
import type { Manifest } from '../manifest-schema.js'
import type { TablesAgain } from './again.js'
import type { Found, Mismatch, Unchecked } from './verified.js'

const told = 'again_of_verify'

/** Every saved SQL file of an exported table makes the rows that the table has. */
export async function checkSql(database: Database, again: TablesAgain, { tables, not_kept: left = [] }: Manifest, untrusted: ReadonlySet<string>): Promise<Found> {
  const mismatches: Mismatch[] = []
  const unchecked: Unchecked[] = left.map(({ table }) => ({ what: 'sql', name: table, why: 'is not kept: the config keeps results alone' }))
  let checked = 0
  for (const { table, sql: saved, file, rows } of tables) {
    if (saved === null) {
      unchecked.push({ what: 'sql', name: file, why: 'is made by code' })
      continue
    }
    // What is not as it was is told of already.
    if (untrusted.has(saved.file) || untrusted.has(file)) continue
    const why = await again.make(told, again.text(saved.file))
    if (why !== undefined) {
      unchecked.push({ what: 'sql', name: saved.file, why })
      continue
    }
    checked += 1
    // Both are hashed here: what the hash of a row is may change with the engine, and the file is known to be the run's own.
    const columns = await database.typedColumns(table)
    const [made, kept] = [await contentOf(database, id(told), columns), await contentOf(database, id(table), columns)]
    if (made.hash !== kept.hash || made.rows !== rows) mismatches.push({ what: 'sql', name: saved.file, detail: `makes ${made.rows} rows that are not the ${rows} of ${file}` })
  }
  return { checked, mismatches, unchecked }
}

interface Side {
  readonly identity: string
  readonly scope: string
  readonly lhs: string | null
  readonly rhs: string | null
}

const keyOf = ({ identity, scope }: { readonly identity: string; readonly scope: string }): string => `${identity} (${scope})`

/** The identities of run.json hold, and their sides come out again of the tables. */
export async function checkIdentitiesAgain(database: Database, folder: string, again: TablesAgain, { stages, identities }: Manifest, untrusted: ReadonlySet<string>): Promise<Found> {
  const mismatches: Mismatch[] = identities.filter(({ ok, lhs, rhs }) => !ok || lhs !== rhs).map((one) => ({ what: 'identity', name: keyOf(one), detail: `its sides are ${one.lhs} and ${one.rhs}` }))
  const found = new Map<string, Side>()
  const without = new Map<string, string>()
  for (const stage of stages) {
    const file = identitiesFile(stage)
    if (untrusted.has(file) || !existsSync(join(folder, file))) continue
    for (const text of again.text(file).split(/;\n/u)) {
      const why = await again.make(told, text)
      if (why !== undefined) {
        // Which identity it is stands in the statement where it is one of its own, not a table of them.
        for (const one of identities) if (one.stage === stage && text.includes(`'${one.identity.replaceAll("'", "''")}'`) && text.includes(`'${one.scope.replaceAll("'", "''")}'`)) without.set(`${stage}\0${keyOf(one)}`, why)
        continue
      }
      const rows = await database.rows<Side>(sql`select identity, scope, er_decimal_text(cast(lhs as decimal(38, 4))) as lhs, er_decimal_text(cast(rhs as decimal(38, 4))) as rhs from ${id(told)}`)
      for (const row of rows) found.set(`${stage}\0${keyOf(row)}`, row)
    }
  }
  const unchecked: Unchecked[] = []
  let checked = 0
  for (const one of identities) {
    const key = `${one.stage}\0${keyOf(one)}`
    const side = found.get(key)
    if (side === undefined) unchecked.push({ what: 'identity', name: keyOf(one), why: without.get(key) ?? 'the tables that it is of are not kept' })
    else {
      checked += 1
      if (side.lhs !== one.lhs || side.rhs !== one.rhs) mismatches.push({ what: 'identity', name: keyOf(one), detail: `its sides were ${one.lhs} and ${one.rhs}, and come out as ${side.lhs ?? 'nothing'} and ${side.rhs ?? 'nothing'}` })
    }
  }
  return { checked, mismatches, unchecked }
}
