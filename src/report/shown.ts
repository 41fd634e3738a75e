import { joinSql, sql, type Sql } from '../engine/sql.js'
import type { ReportSystem } from './input.js'
import type { Purpose } from './purpose.js'

const namingTypes = new Set(['name', 'ssn', 'a_number', 'phone', 'email'])
/** Types whose values tell nobody apart. */
const plainTypes = new Set(['integer', 'decimal', 'code', 'country', 'state', 'gender'])

/** Roles of a mention that number the record and not the person. */
const recordRoles = new Set(['receipt_number', 'identifier'])

const mentioned = ({ mentions }: ReportSystem, but: ReadonlySet<string> = new Set()): Set<string> =>
  new Set(mentions.flatMap(({ columns }) => Object.entries(columns).flatMap(([role, one]) => (but.has(role) ? [] : (one ?? [])))))

/** Whether cells of a system are masked: where its rows are about people, unless the report is made for an investigation. */
export const isMasked = (config: ReportSystem, purpose: Purpose): boolean =>
  purpose !== 'investigation' && (config.protected || config.mentions.length > 0 || Object.values(config.fields).some(({ type = '' }) => namingTypes.has(type)))

/** Whether a record's key would name a person: a part of it is a name or an identifier of people. */
export function isKeyMasked(config: ReportSystem, purpose: Purpose): boolean {
  if (purpose === 'investigation' || config.key === undefined) return false
  const personal = mentioned(config, recordRoles)
  return [config.key].flat().some((field) => personal.has(field) || namingTypes.has(config.fields[field]?.type ?? ''))
}

/** Fields whose cells a masked system may show. */
function shownFields(config: ReportSystem): string[] {
  if (config.protected) return []
  const hidden = mentioned(config)
  return Object.entries(config.fields)
    .filter(([name, { type = '', values }]) => !hidden.has(name) && (plainTypes.has(type) || values !== undefined || name === config.event_date))
    .map(([name]) => name)
}

/** The layout of a cell, letters of every script and digits alike replaced, at most 40 characters. */
export const layout = (column: Sql): Sql =>
  sql`regexp_replace(regexp_replace(regexp_replace(left(${column}, 40), '[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]', 'a', 'g'), '[\\p{Lu}\\p{Lt}]', 'A', 'g'), '\\p{N}', '9', 'g')`

/** The start of a cell: narratives run to pages. */
const start = (column: Sql): Sql => sql`case when length(${column}) > 200 then concat(left(${column}, 200), '…') else ${column} end`

/** A cell of a column `field` names, as it may be shown: as it is, or as its layout. */
export function shownCell(config: ReportSystem, purpose: Purpose, column: Sql): Sql {
  if (!isMasked(config, purpose)) return start(column)
  const fields = shownFields(config)
  return fields.length === 0 ? layout(column) : sql`case when field in (${joinSql(fields.map((name) => sql`${name}`))}) then ${start(column)} else ${layout(column)} end`
}
