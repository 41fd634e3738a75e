import { vi } from 'vitest'
import { Database } from '../../src/engine/database.js'
import { sql, written, type Sql } from '../../src/engine/sql.js'
import type { RunEvent } from '../../src/run/events.js'

export interface MadeBy {
  readonly stage: string
  readonly table: string
  /** Every statement that ran while the table was made. */
  readonly statements: readonly string[]
}

/** Listens to the statements of a run and parts them by the table that they make. */
export function recordStatements(): { listener: (event: RunEvent) => void; made: MadeBy[]; stop: () => void } {
  let statements: string[] = []
  const made: MadeBy[] = []
  const keep = (statement: Sql): void => void statements.push(written(statement))
  const { run, rows, chunks, command } = Database.prototype
  const spies = [
    vi.spyOn(Database.prototype, 'run').mockImplementation(async function spied(this: Database, statement) {
      keep(statement)
      await run.call(this, statement)
    }),
    vi.spyOn(Database.prototype, 'command').mockImplementation(async function spied(this: Database, statement) {
      keep(statement)
      await command.call(this, statement)
    }),
    vi.spyOn(Database.prototype, 'rows').mockImplementation(async function spied(this: Database, statement: Sql) {
      keep(statement)
      return await rows.call(this, statement)
    } as never),
    vi.spyOn(Database.prototype, 'chunks').mockImplementation(function spied(this: Database, statement) {
      keep(statement)
      return chunks.call(this, statement)
    }),
  ]
  const listener = (event: RunEvent): void => {
    if (event.kind === 'table_made') made.push({ stage: event.stage, table: event.table, statements })
    if (event.kind === 'table_made' || event.kind === 'stage_started') statements = []
  }
  return { listener, made, stop: () => spies.forEach((spy) => void spy.mockRestore()) }
}

/** Those members of one set that are not in the other. */
export const without = (all: ReadonlySet<string>, others: ReadonlySet<string>): Set<string> => new Set([...all].filter((one) => !others.has(one)))

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

function walk(node: Json, see: (of: { readonly [key: string]: Json }) => void): void {
  if (Array.isArray(node)) node.forEach((one) => walk(one, see))
  else if (node !== null && typeof node === 'object') {
    see(node as { readonly [key: string]: Json })
    Object.values(node).forEach((one) => walk(one, see))
  }
}

const writing = /^\s*(?:create (?:or replace )?(?:temp )?table (?<created>"(?:[^"]|"")+"|\w+)(?:\s+as\b|\s*\()|insert into (?<filled>"(?:[^"]|"")+"|\w+)|drop table)/i

export interface Parsed {
  readonly reads: ReadonlySet<string>
  readonly writes?: string
  readonly statements: number
}

/** Tables that a statement reads, by DuckDB's own parser and without its CTEs, and the one that it writes. Throws where it does not parse. */
export async function parseStatement(database: Database, text: string): Promise<Parsed> {
  const code = text.replaceAll(/(^| )--.*$/gm, '')
  const match = writing.exec(code)
  const writes = (match?.groups?.['created'] ?? match?.groups?.['filled'])?.replaceAll('"', '')
  const rest = code.slice(match?.[0].length ?? 0).trim()
  const withWrites = writes === undefined ? {} : { writes }
  if (match !== null && !/^(?:select|with)\b/i.test(rest)) return { reads: new Set(), statements: 1, ...withWrites }
  const { j } = await database.row<{ j: string }>(sql`select cast(json_serialize_sql(cast(${rest} as varchar)) as varchar) as j`)
  const tree: { error: boolean; error_message?: string; statements: Json[] } = JSON.parse(j)
  if (tree.error) throw new Error(`${tree.error_message}: ${rest.slice(0, 200)}`)
  const tables = new Set<string>()
  const ctes = new Set<string>()
  walk(tree.statements, (node) => {
    if (node['type'] === 'BASE_TABLE') tables.add(String(node['table_name']))
    const map = node['cte_map']
    if (map !== null && typeof map === 'object' && 'map' in map) walk(map.map as Json, (entry) => void (typeof entry['key'] === 'string' && ctes.add(entry['key'])))
  })
  return { reads: without(tables, ctes), statements: tree.statements.length, ...withWrites }
}
