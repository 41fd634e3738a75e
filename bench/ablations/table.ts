import { figure } from '../accuracy/table.js'
import type { LabelledSet } from '../accuracy/sets.js'
import type { Ablation } from './ablation.js'
import type { Figures, Outcome, Outcomes } from './measure.js'

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`

const isFigures = (outcome: Outcome | undefined): outcome is Figures => outcome !== undefined && outcome !== null && !('failure' in outcome)

/** A difference with its sign and four places; = where there is none. */
export const difference = (value: number): string => {
  const text = Math.abs(value).toFixed(4).replace(/^0\./u, '.')
  return Number(text) === 0 ? '=' : `${value < 0 ? '−' : '+'}${text}`
}

type Reading = (figures: Figures) => number | null

function cell(full: Outcome | undefined, outcome: Outcome | undefined, read: Reading): string {
  if (outcome === null) return 'no part'
  if (outcome === undefined) return 'not run'
  if (!isFigures(outcome)) return 'failed'
  const [before, after] = [isFigures(full) ? read(full) : null, read(outcome)]
  return before === null || after === null ? figure(after) : `${figure(after)} (${difference(after - before)})`
}

function grid(sets: readonly LabelledSet[], ablations: readonly Ablation[], outcomes: Outcomes, read: Reading): string[] {
  const heads = ['set', 'full engine', ...ablations.map(({ name }) => name)]
  const lines = sets.map(({ name, title }) => {
    const own = outcomes[name] ?? {}
    const full = isFigures(own['full']) ? figure(read(own['full'])) : own['full'] === undefined ? 'not run' : 'failed'
    return row(title, full, ...ablations.map((ablation) => cell(own['full'], own[ablation.name], read)))
  })
  return [row(...heads), `|${'---|'.repeat(heads.length)}`, ...lines, '']
}

/** Wrong decisions differ by more than as many independent ones would by chance, in 19 of 20 cases. */
export const beyondChance = (a: number, b: number): boolean => Math.abs(a - b) > 1.96 * Math.sqrt(a + b)

interface Compared {
  readonly set: LabelledSet
  readonly full: Figures
  readonly less: Figures
}

const listed = (of: readonly Compared[], kind: 'pairs' | 'entities', earns: boolean): string[] =>
  of
    .filter(({ full, less }) => beyondChance(full[kind].wrong, less[kind].wrong) && less[kind].wrong > full[kind].wrong === earns)
    .map(({ set, full, less }) => `${set.title} ${difference(full[kind].f1 - less[kind].f1)} (${full[kind].wrong} wrong instead of ${less[kind].wrong})`)

function verdict({ name, title }: Ablation, compared: readonly Compared[]): string {
  if (compared.length === 0) return `- **${name}**: ${title}. Not measured.`
  const parts = (['pairs', 'entities'] as const).flatMap((kind) => {
    const [earned, cost] = [listed(compared, kind, true), listed(compared, kind, false)]
    return [...(earned.length === 0 ? [] : [`earns of ${kind}: ${earned.join(', ')}`]), ...(cost.length === 0 ? [] : [`costs of ${kind}: ${cost.join(', ')}`])]
  })
  const ece = compared.flatMap(({ full, less }) => (full.ece === null || less.ece === null ? [] : [less.ece - full.ece]))
  const mean = ece.reduce((sum, value) => sum + value, 0) / Math.max(ece.length, 1)
  const better = ece.filter((value) => value > 0).length
  const worse = ece.filter((value) => value < 0).length
  const said = parts.length === 0 ? 'no difference of F1 that the rule shows' : parts.join('; ')
  return `- **${name}**: ${title}. With it: ${said}; calibration error lower on ${better} and higher on ${worse} of ${ece.length} sets, ${difference(-mean)} on average.`
}

const earns = (compared: readonly Compared[]): boolean => (['pairs', 'entities'] as const).some((kind) => listed(compared, kind, true).length > 0)

const comparedBy = (sets: readonly LabelledSet[], name: string, outcomes: Outcomes): Compared[] =>
  sets.flatMap((set) => {
    const [full, less] = [outcomes[set.name]?.['full'], outcomes[set.name]?.[name]]
    return isFigures(full) && isFigures(less) ? [{ set, full, less }] : []
  })

function failures(sets: readonly LabelledSet[], outcomes: Outcomes): string[] {
  const all = sets.flatMap(({ name, title }) =>
    Object.entries(outcomes[name] ?? {}).flatMap(([of, outcome]) => (outcome !== null && 'failure' in outcome ? [`- ${title}, ${of}: ${outcome.failure}`] : [])),
  )
  return all.length === 0 ? [] : ['Failed:', '', ...all, '']
}

/** All outcomes as Markdown: F1 of pairs, F1 of entities and calibration error, then what each mechanism earns. */
export function tableText(sets: readonly LabelledSet[], ablations: readonly Ablation[], outcomes: Outcomes): string {
  const idle = ablations.map(({ name }) => name).filter((name) => {
    const compared = comparedBy(sets, name, outcomes)
    return compared.length > 0 && !earns(compared)
  })
  return [
    'Each set is matched without configuration, by the full engine and with one mechanism left out at a time. A cell holds the figure without the',
    'mechanism and, in brackets, its difference from the full engine: a negative F1 is what the mechanism earns. *no part*: the mechanism does nothing there.',
    '',
    'F1 of pairs at p ≥ .5:', '', ...grid(sets, ablations, outcomes, ({ pairs }) => pairs.f1),
    'F1 of the pairs that the entities imply:', '', ...grid(sets, ablations, outcomes, ({ entities }) => entities.f1),
    'Calibration error (ECE) in 15 bins of equal count over the listed pairs; a positive difference is what the mechanism earns:', '', ...grid(sets, ablations, outcomes, ({ ece }) => ece),
    'What each is worth. Named are the sets on which the number of wrong pairs, false and missed together, differs by more than 1.96 times the root of their',
    'sum. That is a rough rule: too generous where a person has many records, whose pairs stand and fall together, and too strict where both runs err on the same',
    'pairs. Not named means not shown, not that there is nothing. *collective* holds *calibration* in it, and mechanisms that stand in for each other look',
    'worth little when left out alone. The engine was made with an eye on these sets, so what is earned here is more than elsewhere.',
    '',
    ...ablations.map((ablation) => verdict(ablation, comparedBy(sets, ablation.name, outcomes))), '',
    `Not shown to earn F1 on any of the sets measured: ${idle.length === 0 ? 'none' : idle.join(', ')}.`, '',
    ...failures(sets, outcomes),
  ].join('\n')
}
