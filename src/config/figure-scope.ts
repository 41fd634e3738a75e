import { namesOf, parseFormula, type Formula } from './formula.js'
import type { FigureConfig } from './reconcile-schema.js'
import type { SystemConfig } from './schema.js'

/** What figures need of the systems of a config. */
export type FigureSystems = Readonly<
  Record<string, Pick<SystemConfig, 'amount' | 'count' | 'event_date' | 'fields' | 'extracts'> & { readonly compare?: readonly (readonly string[])[] | undefined }>
>

/** What the names of a figure's formula speak of. */
export interface FigureScope {
  /** Absent where the formula holds numbers alone. */
  readonly system?: string
  readonly grain: 'row' | 'unit'
  readonly a?: string
  readonly b?: string
  readonly extract?: string
  readonly period?: string
}

const ownerOf = (extract: string | undefined, systems: FigureSystems): string | undefined =>
  Object.keys(systems).find((name) => systems[name]?.extracts.some(({ id }) => id === extract))

/** The scope of a figure: its system is the one it names, else that of its extracts, else the only one. */
export function scopeOf(figure: FigureConfig, formula: Formula | undefined, systems: FigureSystems): FigureScope {
  const [a, b] = figure.extracts ?? []
  const named = formula === undefined ? [] : namesOf(formula).map(({ of }) => of)
  const owner = [a, b, figure.extract, ...named].map((extract) => ownerOf(extract, systems)).find((name) => name !== undefined)
  const names = Object.keys(systems)
  const system = figure.system ?? owner ?? (names.length === 1 ? names[0] : undefined)
  return {
    grain: figure.grain,
    ...(system === undefined ? {} : { system }),
    ...(a === undefined || b === undefined ? {} : { a, b }),
    ...(figure.extract === undefined ? {} : { extract: figure.extract }),
    ...(figure.period === undefined ? {} : { period: String(figure.period) }),
  }
}

/** What a figure is divided by: another figure of the config, or a formula in the figure's own scope. Throws InputError where it is neither. */
export function denominatorOf(text: string, figures: readonly FigureConfig[]): { readonly figure: FigureConfig } | { readonly formula: Formula } {
  const figure = figures.find(({ label }) => label === text)
  return figure === undefined ? { formula: parseFormula(text) } : { figure }
}

/** Whether a stated figure is a percentage. */
export const isPercent = ({ stated }: FigureConfig): boolean => stated.endsWith('%')
