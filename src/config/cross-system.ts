import { fieldFaults } from './cross-fields.js'
import type { ConfigFault, ConfigPath } from './fault.js'
import { didYouMean } from './nearest.js'
import type { Config, ExtractConfig, SystemConfig } from './schema.js'
import { reservedFields } from './words.js'

/** Items whose name, ignoring case, occurred before. */
export const repeated = (items: readonly { readonly name: string; readonly path: ConfigPath; readonly at?: 'key' }[], what: string): ConfigFault[] => {
  const seen = new Map<string, string>()
  return items.flatMap(({ name, path, at }) => {
    const earlier = seen.get(name.toLowerCase())
    seen.set(name.toLowerCase(), earlier ?? name)
    if (earlier === undefined) return []
    const differs = earlier === name ? '' : ` (as "${earlier}"; capitals do not tell them apart)`
    return [{ path, ...(at === undefined ? {} : { at }), what: `${what} "${name}" stands twice${differs}`, remedy: 'rename one of them' }]
  })
}

/** A day `YYYY-MM-DD` that is not in the calendar. */
export function calendarFault(day: string | undefined, path: ConfigPath): ConfigFault[] {
  if (day === undefined) return []
  const date = new Date(`${day}T00:00:00Z`)
  if (!Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)) return []
  return [{ path, what: `"${day}" is not a day of the calendar`, remedy: 'correct the month or the day' }]
}

/** A span that ends before it begins; each end is named by its key under `path`. */
export function spanFault(from: string | undefined, to: string | undefined, path: ConfigPath): ConfigFault[] {
  if (from === undefined || to === undefined || from <= to) return []
  return [{ path, what: `the span ends on ${to}, before it begins on ${from}`, remedy: 'exchange the two days, or correct one' }]
}

const extractFaults = (extract: ExtractConfig, path: ConfigPath): ConfigFault[] => {
  const { window, delivered, cutoff, control_totals: totals } = extract
  const late = cutoff !== undefined && delivered !== undefined && cutoff > delivered
  const amount = totals === 'none' || 'file' in totals ? undefined : totals.amount
  return [
    ...calendarFault(delivered, [...path, 'delivered']),
    ...calendarFault(cutoff, [...path, 'cutoff']),
    ...calendarFault(window?.from, [...path, 'window', 'from']),
    ...calendarFault(window?.to, [...path, 'window', 'to']),
    ...spanFault(window?.from, window?.to, [...path, 'window', 'to']),
    ...(late ? [{ path: [...path, 'cutoff'], what: `the cutoff ${cutoff} is after the delivery ${delivered}`, remedy: 'correct one of the two' }] : []),
    ...(amount === undefined || /^-?\d+(?:\.\d+)?$/u.test(amount)
      ? []
      : [{ path: [...path, 'control_totals', 'amount'], what: `"${amount}" is not a decimal`, remedy: 'write digits with a point: "1089000000.00"' }]),
  ]
}

const orderFaults = (extracts: readonly ExtractConfig[], path: ConfigPath): ConfigFault[] =>
  extracts.flatMap((extract, index) => {
    const before = extracts[index - 1]
    if (before?.delivered === undefined || extract.delivered === undefined || before.delivered <= extract.delivered) return []
    const what = `${extract.id}, delivered ${extract.delivered}, stands after ${before.id}, delivered ${before.delivered}`
    return [{ path: [...path, index, 'delivered'], what, remedy: 'list extracts in the order of delivery' }]
  })

/** A pattern of membership is one number of 64 bits. */
const mostExtracts = 62

const countFaults = (extracts: readonly ExtractConfig[], path: ConfigPath): ConfigFault[] =>
  extracts.length <= mostExtracts ? [] : [{ path, what: `there are ${extracts.length} extracts, and at most ${mostExtracts} are compared`, remedy: 'leave out the oldest, or unite those that were delivered together' }]

/** Extracts that `compare` and `source_rank` name and the system has not. */
const namedFaults = ({ compare, source_rank: rank, extracts }: SystemConfig, path: ConfigPath): ConfigFault[] => {
  const known = extracts.map(({ id }) => id)
  const named = [
    ...compare.flatMap((pair, index) => pair.map((name, side) => ({ name, path: [...path, 'compare', index, side] }))),
    ...rank.map((name, index) => ({ name, path: [...path, 'source_rank', index] })),
  ]
  return named.filter(({ name }) => !known.includes(name)).map(({ name, path: at }) => ({ path: at, what: `there is no extract "${name}"`, remedy: didYouMean(name, known, 'the extracts') }))
}

const kindFaults = (system: SystemConfig, path: ConfigPath): ConfigFault[] =>
  system.mentions.flatMap((mention, number) => {
    const at = [...path, 'mentions', number]
    const { kind_field: field, organisation_values: values } = mention
    if (field === undefined) {
      const key = values.length > 0 ? 'organisation_values' : 'organisation_role'
      if (values.length === 0 && mention.organisation_role === undefined) return []
      return [{ path: [...at, key], at: 'key' as const, what: `${key} is given without kind_field`, remedy: `add kind_field, or leave ${key} out` }]
    }
    if (values.length === 0) {
      return [{ path: [...at, 'kind_field'], what: `no value of "${field}" means an organisation`, remedy: 'add organisation_values' }]
    }
    const known = Object.hasOwn(system.fields, field) ? system.fields[field]?.values : undefined
    if (known === undefined) return []
    return values.flatMap((value, index) =>
      known.includes(value)
        ? []
        : [{ path: [...at, 'organisation_values', index], what: `"${value}" is not a value of "${field}"`, remedy: didYouMean(value, known, 'its values') }],
    )
  })

const reservedFault = ({ name, path }: { readonly name: string; readonly path: ConfigPath }): ConfigFault => ({
  path, at: 'key', what: `the field name "${name}" is Crosswalk's own`, remedy: `rename the field, and map its column to it in columns: { ${name}: other_name }`,
})

const targetFaults = (extract: ExtractConfig, path: ConfigPath): ConfigFault[] => {
  const targets = Object.entries(extract.columns).map(([column, name]) => ({ name, path: [...path, 'columns', column] }))
  return repeated(targets, 'the field')
}

/** Faults inside the systems: names, fields, dates, order of delivery. */
export function systemFaults(config: Config): ConfigFault[] {
  const systems = Object.entries(config.systems)
  const names = systems.map(([name]) => ({ name, path: ['systems', name], at: 'key' as const }))
  const ids = systems.flatMap(([name, { extracts }]) =>
    extracts.map((extract, index) => ({ name: extract.id, path: ['systems', name, 'extracts', index, 'id'] })),
  )
  const none = systems.length === 0 ? [{ path: ['systems'], what: 'there is no system', remedy: 'describe at least one; crosswalk init writes one' }] : []
  return [
    ...none,
    ...repeated(names, 'the system'),
    ...repeated(ids, 'the extract'),
    ...systems.flatMap(([name, system]) => {
      const path = ['systems', name]
      const fields = Object.keys(system.fields).map((field) => ({ name: field, path: [...path, 'fields', field], at: 'key' as const }))
      return [
        ...repeated(fields, 'the field'),
        ...fields.filter((field) => reservedFields.includes(field.name.toLowerCase())).map(reservedFault),
        ...fieldFaults(system, name),
        ...kindFaults(system, path),
        ...orderFaults(system.extracts, [...path, 'extracts']),
        ...countFaults(system.extracts, [...path, 'extracts']),
        ...namedFaults(system, path),
        ...system.extracts.flatMap((extract, index) => {
          const at = [...path, 'extracts', index]
          return [...extractFaults(extract, at), ...targetFaults(extract, at)]
        }),
      ]
    }),
  ]
}
