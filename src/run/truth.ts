import { basename } from 'node:path'
import { readHeader, scanDelimited, sniffDialect, type Dialect } from '../engine/delimited/index.js'
import type { Database } from '../engine/database.js'
import { InputError } from '../engine/errors.js'
import { id, joinSql, sql } from '../engine/sql.js'

/** What a row of a truth file says: to which person a record or mention belongs, or that two records are one person's. */
export type TruthKind =
  | { readonly kind: 'clusters'; readonly id: string; readonly cluster: string; readonly system?: string; readonly role?: string; readonly ordinal?: string }
  | { readonly kind: 'pairs'; readonly left: string; readonly right: string }

const clusterColumns = ['cluster_id', 'person_id', 'entity_id', 'cluster']
const idColumns = ['record_id', 'id']
const systemColumns = ['system', 'source', 'data_source']
const pairColumns = [['record_id_a', 'record_id_b'], ['record_id_l', 'record_id_r'], ['id_a', 'id_b']] as const

const forms = 'record_id,cluster_id, or record_id_a,record_id_b, or system,id,role,ordinal,person_id'

/** Which form of truth a header is. Throws InputError when it is none. */
export function truthKind(header: readonly string[], file: string): TruthKind {
  const find = (name: string): string | undefined => header.find((column) => column.trim().toLowerCase() === name)
  const among = (names: readonly string[]): string | undefined => names.flatMap((name) => find(name) ?? [])[0]
  for (const [first, second] of pairColumns) {
    const [left, right] = [find(first), find(second)]
    if (left !== undefined && right !== undefined) return { kind: 'pairs', left, right }
  }
  const [record, cluster, system, role, ordinal] = [among(idColumns), among(clusterColumns), among(systemColumns), find('role'), find('ordinal')]
  if (record === undefined || cluster === undefined) {
    throw new InputError(`is no truth: its columns are ${header.join(', ')}`, { file, line: 1 }, `name its columns ${forms}`)
  }
  const optional = { ...(system === undefined ? {} : { system }), ...(role === undefined ? {} : { role }), ...(ordinal === undefined ? {} : { ordinal }) }
  return { kind: 'clusters', id: record, cluster, ...optional }
}

/** Loads a truth file as text into the table `truth_file`. Throws InputError for what cannot be read, rows that are set apart included. */
export async function loadTruth(database: Database, path: string, workFolder: string): Promise<TruthKind> {
  const file = basename(path)
  const { guessed: _, ...dialect } = await sniffDialect(path)
  const header = await readHeader(path, dialect)
  const kind = truthKind(header, file)
  const scan = await scanDelimited(path, dialect satisfies Dialect, { workFolder, name: 'truth' })
  if (scan.quarantined > 0) throw new InputError(`${scan.quarantined} rows cannot be read`, { file }, 'correct them: a truth must be whole')
  const names = scan.cleaned === undefined ? header : ['source_line', ...header]
  const columns = joinSql(names.map((name) => sql`${id(name)}: 'VARCHAR'`))
  const [from, delimiter] = scan.cleaned === undefined ? [path, dialect.delimiter] : [scan.cleaned, ',']
  await database.command(sql`create table truth_file as select * from read_csv(${from}, auto_detect = false, header = true, columns = {${columns}},
    delim = ${delimiter}, quote = ${dialect.quote}, escape = ${dialect.quote}, nullstr = '', strict_mode = true)`)
  return kind
}
