import type { ReportSystem } from './input.js'

/** More than one of a thing, in English. */
export function plural(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`
  return /(s|x|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`
}

/** A noun that agrees with its number. */
export const counted = (value: number, noun: string): string => (value === 1 ? noun : plural(noun))

const spaced = (name: string): string => name.replaceAll('_', ' ')

/** What the counted field numbers: case_number counts cases. */
export const unitNoun = ({ count }: Pick<ReportSystem, 'count'>): string => (count === undefined ? 'row' : spaced(count.replace(/_(number|nbr|no|id|key|code)$/i, '')).toLowerCase())

export const grains = ['unit', 'row'] as const
export type Grain = (typeof grains)[number]

/** What is counted at a grain: rows with a key, or the coarser unit. */
export const nounAt = (system: ReportSystem, grain: Grain): string => (grain === 'row' ? 'row' : unitNoun(system))

const periodNames = { year: 'year', fiscal_year: 'fiscal year', month: 'month' } as const
export const periodNoun = ({ period }: ReportSystem): string => periodNames[period]

const rules: Readonly<Record<string, string>> = {
  missing_value: 'Cells are empty',
  placeholder: 'Cells hold a placeholder, which says nothing',
  does_not_conform: 'Cells do not hold what the name of their field says',
  not_delivered: 'The field was not delivered in this extract',
  control_no_control: 'No control total was supplied',
  control_mismatch: 'The stated control total is not what was counted',
  set_aside_null_key: 'Rows have no key, so nothing can be compared with them',
  set_aside_duplicate_key: 'Rows share their key with another row of the same extract',
  block_capped: 'A blocking rule left out blocks that are too large',
  rule_over_budget: 'A blocking rule was not used, because it makes too many pairs',
  blocks_left_out: 'Blocks too large for their rule were left to other rules',
  unhealthy_more_matches_expected_than_entities_hold: 'The model expects many more matches than its entities hold (thousandths of the ratio, of its limit)',
  unhealthy_fewer_matches_expected_than_entities_hold: 'The entities hold many more matches than the model expects (thousandths of the ratio, of its limit)',
  unhealthy_mentions_in_crowded_entities: 'Many mentions stand in entities of more than twenty (thousandths, of the limit)',
  unhealthy_training_fell_back: 'Training failed, so default parameters were used',
  unhealthy_identical_records_below_half: 'Pairs that agree in everything are held unlikely (thousandths, of the limit)',
  unhealthy_open_triangles: 'A is B and B is C, and yet A is not C, more often than it should be (thousandths, of the limit)',
  training_failed: 'Training failed, so default parameters were used',
  training_did_not_converge: 'Training ended before it settled',
}

const prefixes: readonly (readonly [prefix: string, sentence: string])[] = [
  ['quarantined_', 'Rows could not be read: '],
  ['made_missing_', 'Cells were taken as missing: '],
  ['set_aside_', 'Rows were set aside: '],
]

/** A rule's name as an English sentence. */
export function ruleSentence(rule: string): string {
  const known = rules[rule]
  if (known !== undefined) return known
  const prefixed = prefixes.find(([prefix]) => rule.startsWith(prefix))
  if (prefixed !== undefined) return prefixed[1] + spaced(rule.slice(prefixed[0].length))
  return spaced(rule)
}

export const words = spaced
