import { vi } from 'vitest'
import { Database } from '../../src/engine/database.js'
import { joinSql, sql, written } from '../../src/engine/sql.js'
import type { RunEvent } from '../../src/run/events.js'

export interface MadeBy {
  readonly stage: string
  readonly table: string
  /** Every statement that ran while the table was made. */
  readonly statements: readonly string[]
}

/** Listens to the statements of a run and parts them by the table that they make. */
export function recordStatements(): { listener: (event: RunEvent) => void; made: MadeBy[]; stop: () => void } {
  const made: MadeBy[] = []
  const spies = (['run', 'command', 'rows', 'chunks', 'numbers'] as const).map((method) => vi.spyOn(Database.prototype, method))
  const drain = (): string[] => {
    const calls = spies.flatMap(({ mock }) => mock.calls.map(([statement], index) => ({ statement, order: mock.invocationCallOrder[index] ?? 0 })))
    for (const spy of spies) spy.mockClear()
    return calls.toSorted((a, b) => a.order - b.order).map(({ statement }) => written(statement))
  }
  const listener = (event: RunEvent): void => {
    if (event.kind === 'stage_started') drain()
    if (event.kind === 'table_made') made.push({ stage: event.stage, table: event.table, statements: drain() })
  }
  const stop = (): void => {
    for (const spy of spies) spy.mockRestore()
  }
  return { listener, made, stop }
}

/** Those members of one set that are not in the other. */
export const without = (all: ReadonlySet<string>, others: ReadonlySet<string>): Set<string> => new Set([...all].filter((one) => !others.has(one)))

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)

function walk(node: unknown, see: (of: Readonly<Record<string, unknown>>) => void): void {
  if (Array.isArray(node)) node.forEach((one) => walk(one, see))
  else if (isObject(node)) {
    see(node)
    Object.values(node).forEach((one) => walk(one, see))
  }
}

const writing = /^\s*(?:create (?:or replace )?(?:temp )?(?:table|view) (?<created>"(?:[^"]|"")+"|\w+)(?:\s+as\b|\s*\()|insert into (?<filled>"(?:[^"]|"")+"|\w+)|drop table(?: if exists)? (?<dropped>"(?:[^"]|"")+"|\w+)|update (?<changed>"(?:[^"]|"")+"|\w+)(?:\s+(?!set\b)\w+)?\s+set\s+\w+\s*=\s*)/i

export interface Parsed {
  readonly reads: ReadonlySet<string>
  readonly writes?: string
  readonly drops?: string
  readonly statements: number
}

/** A statement as a SELECT that DuckDB can serialize, where it holds one, beside what it writes or drops. */
function selectOf(text: string): { readonly select: string | undefined; readonly writes?: string; readonly drops?: string } {
  const code = text.replaceAll(/(^| )--.*$/gm, '')
  const match = writing.exec(code)
  const named = (...groups: string[]): string | undefined => groups.map((name) => match?.groups?.[name]?.replaceAll('"', '')).find((name) => name !== undefined)
  const [writes, drops] = [named('created', 'filled', 'changed'), named('dropped')]
  // What an update sets, from where and for which rows, is read as a SELECT of the same parts: the parser serializes nothing else.
  const rest = `${named('changed') === undefined ? '' : 'select '}${code.slice(match?.[0].length ?? 0).trim()}`
  const select = match !== null && !/^(?:select|with)\b/i.test(rest) ? undefined : rest
  return { select, ...(writes === undefined ? {} : { writes }), ...(drops === undefined ? {} : { drops }) }
}

/** Each text as DuckDB's parser sees it. In one query: to ask for each costs more than to parse. */
async function treesOf(database: Database, texts: readonly string[]): Promise<ReadonlyMap<string, readonly unknown[]>> {
  const all = [...new Set(texts)]
  if (all.length === 0) return new Map()
  const given = joinSql(all.map((text, at) => sql`(${at}, ${text})`))
  const rows = await database.rows<{ j: string }>(sql`select cast(json_serialize_sql(cast(t as varchar)) as varchar) as j from (values ${given}) as g(n, t) order by n`)
  return new Map(rows.map(({ j }, at) => {
    const tree: { error: boolean; error_message?: string; statements: unknown[] } = JSON.parse(j)
    if (tree.error) throw new Error(`${tree.error_message}: ${all[at]?.slice(0, 200)}`)
    return [all[at] ?? '', tree.statements]
  }))
}

/** Tables that each statement reads, by DuckDB's own parser and without its CTEs, and the one that it writes. Throws where one does not parse. */
export async function parseStatements(database: Database, texts: readonly string[]): Promise<Parsed[]> {
  const selects = texts.map(selectOf)
  const trees = await treesOf(database, selects.flatMap(({ select }) => (select === undefined ? [] : [select])))
  return selects.map(({ select, ...touched }) => {
    if (select === undefined) return { reads: new Set(), statements: 1, ...touched }
    const statements = trees.get(select) ?? []
    const tables = new Set<string>()
    const ctes = new Set<string>()
    walk(statements, ({ type, table_name: name, key, value }) => {
      if (type === 'BASE_TABLE' && typeof name === 'string') tables.add(name)
      if (typeof key === 'string' && isObject(value) && 'query' in value) ctes.add(key)
    })
    return { reads: without(tables, ctes), statements: statements.length, ...touched }
  })
}
