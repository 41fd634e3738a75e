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
  complete_together: 'Fields are missing together',
  valid_receipt_number: 'Receipt numbers are not of a known office',
  valid_date_of_birth: 'Dates of birth are not plausible',
  address_agrees: 'State and ZIP code contradict each other',
  frequent_value: 'Values are too frequent to be true',
  unique: 'Identifiers stand with several people',
  outlier: 'Amounts lie far from the others',
  benford: 'First digits of amounts do not follow the law of Benford',
  control_no_control: 'No control total was supplied',
  control_mismatch: 'The stated control total is not what was counted',
  set_aside_null_key: 'Rows have no key, so nothing can be compared with them',
  set_aside_duplicate_key: 'Rows share their key with another row of the same extract',
  set_aside_placeholder_key: 'Rows have a key that stands for none',
  set_aside_duplicate_row: 'Rows say the same as another row of the same extract',
  outside_window: 'Events lie outside the window or after the cutoff that were declared',
  no_usable_key: 'No row of the extract has a key, so it can be compared by no row',
  empty_extract: 'The extract holds no row that could be read',
  same_file_twice: 'The file is the same, byte for byte, as an earlier extract',
  column_came: 'The field was not delivered in the extract before',
  column_went: 'The field was delivered in the extract before, and is not any more',
  column_renamed_proposed: 'The field seems to be one that bore another name in the extract before',
  key_collision: 'Keys are one only since differences of writing are left out',
  coverage_empty: 'Periods have no record, where the other extracts have some',
  coverage_low: 'Periods have fewer records than the other extracts let expect',
  coverage_high: 'Periods have more records than the other extracts let expect',
  coverage_after_cutoff: 'Periods after the cutoff have records',
  keys_backfill: 'Records came late: their events are not later than the cutoff of an earlier extract',
  keys_undatable: 'Records came after the first extract without a date that could say whether they are late',
  keys_vanished: 'Records of the extract before are gone',
  keys_reappeared: 'Records are there again that were absent in between',
  may_be_one_rekeyed: 'A record that vanished and one that appeared agree in all else: perhaps one, under a new key',
  may_be_one_twice: 'Two records of the extract agree in all but their key: perhaps one, entered twice',
  amount_unreadable: 'Amounts are no numbers',
  unexplained_added: 'Nothing explains why these records were added',
  unexplained_removed: 'Nothing explains why these records are gone',
  unexplained_changed: 'Nothing explains why these values changed',
  contradicted_added: 'The correction ledger says otherwise of records that were added',
  contradicted_removed: 'The correction ledger says otherwise of records that are gone',
  contradicted_changed: 'The correction ledger says otherwise of values that changed',
  ledger_entry_unused: 'Entries of the correction ledger meet no difference',
  figure_does_not_add: 'A stated figure does not come out of the rows',
  figure_denominator_missing: 'A stated figure has no denominator, or nothing to compute it from',
  block_capped: 'A blocking rule left out blocks that are too large',
  rule_over_budget: 'A blocking rule was not used, because it makes too many pairs',
  left_out_may_cost_matches: 'Blocks were left out of blocking: of the matches expected, so many may not have been listed by any rule',
  left_out_cost_unknown: 'Blocks were left out of blocking, and what that costs cannot be estimated',
  blocks_left_out: 'Blocks too large for their rule were left to other rules',
  unhealthy_more_matches_expected_than_entities_hold: 'The model expects many more matches than its entities hold (thousandths of the ratio, of its limit)',
  unhealthy_fewer_matches_expected_than_entities_hold: 'The entities hold many more matches than the model expects (thousandths of the ratio, of its limit)',
  unhealthy_mentions_in_crowded_entities: 'Many mentions stand in entities of more than twenty (thousandths, of the limit)',
  unhealthy_training_fell_back: 'Training failed, so default parameters were used',
  unhealthy_identical_records_below_half: 'Pairs that agree in everything are held unlikely (thousandths, of the limit)',
  unhealthy_open_triangles: 'A is B and B is C, and yet A is not C, more often than it should be (thousandths, of the limit)',
  training_failed: 'Training failed, so default parameters were used',
  labels_too_few: 'Labels are too few to learn from, so they were not used',
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

/** Mentions by system and role as a reader says them: HAVEN.applicant are the applicants of HAVEN. */
export function populationWords(population: string): string {
  const [system = '', role = ''] = population.split('.')
  return role === '' ? system : `${plural(spaced(role))} of ${system}`
}

/** What a reader calls a band. */
export const bandName = (band: string): string => (band === 'non_match' ? 'below review' : spaced(band))
