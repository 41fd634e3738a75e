import { InputError } from '../engine/errors.js'
import { comparedAs, fieldsOfCondition, parseCondition, type Comparison } from './condition.js'
import { missingFormat } from './cross-fields.js'
import { repeated } from './cross-system.js'
import type { ConfigFault, ConfigPath } from './fault.js'
import { didYouMean } from './nearest.js'
import { kindNeeds, kindOptions, ruleFields } from './quality-kinds.js'
import { libraryRules } from './quality-library.js'
import { qualityKinds, type QualityRule } from './quality-schema.js'
import type { Config, SystemConfig } from './schema.js'

const fieldFault = (field: string, system: SystemConfig, name: string, path: ConfigPath): ConfigFault[] =>
  Object.hasOwn(system.fields, field) ? [] : [{ path, what: `${name} has no field "${field}"`, remedy: didYouMean(field, Object.keys(system.fields), 'its fields') }]

function needFaults(rule: QualityRule, path: ConfigPath): ConfigFault[] {
  const { fields: [fewest, most], needs = [], takes = [] } = kindNeeds[rule.kind]
  const count = ruleFields(rule).length
  const wanted = most === 0 ? 'no field' : fewest === most ? `${fewest === 1 ? 'one field' : `${fewest} fields`}` : `${fewest} or more fields`
  const both = rule.field !== undefined && rule.fields !== undefined
  return [
    ...(both ? [{ path: [...path, 'fields'], what: 'field and fields are both given', remedy: 'name all in fields' }] : []),
    ...(!both && (count < fewest || count > most) ? [{ path, what: `a rule of kind ${rule.kind} has ${wanted}, this one ${count}`, remedy: most === 0 ? 'leave field and fields out' : most === 1 ? 'name it in field' : 'name them in fields' }] : []),
    ...needs.filter((key) => rule[key] === undefined).map((key) => ({ path, what: `a rule of kind ${rule.kind} needs ${key}`, remedy: `add ${key}` })),
    ...kindOptions
      .filter((key) => rule[key] !== undefined && !needs.includes(key) && !takes.includes(key))
      .map((key) => ({ path: [...path, key], at: 'key' as const, what: `${key} means nothing to a rule of kind ${rule.kind}`, remedy: `leave ${key} out, or choose another kind` })),
  ]
}

const typeFaults = (rule: QualityRule, system: SystemConfig, path: ConfigPath): ConfigFault[] => {
  const { types } = kindNeeds[rule.kind]
  if (types === undefined) return []
  return ruleFields(rule).flatMap((field) => {
    const type = system.fields[field]?.type
    if (type === undefined || types.includes(type)) return []
    return [{ path, what: `the field "${field}" is of type ${type}`, remedy: `give it type: ${types.join(' or ')}, or name another field` }]
  })
}

function comparisonFaults(comparison: Comparison, system: SystemConfig, path: ConfigPath): ConfigFault[] {
  if (comparison.kind === 'missing' || comparedAs(comparison, (field) => system.fields[field]?.type) !== 'date') return []
  return [comparison.left, comparison.right].flatMap((side): ConfigFault[] => {
    if (side.kind === 'text' && /^\d{4}-\d{2}-\d{2}$/.test(side.text)) return []
    if (side.kind === 'field' && side.times === undefined && system.fields[side.name]?.type === 'date') return []
    return [{ path, what: 'a date is compared with what is no date', remedy: 'compare it with a date field or a day in quotes, "2014-12-31"' }]
  })
}

function conditionFaults(text: string | undefined, key: 'where' | 'compare', { system: name }: QualityRule, system: SystemConfig, path: ConfigPath): ConfigFault[] {
  if (text === undefined) return []
  const at = [...path, key]
  try {
    const condition = parseCondition(text)
    const unknown = fieldsOfCondition(condition).flatMap((field) => fieldFault(field, system, name, at))
    const several = key === 'compare' && (condition.length !== 1 || condition[0]?.kind !== 'compare')
    return [
      ...unknown,
      ...(several ? [{ path: at, what: 'compare takes one comparison', remedy: 'put the other conditions into where, or write several rules' }] : []),
      ...(unknown.length > 0 ? [] : condition.flatMap((one) => comparisonFaults(one, system, at))),
    ]
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return [{ path: at, what: error.what, remedy: error.remedy }]
  }
}

function referenceFaults(rule: QualityRule, systems: Config['systems'], path: ConfigPath): ConfigFault[] {
  if (rule.kind !== 'reference' || rule.to === undefined) return []
  const target = Object.hasOwn(systems, rule.to) ? systems[rule.to] : undefined
  if (target === undefined) return [{ path: [...path, 'to'], what: `there is no system "${rule.to}"`, remedy: didYouMean(rule.to, Object.keys(systems), 'systems') }]
  const own = ruleFields(rule)
  const there = rule.to_fields ?? own
  const at = rule.to_fields === undefined ? path : [...path, 'to_fields']
  return [
    ...(there.length === own.length ? [] : [{ path: at, what: `to_fields has ${there.length} for ${own.length} fields`, remedy: 'name one for each, in their order' }]),
    ...there.flatMap((field) => fieldFault(field, target, rule.to ?? '', at)),
  ]
}

function ruleFaults(rule: QualityRule, config: Config, path: ConfigPath): ConfigFault[] {
  const { systems } = config
  const system = Object.hasOwn(systems, rule.system) ? systems[rule.system] : undefined
  if (system === undefined) return [{ path: [...path, 'system'], what: `there is no system "${rule.system}"`, remedy: didYouMean(rule.system, Object.keys(systems), 'systems') }]
  const named = [...ruleFields(rule).map((field, index) => ({ field, at: rule.field === undefined ? [...path, 'fields', index] : [...path, 'field'] })), ...(rule.differ ?? []).map((field, index) => ({ field, at: [...path, 'differ', index] }))]
  const dated = rule.kind === 'date_order' || rule.kind === 'valid_date_of_birth' ? ruleFields(rule) : []
  const listless = rule.kind === 'listed' && rule.values === undefined && system.fields[ruleFields(rule)[0] ?? '']?.values === undefined
  const money = system.amount === undefined ? (['warn', 'fail'] as const).filter((key) => rule[key]?.amount !== undefined) : []
  const ages = rule.ages !== undefined && rule.ages.min > rule.ages.max
  return [
    ...needFaults(rule, path),
    ...named.flatMap(({ field, at }) => fieldFault(field, system, rule.system, at)),
    ...typeFaults(rule, system, path),
    ...dated.flatMap((field) => missingFormat(system, ['systems', rule.system], field) ?? []),
    ...conditionFaults(rule.where, 'where', rule, system, path),
    ...conditionFaults(rule.compare, 'compare', rule, system, path),
    ...referenceFaults(rule, systems, path),
    ...(listless ? [{ path, what: 'no values are listed', remedy: 'add values to the rule or to the field' }] : []),
    ...(ages ? [{ path: [...path, 'ages'], what: 'the least age is above the greatest', remedy: 'exchange them, or correct one' }] : []),
    ...money.map((key) => ({ path: [...path, key, 'amount'], what: `${rule.system} has no amount that could be summed`, remedy: `add amount to the system, or bound count or percent` })),
  ]
}

/** Faults of the quality rules: fields, systems and keys that a kind does not know, conditions that cannot be read. */
export function qualityFaults(config: Config): ConfigFault[] {
  const { quality, systems } = config
  if (quality === undefined) return []
  const { library, office, rules, history } = quality
  const known = Object.entries(systems).flatMap(([name, system]) => libraryRules(name, system).flatMap((rule) => [rule.name, `${name}.${rule.name}`]))
  const words = new Set<string>([...qualityKinds, ...known])
  const left = Array.isArray(library) ? library : []
  const names = rules.map((rule, index) => ({ name: `${rule.system}.${rule.name}`, path: ['quality', 'rules', index, 'name'] }))
  const dated = config.as_of !== undefined || Object.values(systems).some(({ extracts }) => extracts.some(({ delivered }) => delivered !== undefined))
  return [
    ...left.flatMap((word, index) => (words.has(word) ? [] : [{ path: ['quality', 'library', index], what: `the library has no rule "${word}"`, remedy: didYouMean(word, words, 'kinds and rules') }])),
    ...Object.entries(office).flatMap(([name, field]) => {
      const system = Object.hasOwn(systems, name) ? systems[name] : undefined
      const path = ['quality', 'office', name]
      return system === undefined ? [{ path, at: 'key' as const, what: `there is no system "${name}"`, remedy: didYouMean(name, Object.keys(systems), 'systems') }] : fieldFault(field, system, name, path)
    }),
    ...repeated(names, 'the quality rule'),
    ...rules.flatMap((rule, index) => ruleFaults(rule, config, ['quality', 'rules', index])),
    ...(history !== undefined && !dated ? [{ path: ['quality', 'history'], what: 'a history needs the day that the run speaks of', remedy: 'add as_of, or delivered to an extract' }] : []),
  ]
}
