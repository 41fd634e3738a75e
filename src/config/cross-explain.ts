import { calendarFault, repeated } from './cross-system.js'
import type { ConfigFault, ConfigPath } from './fault.js'
import { didYouMean } from './nearest.js'
import type { ExplainRule } from './reconcile-schema.js'
import type { SystemConfig } from './schema.js'

/** What explain rules need of a system. */
export type ExplainedSystem = Pick<SystemConfig, 'event_date' | 'fields' | 'extracts'> & { readonly explain?: readonly ExplainRule[] | undefined }

const listed = (values: string | readonly string[] | undefined): readonly { readonly item: string; readonly index: readonly number[] }[] => {
  if (values === undefined) return []
  return typeof values === 'string' ? [{ item: values, index: [] }] : values.map((item, index) => ({ item, index: [index] }))
}

const cellKeys = ['fields', 'old', 'new', 'old_null', 'new_null'] as const

function ruleFaults(rule: ExplainRule, path: ConfigPath, name: string, system: ExplainedSystem): ConfigFault[] {
  const fields = Object.keys(system.fields)
  const extracts = system.extracts.map(({ id }) => id)
  const { before, after } = rule.event ?? {}
  const unknown = (key: 'fields' | 'a' | 'b', known: readonly string[], what: string): ConfigFault[] =>
    listed(rule[key]).flatMap(({ item, index }) =>
      known.includes(item) ? [] : [{ path: [...path, key, ...index], what: `${name} has no ${what} "${item}"`, remedy: didYouMean(item, known, `its ${what}s`) }],
    )
  const idle = rule.change === 'changed' ? undefined : cellKeys.find((key) => rule[key] !== undefined)
  const both = (['old', 'new'] as const).find((key) => rule[key] !== undefined && rule[`${key}_null`] === true)
  const undated = system.event_date === undefined && (rule.event !== undefined || rule.period !== undefined)
  return [
    ...unknown('fields', fields, 'field'),
    ...unknown('a', extracts, 'extract'),
    ...unknown('b', extracts, 'extract'),
    ...(idle === undefined ? [] : [{ path: [...path, idle], at: 'key' as const, what: `${idle} is of changed cells, and the rule explains keys ${rule.change}`, remedy: `leave ${idle} out, or write change: changed` }]),
    ...(both === undefined ? [] : [{ path: [...path, both], what: `${both} has a value, and ${both}_null says that it has none`, remedy: `leave one of the two out` }]),
    ...(undated ? [{ path: [...path, rule.event === undefined ? 'period' : 'event'], at: 'key' as const, what: `${name} dates no events`, remedy: 'add event_date to the system' }] : []),
    ...calendarFault(before, [...path, 'event', 'before']),
    ...calendarFault(after, [...path, 'event', 'after']),
    ...(before !== undefined && after !== undefined && after >= before
      ? [{ path: [...path, 'event', 'before'], what: `no day lies after ${after} and before ${before}`, remedy: 'exchange the two days, or correct one' }]
      : []),
  ]
}

/** Faults of the explain rules of all systems: names, fields, extracts, conditions that cannot be met. */
export function explainFaults(systems: Readonly<Record<string, ExplainedSystem>>): ConfigFault[] {
  return Object.entries(systems).flatMap(([name, system]) => {
    const rules = (system.explain ?? []).map((rule, index) => ({ rule, path: ['systems', name, 'explain', index] }))
    return [
      ...repeated(rules.map(({ rule, path }) => ({ name: rule.name, path: [...path, 'name'] })), 'the rule'),
      ...rules.flatMap(({ rule, path }) => ruleFaults(rule, path, name, system)),
    ]
  })
}
