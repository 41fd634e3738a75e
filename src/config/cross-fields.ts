import { dateFormatFault } from './date-format.js'
import type { ConfigFault, ConfigPath } from './fault.js'
import { didYouMean } from './nearest.js'
import type { FieldConfig, SystemConfig } from './schema.js'
import type { FieldType } from './words.js'

interface Use {
  readonly field: string
  readonly path: ConfigPath
  readonly at?: 'key'
  readonly types?: readonly FieldType[]
  readonly needsFormat?: boolean
}

const list = (value: string | readonly string[]): readonly { item: string; index: readonly number[] }[] =>
  typeof value === 'string' ? [{ item: value, index: [] }] : value.map((item, index) => ({ item, index: [index] }))

const single = (system: SystemConfig, path: ConfigPath): Use[] => {
  const { count, event_date: eventDate, amount, split_by: splitBy } = system
  return [
    ...(count === undefined ? [] : [{ field: count, path: [...path, 'count'] }]),
    ...(eventDate === undefined ? [] : [{ field: eventDate, path: [...path, 'event_date'], types: ['date' as const], needsFormat: true }]),
    ...(amount === undefined ? [] : [{ field: amount, path: [...path, 'amount'], types: ['decimal' as const, 'integer' as const] }]),
    ...(splitBy === undefined ? [] : [{ field: splitBy, path: [...path, 'split_by'] }]),
  ]
}

const mentionUses = (system: SystemConfig, path: ConfigPath): Use[] =>
  system.mentions.flatMap((mention, number) => {
    const at = [...path, 'mentions', number]
    const columns = Object.entries(mention.columns).flatMap(([role, fields]) =>
      list(fields).map(({ item, index }): Use => {
        const dated = role === 'date_of_birth' ? { types: ['date' as const] } : {}
        return { field: item, path: [...at, 'columns', role, ...index], needsFormat: true, ...dated }
      }),
    )
    return mention.kind_field === undefined ? columns : [{ field: mention.kind_field, path: [...at, 'kind_field'] }, ...columns]
  })

const extractUses = (system: SystemConfig, path: ConfigPath): Use[] =>
  system.extracts.flatMap((extract, number) => {
    const at = [...path, 'extracts', number]
    const columns = Object.entries(extract.columns).map(([column, field]): Use => ({ field, path: [...at, 'columns', column] }))
    const formats = Object.keys(extract.formats).map(
      (field): Use => ({ field, path: [...at, 'formats', field], at: 'key', types: ['date'], needsFormat: true }),
    )
    return [...columns, ...formats]
  })

const useFault = (use: Use, fields: Readonly<Record<string, FieldConfig>>, system: string): ConfigFault[] => {
  const place = { path: use.path, ...(use.at === undefined ? {} : { at: use.at }) }
  const field = Object.hasOwn(fields, use.field) ? fields[use.field] : undefined
  if (field === undefined) {
    return [{ ...place, what: `${system} has no field "${use.field}"`, remedy: didYouMean(use.field, Object.keys(fields), 'its fields') }]
  }
  if (use.types === undefined || use.types.includes(field.type)) return []
  return [{ ...place, what: `the field "${use.field}" is of type ${field.type}`, remedy: `give it type: ${use.types.join(' or ')}, or name another field` }]
}

const formatFaults = (system: SystemConfig, path: ConfigPath): ConfigFault[] => [
  ...Object.entries(system.fields).flatMap(([name, { format }]) => {
    const fault = format === undefined ? undefined : dateFormatFault(format)
    return fault === undefined ? [] : [{ path: [...path, 'fields', name, 'format'], ...fault }]
  }),
  ...system.extracts.flatMap(({ formats }, number) =>
    Object.entries(formats).flatMap(([field, format]) => {
      const fault = dateFormatFault(format)
      return fault === undefined ? [] : [{ path: [...path, 'extracts', number, 'formats', field], ...fault }]
    }),
  ),
]

/** The fault of a date field that is used as a date while some extract has no format for it; undefined when there is none. */
export function missingFormat(system: SystemConfig, path: ConfigPath, field: string): ConfigFault | undefined {
  if (!Object.hasOwn(system.fields, field)) return undefined
  const { type, format } = system.fields[field] ?? {}
  if (type !== 'date' || format !== undefined) return undefined
  const without = system.extracts.filter((extract) => !Object.hasOwn(extract.formats, field)).map((extract) => extract.id)
  if (without.length === 0) return undefined
  const which = without.length === system.extracts.length ? '' : ` in ${without.join(', ')}`
  return { path: [...path, 'fields', field], what: `the date "${field}" has no format${which}`, remedy: 'add format: "%Y-%m-%d" to the field, or formats to each extract' }
}

/** Every field named in a system exists, has the type its use needs, and a date that is used has a format in every extract. */
export function fieldFaults(system: SystemConfig, name: string): ConfigFault[] {
  const path = ['systems', name]
  const keys = list(system.key).map(({ item, index }): Use => ({ field: item, path: [...path, 'key', ...index] }))
  const uses = [...keys, ...single(system, path), ...mentionUses(system, path), ...extractUses(system, path)]
  const dated = new Set(uses.filter((use) => use.needsFormat === true).map((use) => use.field))
  const missing = [...dated].flatMap((field) => missingFormat(system, path, field) ?? [])
  return [...uses.flatMap((use) => useFault(use, system.fields, name)), ...formatFaults(system, path), ...missing]
}
