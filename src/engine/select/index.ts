import type { Database } from '../database.js'
import { sql, trustedFile, type Sql } from '../sql.js'
import { inTotalOrder, isNode, meet, type Node, type TreeFault } from './tree.js'

/** A table that a SELECT reads, and the character from 0 where it names it. */
export interface TableRead {
  readonly table: string
  readonly at: number
}

/** A SELECT that somebody else wrote, read and found harmless. */
export interface ReadSelect {
  /** In a total order: as it asks for, then by all of its columns. */
  readonly statement: Sql
  /** Tables that it reads, common tables of its own left out; whether there are such is not known here. */
  readonly reads: readonly TableRead[]
}

/** Why a text is no SELECT that can be run; `at` counts characters from 0. */
export interface SelectFault {
  readonly at: number
  readonly what: string
  readonly remedy: string
}

/** What depends on the session, on the order in which rows come, or is only approximate, though DuckDB calls it consistent. */
const unsteady = /^(?:current_.*|pg_.*|has_.*|inet_.*|approx_.*|list_approx_.*|reservoir_.*|arg_m(?:in|ax).*|m(?:in|ax)_by|any_value|arbitrary|first|last|list_any_value|mode|getvariable|version|user|session_user|get_block_size|ago|json_execute.*|json_serialize_plan)$/u

/** Aggregates whose result is in the order in which rows come, unless they say another. */
const inOrder = /^(?:list|array_agg|string_agg|group_concat|listagg|json_group_(?:array|object))$/u

/** Whether a text stands in a position of the text, which DuckDB counts in bytes. */
const characterAt = (text: string, byte: number | undefined): number => (byte === undefined ? 0 : Buffer.from(text, 'utf8').subarray(0, byte).toString('utf8').length)

interface Parsed {
  readonly error: boolean
  readonly error_type?: string
  readonly error_message?: string
  readonly position?: string
  readonly statements?: readonly Node[]
}

async function parse(database: Database, text: string): Promise<Parsed> {
  const { tree } = await database.row<{ tree: string }>(sql`select cast(json_serialize_sql(cast(${text} as varchar)) as varchar) as tree`)
  let parsed: unknown
  try {
    parsed = JSON.parse(tree)
  } catch {
    // A number beyond all others, 1e999, stands in the tree as Infinity, which is no JSON.
    return { error: true, error_type: 'number' }
  }
  if (!isNode(parsed)) throw new Error('a statement was read as something that is no tree')
  return parsed as unknown as Parsed
}

const knownFunctions = new WeakMap<Database, ReadonlyMap<string, boolean>>()

/** Functions of a database by name, with whether each gives the same for the same rows. The catalogue takes a while to tell, and does not change once a database is open. */
async function functionsOf(database: Database): Promise<ReadonlyMap<string, boolean>> {
  const known = knownFunctions.get(database)
  if (known !== undefined) return known
  const found = await database.rows<{ name: string; steady: boolean }>(
    sql`select lower(function_name) as name, bool_and(function_type = 'macro' or (function_type in ('scalar', 'aggregate') and stability = 'CONSISTENT')) as steady
      from duckdb_functions() where function_type not in ('pragma', 'table', 'table_macro') group by lower(function_name)`,
  )
  const steady = new Map(found.map((row) => [row.name, row.steady]))
  knownFunctions.set(database, steady)
  return steady
}

/** Faults of functions: unknown ones, and those that do not give the same for the same rows. */
async function functionFaults(database: Database, { functions }: ReturnType<typeof meet>): Promise<TreeFault[]> {
  const steady = await functionsOf(database)
  return functions.flatMap(({ name, at, ordered }): TreeFault[] => {
    if (!steady.has(name)) return [{ at, what: `there is no function ${name}()`, remedy: 'use functions of DuckDB, or the macros er_… of pipeline/macros' }]
    if (steady.get(name) !== true || unsteady.test(name)) return [{ at, what: `${name}() does not give the same for the same rows`, remedy: 'use one that does: min() and max() for a value, an exact count for an approximate one' }]
    if (inOrder.test(name) && !ordered) return [{ at, what: `${name}() gives values in whichever order rows come`, remedy: `say the order inside it: ${name}(x order by x)` }]
    return []
  })
}

/**
 * Reads a text as one SELECT over tables, without table functions, files, schemas, parameters, samples, or functions that do not give the same each time.
 * What comes back may be run: it can read the tables named in `reads`, and nothing else.
 */
export async function readSelect(database: Database, text: string): Promise<ReadSelect | SelectFault> {
  const { error, error_type: kind, error_message: message = '', position, statements = [] } = await parse(database, text)
  if (kind === 'number') return { at: 0, what: 'a number is larger than any that can be computed with', remedy: 'write a smaller one' }
  if (error) {
    const what = kind === 'parser' ? `this is no SQL: ${message}` : 'this is no SELECT'
    return { at: characterAt(text, position === undefined ? undefined : Number(position)), what, remedy: kind === 'parser' ? 'correct it there' : 'write one SELECT; nothing else is run' }
  }
  const [statement] = statements
  if (statement === undefined || statements.length > 1) return { at: 0, what: `there are ${statements.length} statements`, remedy: 'write one SELECT' }
  const met = meet(statement)
  const faults = [...met.faults, ...(await functionFaults(database, met))]
  const [fault] = faults.toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0))
  if (fault !== undefined) return { ...fault, at: characterAt(text, fault.at) }
  const whole = JSON.stringify({ error: false, statements: [inTotalOrder(statement)] }, (key, value: unknown) => (key === 'query_location' ? 0 : value))
  const { written } = await database.row<{ written: string }>(sql`select json_deserialize_sql(cast(${whole} as json)) as written`)
  return { statement: trustedFile([written]), reads: met.reads.map(({ table, at }) => ({ table, at: characterAt(text, at) })) }
}

/** Tables that a text reads where it is one SELECT, common tables of its own left out; undefined where it is something else. */
export async function tablesRead(database: Database, text: string): Promise<string[] | undefined> {
  const { error, statements: [statement, ...others] = [] } = await parse(database, text)
  return error || statement === undefined || others.length > 0 ? undefined : [...new Set(meet(statement).reads.map(({ table }) => table))]
}
