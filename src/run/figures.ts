import { denominatorOf, isPercent, scopeOf, type FigureSystems } from '../config/figure-scope.js'
import { divides, parseFormula } from '../config/formula.js'
import type { FigureConfig } from '../config/reconcile-schema.js'
import type { PlanFigure, Quantity } from '../stages/reconcile/figures.js'

const numberOf = ({ stated }: FigureConfig): string => stated.replace(/ ?%$/, '')

/** Half a unit of the last digit that is stated: 10.7 stands for 10.65 to 10.75. */
const halfUnit = (stated: string): string => {
  const decimals = stated.split('.')[1]?.length ?? 0
  return `0.${'0'.repeat(decimals)}5`
}

function quantityOf(figure: FigureConfig, systems: FigureSystems): Quantity | undefined {
  if (figure.formula === undefined) return undefined
  const formula = parseFormula(figure.formula)
  return { formula, scope: scopeOf(figure, formula, systems) }
}

function dividedBy(figure: FigureConfig, figures: readonly FigureConfig[], systems: FigureSystems): Quantity | undefined {
  if (figure.denominator === undefined) return undefined
  const found = denominatorOf(figure.denominator, figures)
  if ('figure' in found) return quantityOf(found.figure, systems) ?? { formula: { kind: 'number', text: numberOf(found.figure) }, scope: { grain: 'row' } }
  const own = quantityOf(figure, systems)?.scope
  return { formula: found.formula, scope: own?.system === undefined ? scopeOf(figure, found.formula, systems) : own }
}

/** The stated figures of a config as the reconcile stage computes them; `figureFaults` has found nothing wrong with them. */
export function planFigures(figures: readonly FigureConfig[], systems: FigureSystems): PlanFigure[] {
  return figures.map((figure): PlanFigure => {
    const [numerator, denominator] = [quantityOf(figure, systems), dividedBy(figure, figures, systems)]
    const stated = numberOf(figure)
    const divided = denominator !== undefined || (numerator !== undefined && divides(numerator.formula))
    const { doc, page, label, comparison, formula: written, denominator: by } = figure
    return {
      doc,
      page: String(page),
      label,
      stated,
      percent: isPercent(figure),
      comparison,
      tolerance: figure.tolerance ?? (divided && comparison === 'equal' ? halfUnit(stated) : '0'),
      ...(written === undefined ? {} : { formula: written }),
      ...(by === undefined ? {} : { denominator: by }),
      ...(numerator === undefined ? {} : { numerator }),
      ...(denominator === undefined ? {} : { divisor: denominator }),
    }
  })
}
