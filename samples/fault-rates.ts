/** Faults of one mention, each decided by itself. */
export type Fault =
  | 'typing_given' | 'typing_family' | 'typing_street' | 'given_family_swapped' | 'nickname' | 'initial_for_given' | 'romanised_otherwise'
  | 'second_surname_lost' | 'surnames_reversed' | 'other_married_name' | 'suffix_lost' | 'middle_lost' | 'middle_initial' | 'sex_wrong'
  | 'day_month_exchanged' | 'birth_year_off' | 'first_of_january' | 'birth_date_missing' | 'birth_date_placeholder' | 'given_placeholder'
  | 'family_placeholder' | 'ssn_missing' | 'ssn_placeholder' | 'ssn_one_digit' | 'ssn_of_another' | 'a_number_missing' | 'a_number_one_digit'
  | 'address_missing' | 'moved' | 'phone_missing'

/** The source of a mention: cases are typed by many hands, petitions by the petitioner, applications by a lawyer or volunteer. */
export type FaultSource = 'TECS' | 'CLAIMS3' | 'HAVEN'

const order: readonly FaultSource[] = ['TECS', 'CLAIMS3', 'HAVEN']

/**
 * Rates by source, in the order TECS, CLAIMS3, HAVEN: the share of mentions to which the fault can happen (a second surname is lost only
 * where there is one). HAVEN's birth dates, sexes and A-numbers are complete, because its tables are counted.
 */
export const faultRates: Readonly<Record<Fault, readonly [number, number, number]>> = {
  typing_given: [0.03, 0.012, 0.02],
  typing_family: [0.035, 0.015, 0.02],
  typing_street: [0.04, 0.02, 0.02],
  given_family_swapped: [0.015, 0.004, 0.01],
  nickname: [0.08, 0.02, 0.03],
  initial_for_given: [0.012, 0.002, 0.004],
  romanised_otherwise: [0.2, 0.08, 0.12],
  second_surname_lost: [0.28, 0.1, 0.15],
  surnames_reversed: [0.04, 0.01, 0.03],
  other_married_name: [0.25, 0.12, 0.15],
  suffix_lost: [0.4, 0.2, 0.3],
  middle_lost: [0.4, 0.12, 0.25],
  middle_initial: [0.25, 0.2, 0.2],
  sex_wrong: [0.008, 0.002, 0],
  day_month_exchanged: [0.025, 0.008, 0.012],
  birth_year_off: [0.02, 0.006, 0],
  first_of_january: [0.02, 0.004, 0],
  birth_date_missing: [0.05, 0.004, 0],
  birth_date_placeholder: [0.015, 0.002, 0],
  given_placeholder: [0.015, 0.002, 0.002],
  family_placeholder: [0.008, 0.001, 0.001],
  ssn_missing: [0.55, 0.22, 0],
  ssn_placeholder: [0.02, 0.006, 0],
  ssn_one_digit: [0.02, 0.006, 0],
  ssn_of_another: [0.004, 0.001, 0],
  a_number_missing: [0.35, 0.18, 0],
  a_number_one_digit: [0.02, 0.008, 0.01],
  address_missing: [0.2, 0.02, 0],
  moved: [0.3, 0.15, 0],
  phone_missing: [0.5, 0.1, 0],
}

/** Share of a source's mentions to which the fault happens, where it can. */
export const rateOf = (source: FaultSource, fault: Fault): number => faultRates[fault][order.indexOf(source)] ?? 0
