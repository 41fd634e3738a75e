import { InputError } from '../engine/errors.js'
import type { ConfigFault, ConfigPath } from './fault.js'
import { denominatorOf, isPercent, scopeOf, type FigureScope, type FigureSystems } from './figure-scope.js'
import { formulaRule, namesOf, parseFormula, type Formula } from './formula.js'
import { didYouMean } from './nearest.js'
import type { FigureConfig } from './reconcile-schema.js'

interface Task {
  readonly path: ConfigPath
  readonly scope: FigureScope
  readonly system: FigureSystems[string] | undefined
}

const fault = (path: ConfigPath, what: string, remedy: string): ConfigFault => ({ path, what, remedy })

/** The fault that reading gives, or what was read. */
function read<T>(path: ConfigPath, reading: () => T): { readonly value: T } | { readonly fault: ConfigFault } {
  try {
    return { value: reading() }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { fault: fault(path, error.what, error.remedy) }
  }
}

const idsOf = (system: FigureSystems[string] | undefined): string[] => system?.extracts.map(({ id }) => id) ?? []

const unknownExtract = (extract: string, { scope, system }: Task, path: ConfigPath): ConfigFault[] =>
  idsOf(system).includes(extract) ? [] : [fault(path, `${scope.system ?? 'no system'} has no extract "${extract}"`, didYouMean(extract, idsOf(system), 'its extracts'))]

const compared = (system: FigureSystems[string], a: string, b: string): boolean =>
  system.extracts.some(({ id }, index) => id === a && system.extracts[index + 1]?.id === b) || (system.compare ?? []).some((pair) => pair[0] === a && pair[1] === b)

function scopeFaults(figure: FigureConfig, systems: FigureSystems, task: Task): ConfigFault[] {
  const { path, scope, system } = task
  if (figure.system !== undefined && !Object.hasOwn(systems, figure.system)) {
    return [fault([...path, 'system'], `there is no system "${figure.system}"`, didYouMean(figure.system, Object.keys(systems), 'systems'))]
  }
  const { a, b, extract, period } = scope
  const unknown = [
    ...(figure.extracts ?? []).flatMap((one, index) => unknownExtract(one, task, [...path, 'extracts', index])),
    ...(extract === undefined ? [] : unknownExtract(extract, task, [...path, 'extract'])),
  ]
  if (unknown.length > 0 || system === undefined) return unknown
  return [
    ...(a === undefined || b === undefined || compared(system, a, b)
      ? []
      : [fault([...path, 'extracts'], `${a} is not compared with ${b}`, `each extract is compared with the one before it; add [${a}, ${b}] to compare of ${scope.system ?? ''}`)]),
    ...(scope.grain === 'unit' && system.count === undefined ? [fault([...path, 'grain'], `${scope.system ?? ''} counts no units`, 'add count to the system, or leave grain out')] : []),
    ...(period !== undefined && system.event_date === undefined
      ? [fault([...path, 'period'], `${scope.system ?? ''} has no periods`, 'add event_date to the system, or leave period out')]
      : []),
  ]
}

function nameFaults(formula: Formula, task: Task, key: 'formula' | 'denominator'): ConfigFault[] {
  const path = [...task.path, key]
  const { scope, system } = task
  return namesOf(formula).flatMap(({ name, of }): ConfigFault[] => {
    const rule = formulaRule(name)
    const written = of === undefined ? name : `${name}.${of}`
    if (system === undefined) return [fault(path, `"${written}" needs a system`, 'add system, or extracts, to the figure')]
    if (rule.subject === 'pair' && scope.a === undefined) return [fault(path, `"${written}" is between two extracts, and none are named`, 'add extracts: [earlier, later]')]
    if (rule.money === true && system.amount === undefined) return [fault(path, `"${written}" sums money, and ${scope.system ?? ''} names no amount`, 'add amount to the system')]
    if (rule.whole === true && scope.period !== undefined) return [fault(path, `"${written}" is of an extract as a whole, not of a period`, 'leave period out, or use keys, units, n_a or v_a')]
    if (name === 'periods' && system.event_date === undefined) return [fault(path, `${scope.system ?? ''} has no periods`, 'add event_date to the system, or write their number')]
    if (name === 'units' && system.count === undefined) return [fault(path, `${scope.system ?? ''} counts no units`, 'add count to the system, or write keys')]
    if (rule.of === 'field' && of !== undefined && !Object.hasOwn(system.fields, of)) {
      return [fault(path, `${scope.system ?? ''} has no field "${of}"`, didYouMean(of, Object.keys(system.fields), 'its fields'))]
    }
    if (rule.of !== 'extract') return []
    const extract = of ?? scope.extract
    if (extract === undefined) return [fault(path, `"${name}" is of an extract, and none is named`, `write ${name}.${idsOf(system)[0] ?? 'EXTRACT'}, or add extract`)]
    return of === undefined ? [] : unknownExtract(of, task, path)
  })
}

function denominatorFaults(figure: FigureConfig, figures: readonly FigureConfig[], task: Task): ConfigFault[] {
  const { denominator } = figure
  if (denominator === undefined) return []
  const path = [...task.path, 'denominator']
  if (figure.formula === undefined) return [fault(path, 'a denominator is given without a formula', 'add formula, or leave denominator out')]
  const found = read(path, () => denominatorOf(denominator, figures))
  if ('fault' in found) return [{ ...found.fault, remedy: `${found.fault.remedy}; or write the label of another figure` }]
  if ('formula' in found.value) return nameFaults(found.value.formula, task, 'denominator')
  const { figure: other } = found.value
  if (figures.filter(({ label }) => label === denominator).length > 1) return [fault(path, `two figures are called "${denominator}"`, 'give each figure a label of its own')]
  if (other === figure || isPercent(other) || other.denominator !== undefined) {
    return [fault(path, `the figure "${denominator}" is itself divided`, 'name a figure that counts or sums, or write a number')]
  }
  return []
}

/** Faults of the stated figures of a config: formulas, names in them, extracts, denominators. */
export function figureFaults(figures: readonly FigureConfig[], systems: FigureSystems): ConfigFault[] {
  return figures.flatMap((figure, index) => {
    const path = ['figures', index]
    const { formula: text } = figure
    const formula = text === undefined ? undefined : read([...path, 'formula'], () => parseFormula(text))
    if (formula !== undefined && 'fault' in formula) return [formula.fault]
    const scope = scopeOf(figure, formula?.value, systems)
    const task = { path, scope, system: scope.system !== undefined && Object.hasOwn(systems, scope.system) ? systems[scope.system] : undefined }
    const outer = scopeFaults(figure, systems, task)
    if (outer.length > 0) return outer
    return [...(formula === undefined ? [] : nameFaults(formula.value, task, 'formula')), ...denominatorFaults(figure, figures, task)]
  })
}
