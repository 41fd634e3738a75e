import { missingFormat } from './cross-fields.js'
import { unknownPopulation } from './cross-match.js'
import { calendarFault, repeated, spanFault } from './cross-system.js'
import type { ConfigFault, ConfigPath } from './fault.js'
import { didYouMean } from './nearest.js'
import { populationsOf } from './populations.js'
import type { AnalysisConfig, Config, SystemConfig } from './schema.js'

const systemOf = (population: string): string => population.slice(0, population.indexOf('.'))

const paired = (config: Config, a: string, b: string): boolean =>
  config.matches.some(({ left, right }) => (left === a && right === b) || (left === b && right === a))

const populationFaults = (analysis: AnalysisConfig, config: Config, path: ConfigPath): ConfigFault[] => {
  const known = populationsOf(config)
  const { subject, petitioner, beneficiary, applicant } = analysis
  const named = { subject, petitioner, beneficiary, ...(applicant === undefined ? {} : { applicant }) }
  const unknown = Object.entries(named).flatMap(([key, name]) => (known.has(name) ? [] : [unknownPopulation(name, [...path, key], known.keys())]))
  if (unknown.length > 0) return unknown
  const need = (a: string, b: string, key: string): ConfigFault[] =>
    paired(config, a, b) ? [] : [{ path: [...path, key], what: `no match pairs ${a} with ${b}`, remedy: `add a match with left: ${a} and right: ${b}` }]
  const apart = systemOf(petitioner) !== systemOf(beneficiary)
  return [
    ...(apart ? [{ path: [...path, 'beneficiary'], what: `${beneficiary} is not in the system of ${petitioner}`, remedy: 'name two roles of the petitions' }] : []),
    ...need(subject, petitioner, 'petitioner'),
    ...(applicant === undefined ? [] : need(beneficiary, applicant, 'applicant')),
  ]
}

const valueFaults = (analysis: AnalysisConfig, system: SystemConfig, path: ConfigPath): ConfigFault[] => {
  const known = Object.hasOwn(system.fields, analysis.decision) ? system.fields[analysis.decision]?.values : undefined
  if (known === undefined) return []
  return analysis.approved.flatMap((value, index) =>
    known.includes(value)
      ? []
      : [{ path: [...path, 'approved', index], what: `"${value}" is not a value of "${analysis.decision}"`, remedy: didYouMean(value, known, 'its values') }],
  )
}

const petitionFaults = (analysis: AnalysisConfig, config: Config, path: ConfigPath): ConfigFault[] => {
  const name = systemOf(analysis.petitioner)
  const system = Object.hasOwn(config.systems, name) ? config.systems[name] : undefined
  if (system === undefined) return []
  const { decision, decided, group_by: groups } = analysis
  const fields = Object.keys(system.fields)
  const uses = [
    { field: decision, at: ['decision'] },
    ...(decided === undefined ? [] : [{ field: decided, at: ['decided'] }]),
    ...groups.map((field, index) => ({ field, at: ['group_by', index] })),
  ]
  const unknown = uses.flatMap(({ field, at }) =>
    fields.includes(field) ? [] : [{ path: [...path, ...at], what: `${name} has no field "${field}"`, remedy: didYouMean(field, fields, 'its fields') }],
  )
  const dated = decided !== undefined && fields.includes(decided) ? system.fields[decided] : undefined
  const wrongType = dated !== undefined && dated.type !== 'date'
  return [
    ...unknown,
    ...valueFaults(analysis, system, path),
    ...(wrongType ? [{ path: [...path, 'decided'], what: `the field "${decided}" is of type ${dated.type}`, remedy: 'give it type: date, or name another field' }] : []),
    ...(decided === undefined ? [] : [missingFormat(system, ['systems', name], decided) ?? []].flat()),
  ]
}

const spanFaults = (analysis: AnalysisConfig, path: ConfigPath): ConfigFault[] => {
  const { from, to, decided } = analysis
  const key = from === undefined ? 'to' : 'from'
  const undated = decided === undefined && (from ?? to) !== undefined
  return [
    ...calendarFault(from, [...path, 'from']),
    ...calendarFault(to, [...path, 'to']),
    ...spanFault(from, to, [...path, 'to']),
    ...(undated ? [{ path: [...path, key], at: 'key' as const, what: `${key} is given without decided`, remedy: 'name the date field in decided' }] : []),
  ]
}

/** Faults of the analyses: populations, the matches they read, fields and values of the petitions, spans. */
export function analysisFaults(config: Config): ConfigFault[] {
  const names = config.analyses.map(({ name }, index) => ({ name, path: ['analyses', index, 'name'] }))
  const faults = config.analyses.flatMap((analysis, index) => {
    const path = ['analyses', index]
    return [...populationFaults(analysis, config, path), ...petitionFaults(analysis, config, path), ...spanFaults(analysis, path)]
  })
  return [...repeated(names, 'the analysis'), ...faults]
}
