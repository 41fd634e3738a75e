import type { SampleSize } from './facts.js'

/** A figure for each fiscal year, 2017 to 2020. */
export type ByYear<T = number> = readonly [T, T, T, T]

/** What the seizures say by design: a system of record and the copy of it that was reported from. All counts and sums are exact. */
export interface SeizureFacts {
  /** Seizures by the fiscal year of the file's own date. */
  readonly record: ByYear
  readonly reported: ByYear
  /** Rows of each file, one per line of a seizure: the same for every seed. */
  readonly rows: { readonly record: number; readonly reported: number }
  /** Seizures of the copy that the record lacks, by the copy's date, and of the record that the copy lacks, by the record's. */
  readonly added: ByYear
  readonly removed: ByYear
  /** Seizures in both whose date lies in different fiscal years, as `from>to`. */
  readonly reclassified: Readonly<Record<string, number>>
  /** Seizures in both with a line whose MSRP is another number in the copy. */
  readonly msrpChanged: number
  /** Lines in both with another country of origin or domestic value in the copy; of the countries, those the record leaves blank. */
  readonly countryChanged: number
  readonly countryFilled: number
  readonly domesticValueChanged: number
  /** MSRP in dollars and cents by the fiscal year of the file's own date. */
  readonly msrp: { readonly record: ByYear<string>; readonly reported: ByYear<string> }
  /** Lines of the two obvious errors as quantity, domestic value and MSRP of the record, and MSRP of the copy. */
  readonly errors: { readonly garments: readonly string[]; readonly masks: readonly string[] }
  /** Entries of the correction ledger: those that explain a difference, by field, those with other values, and those that meet none. */
  readonly ledger: {
    readonly explained: Readonly<Record<'msrp' | 'country_of_origin' | '(row)', number>>
    readonly contradicted: number
    readonly unused: number
  }
}

const constant = {
  added: [24, 31, 512, 17],
  removed: [11, 9, 155, 8],
  reclassified: { '2017>2018': 6, '2018>2017': 3, '2018>2019': 5, '2019>2018': 4, '2019>2020': 7, '2020>2019': 5 },
  msrp: {
    record: ['1089000000.00', '1244000000.00', '1407000000.00', '1268000000.00'],
    reported: ['1206000000.00', '1400000000.00', '1555000000.00', '1309000000.00'],
  },
  errors: {
    garments: ['14133', '212000.00', '1.00', '3533250.00'],
    masks: ['155000', '3100000.00', '475000.00', '3100000.00'],
  },
} as const

const full: SeizureFacts = {
  ...constant,
  record: [8523, 8431, 6543, 6617],
  reported: [8533, 8455, 6899, 6628],
  rows: { record: 44_548, reported: 45_140 },
  msrpChanged: 13_102,
  countryChanged: 1310,
  countryFilled: 131,
  domesticValueChanged: 842,
  ledger: { explained: { msrp: 1000, country_of_origin: 60, '(row)': 40 }, contradicted: 12, unused: 9 },
}

const tiny: SeizureFacts = {
  ...constant,
  record: [860, 850, 700, 665],
  reported: [870, 874, 1056, 676],
  rows: { record: 4530, reported: 5122 },
  msrpChanged: 1310,
  countryChanged: 131,
  countryFilled: 13,
  domesticValueChanged: 84,
  ledger: { explained: { msrp: 100, country_of_origin: 6, '(row)': 40 }, contradicted: 12, unused: 9 },
}

/** What the seizures of a size say. */
export const seizureFacts = (size: SampleSize): SeizureFacts => (size === 'full' ? full : tiny)
