import { basename } from 'node:path'
import { readHeader, scanDelimited, sniffDialect, type Dialect } from '../engine/delimited/index.js'
import type { Database } from '../engine/database.js'
import { InputError } from '../engine/errors.js'
import { id, joinSql, sql, type Sql } from '../engine/sql.js'
import { shapeOf } from '../text/shape.js'

/** What a row of a truth file says: to which person a record or mention belongs, or that two records are one person's, or whether they are by `label`. */
export type TruthKind =
  | { readonly kind: 'clusters'; readonly id: string; readonly cluster: string; readonly system?: string; readonly role?: string; readonly ordinal?: string }
  | { readonly kind: 'pairs'; readonly left: string; readonly right: string; readonly label?: string }

const clusterColumns = ['cluster_id', 'person_id', 'entity_id', 'cluster']
const idColumns = ['record_id', 'id']
const systemColumns = ['system', 'source', 'data_source']
const pairColumns = [['record_id_a', 'record_id_b'], ['record_id_l', 'record_id_r'], ['id_a', 'id_b']] as const

const labelColumns = ['match', 'label', 'is_match']
const yes = ['1', 'yes', 'true']
const no = ['0', 'no', 'false']

const forms = 'record_id,cluster_id, or record_id_a,record_id_b, or system,id,role,ordinal,person_id'

/** Which form of truth a header is. Throws InputError when it is none. */
export function truthKind(header: readonly string[], file: string): TruthKind {
  const find = (name: string): string | undefined => header.find((column) => column.trim().toLowerCase() === name)
  const among = (names: readonly string[]): string | undefined => names.flatMap((name) => find(name) ?? [])[0]
  for (const [first, second] of pairColumns) {
    const [left, right] = [find(first), find(second)]
    const label = among(labelColumns)
    if (left !== undefined && right !== undefined) return { kind: 'pairs', left, right, ...(label === undefined ? {} : { label }) }
  }
  const [record, cluster, system, role, ordinal] = [among(idColumns), among(clusterColumns), among(systemColumns), find('role'), find('ordinal')]
  if (record === undefined || cluster === undefined) {
    // A file without a header begins with data, so only names that are known are told.
    const known = [record, cluster, system, role, ordinal].flatMap((column) => column ?? [])
    const told = known.length === 0 ? 'none is known' : `only ${known.join(', ')} ${known.length === 1 ? 'is' : 'are'} known`
    throw new InputError(`is no truth: of its ${header.length} columns ${told}`, { file, line: 1 }, `begin it with a header that names its columns ${forms}`)
  }
  const optional = { ...(system === undefined ? {} : { system }), ...(role === undefined ? {} : { role }), ...(ordinal === undefined ? {} : { ordinal }) }
  return { kind: 'clusters', id: record, cluster, ...optional }
}

const listOf = (words: readonly string[]): Sql => joinSql(words.map((word) => sql`${word}`))

/** Whether a row of `truth_file` says that its pair is a match. */
export const saysMatch = ({ label }: Extract<TruthKind, { kind: 'pairs' }>): Sql => (label === undefined ? sql`true` : sql`lower(trim(${id(label)})) in (${listOf(yes)})`)

async function checkLabels(database: Database, label: string, file: string): Promise<void> {
  const [first] = await database.rows<{ line: number; value: string; n: number }>(sql`
    select source_line as line, coalesce(${id(label)}, '') as value, count(*) over () as n from truth_file
    where ${id(label)} is null or lower(trim(${id(label)})) not in (${listOf([...yes, ...no])}) order by source_line limit 1`)
  if (first === undefined) return
  const shape = first.value === '' ? 'it is blank' : `its shape: ${shapeOf(first.value)}`
  const more = first.n === 1 ? '' : `, as in ${first.n} rows`
  throw new InputError(`${label} says neither that the pair is a match nor that it is none (${shape}${more})`, { file, line: first.line, column: label }, 'write 1 or 0, yes or no, true or false')
}

/**
 * Loads a truth file as text into the table `truth_file`, with the line of each row as `source_line`. Throws InputError for what cannot be read, rows
 * that are set apart and labels that say neither yes nor no included.
 */
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
  await database.command(sql`create or replace temp table truth_line as select * from read_csv(${from}, auto_detect = false, header = true, columns = {${columns}},
    delim = ${delimiter}, quote = ${dialect.quote}, escape = ${dialect.quote}, nullstr = '', strict_mode = true)`)
  const lined = scan.cleaned === undefined ? sql`rowid + 2 as source_line, *` : sql`* replace (cast(source_line as bigint) as source_line)`
  await database.command(sql`create or replace temp table truth_file as select ${lined} from truth_line order by rowid`)
  await database.drop('truth_line')
  if (kind.kind === 'pairs' && kind.label !== undefined) await checkLabels(database, kind.label, file)
  return kind
}

const glued = (parts: readonly (Sql | undefined)[]): Sql => parts.flatMap((part) => part ?? []).reduce((all, part) => sql`${all} || chr(31) || ${part}`)

/** The parts of a mention that the truth tells apart, joined; of columns `system`, `id`, `role`, `ordinal` that begin with `side`. */
export function mentionKey(kind: TruthKind, side: string): Sql {
  const of = (part: string): Sql => id(`${side}${part}`)
  if (kind.kind === 'pairs') return of('id')
  const { system, role, ordinal } = kind
  return glued([system && sql`lower(${of('system')})`, of('id'), role && of('role'), ordinal && sql`cast(${of('ordinal')} as varchar)`].map((part) => part || undefined))
}

const named = (column: string | undefined): Sql | undefined => (column === undefined ? undefined : id(column))

/** The same of a row of `truth_file`. */
export const truthKey = ({ id: record, system, role, ordinal }: Extract<TruthKind, { kind: 'clusters' }>): Sql =>
  glued([system === undefined ? undefined : sql`lower(${id(system)})`, id(record), named(role), named(ordinal)])

/** A column of systems counts only where it names systems of the run: those of a query with a column `system`. */
export async function withoutForeignSystem(database: Database, kind: TruthKind, systems: Sql): Promise<TruthKind> {
  if (kind.kind === 'pairs' || kind.system === undefined) return kind
  const { n } = await database.row<{ n: number }>(sql`select count(*) as n from truth_file where lower(${id(kind.system)}) in (select lower(system) from (${systems}))`)
  const { system: _, ...others } = kind
  return n > 0 ? kind : others
}
