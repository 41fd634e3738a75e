import type { Block, ChartBlock, Section, Summary } from './summary.js'

/** A mark of a chart: a figure, and what places it. */
export type Drawn = Readonly<Record<string, unknown>> & { readonly figure: string }

export const isDrawn = (part: unknown): part is Drawn => typeof part === 'object' && part !== null && 'figure' in part && typeof part.figure === 'string'

/** The marks of a chart, whatever its kind. */
export const drawnOf = (chart: ChartBlock): Drawn[] => Object.values(chart).flatMap((part: unknown) => (Array.isArray(part) ? part.filter(isDrawn) : []))

/** All sections with those inside them, each after the one that holds it. */
export const sectionsOf = (sections: readonly Section[]): Section[] => sections.flatMap((section) => [section, ...sectionsOf(section.sections ?? [])])

export const blocksOf = ({ sections }: Pick<Summary, 'sections'>): Block[] => sectionsOf(sections).flatMap(({ blocks }) => blocks)
