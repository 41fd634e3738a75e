import { joinSql, sql, type Sql } from '../../engine/sql.js'
import { cell } from '../figures.js'
import type { ReportSystem } from '../input.js'
import type { Column, Text } from '../summary.js'
import type { Scope } from './scope.js'

const namingTypes = new Set(['name', 'ssn', 'a_number', 'phone', 'email'])
/** Types whose values tell nobody apart. */
const plainTypes = new Set(['integer', 'decimal', 'code', 'country', 'state', 'gender'])

const mentioned = ({ mentions }: ReportSystem): Set<string> => new Set(mentions.flatMap(({ columns }) => Object.values(columns).flatMap((one) => one ?? [])))

/** Whether rows are about people: then the page shows no key, and of cells only what tells nobody apart. The row files have all. */
export const personal = ({ system: { config } }: Scope): boolean =>
  config.protected || config.mentions.length > 0 || Object.values(config.fields).some(({ type = '' }) => namingTypes.has(type))

function shownFields({ system: { config } }: Scope): string[] {
  if (config.protected) return []
  const hidden = mentioned(config)
  return Object.entries(config.fields)
    .filter(([name, { type = '', values }]) => !hidden.has(name) && (plainTypes.has(type) || values !== undefined || name === config.event_date))
    .map(([name]) => name)
}

/** The layout of a cell, letters of every script and digits alike replaced, at most 40 characters. */
const layout = (column: Sql): Sql =>
  sql`regexp_replace(regexp_replace(regexp_replace(left(${column}, 40), '[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]', 'a', 'g'), '[\\p{Lu}\\p{Lt}]', 'A', 'g'), '\\p{N}', '9', 'g')`

/** The start of a cell: narratives run to pages. */
const start = (column: Sql): Sql => sql`case when length(${column}) > 200 then concat(left(${column}, 200), '…') else ${column} end`

/** A cell as it may be shown: as it is, or as its layout. */
export function shownValue(scope: Scope, column: Sql): Sql {
  if (!personal(scope)) return start(column)
  const fields = shownFields(scope)
  return fields.length === 0 ? layout(column) : sql`case when field in (${joinSql(fields.map((name) => sql`${name}`))}) then ${start(column)} else ${layout(column)} end`
}

export const keyColumns = (scope: Scope): Column[] => (personal(scope) ? [] : [{ label: 'Key', kind: 'code' }])
export const keyCells = (scope: Scope, key: string): Text[] => (personal(scope) ? [] : [cell(key)])
