export type SampleSize = 'full' | 'tiny'

/** Investigations by the extracts that hold them: a digit per extract from the first to the fourth. */
export type Membership = Readonly<Record<'1111' | '1110' | '1101' | '1100' | '0111' | '0110' | '0101' | '0100' | '0011' | '0010' | '0001', number>>

/** What the samples say by design, when a perfect matcher reads them. Counts are exact; the tests count them again from the files. */
export interface SampleFacts {
  /** Investigations in each of the five extracts, by delivery. */
  readonly investigations: readonly [number, number, number, number, number]
  readonly membership: Membership
  /** Of the second extract's further investigations: all, those opened in calendar 2004, those opened after the first extract. */
  readonly added: { readonly all: number; readonly of2004: number; readonly inTheMonthBetween: number }
  /** Investigations both in the third and the fourth extract. */
  readonly thirdInFourth: number
  readonly onlyInFifth: number
  /** Pairs of case and subject over all extracts, and the distinct persons behind them. */
  readonly subjectRecords: number
  readonly subjects: number
  /** Rows of the fourth extract with neither name nor birth date. */
  readonly nameless: number
  /** Rows of the fourth extract whose birth date column holds a phone number. */
  readonly misplaced: number
  /** Investigations whose status differs between the third and the fourth extract, of `thirdInFourth`: the field that drifts most. */
  readonly statusDrift: number
  readonly petitions: number
  /** Subjects who filed a petition approved within the window of decisions, and the distinct persons whom they brought in. */
  readonly petitioningSubjects: number
  readonly beneficiaries: number
  readonly decided: { readonly from: string; readonly to: string }
  /** Of those subjects: arrested for trafficking-related crimes, and for other crimes only. */
  readonly arrested: { readonly trafficking: number; readonly sexOfChildren: number; readonly labour: number; readonly otherCrimes: number }
  /** Subjects whose petitions do not count, each in one group only. */
  readonly deniedOnly: number
  readonly outsideWindow: number
  readonly beneficiaryOnly: number
  /** Petitioners with the name of a subject and a near birth date who are other persons. */
  readonly namesakes: number
  readonly tApplicants: number
  /** T applicants by fiscal year of filing, 2006 to 2014. */
  readonly tByFiscalYear: readonly number[]
  /** Whole percent of all T applicants. */
  readonly tPercent: Readonly<Record<'sex' | 'marital_status' | 'age' | 'citizenship' | 'manner_of_entry' | 'supplement_b', Readonly<Record<string, number>>>>
  /** T applicants who occur as beneficiaries of a petition that no subject filed; of those brought in by subjects there are none. */
  readonly tFromPetitions: number
  readonly tBroughtIn: 0
  readonly uPetitions: number
  readonly uTrafficking: number
  /** U petitions under the crime OTHER whose narrative tells of trafficking without the word. */
  readonly uHidden: number
}

const tPercent = {
  sex: { F: 55, M: 45 },
  marital_status: { MARRIED: 46, SINGLE: 46, DIVORCED: 5, OTHER: 3 },
  age: { '0-17': 3, '18-29': 28, '30-49': 61, '50-78': 8 },
  citizenship: { PHILIPPINES: 20, MEXICO: 16, INDIA: 13, THAILAND: 8, other: 43 },
  manner_of_entry: { UNKNOWN: 69, 'WORK VISA': 17, 'UNLAWFUL ENTRY': 10, other: 4 },
  supplement_b: { Y: 22, N: 78 },
} as const

const full: SampleFacts = {
  investigations: [648, 901, 2068, 2269, 1966],
  membership: { 1111: 629, 1110: 5, 1101: 10, 1100: 4, '0111': 237, '0110': 4, '0101': 8, '0100': 4, '0011': 1175, '0010': 18, '0001': 210 },
  added: { all: 253, of2004: 103, inTheMonthBetween: 3 },
  thirdInFourth: 2041,
  onlyInFifth: 41,
  subjectRecords: 11_640,
  subjects: 10_812,
  nameless: 1348,
  misplaced: 24,
  statusDrift: 1020,
  petitions: 60_000,
  petitioningSubjects: 274,
  beneficiaries: 425,
  decided: { from: '2005-01-01', to: '2014-12-31' },
  arrested: { trafficking: 18, sexOfChildren: 11, labour: 7, otherCrimes: 9 },
  deniedOnly: 160,
  outsideWindow: 45,
  beneficiaryOnly: 120,
  namesakes: 400,
  tApplicants: 5534,
  tByFiscalYear: [310, 372, 441, 522, 598, 688, 776, 868, 959],
  tPercent,
  tFromPetitions: 120,
  tBroughtIn: 0,
  uPetitions: 1500,
  uTrafficking: 57,
  uHidden: 64,
}

const tiny: SampleFacts = {
  investigations: [32, 45, 103, 113, 98],
  membership: { 1111: 30, 1110: 0, 1101: 1, 1100: 1, '0111': 11, '0110': 1, '0101': 1, '0100': 0, '0011': 57, '0010': 4, '0001': 13 },
  added: { all: 13, of2004: 5, inTheMonthBetween: 1 },
  thirdInFourth: 98,
  onlyInFifth: 3,
  subjectRecords: 582,
  subjects: 541,
  nameless: 67,
  misplaced: 3,
  statusDrift: 49,
  petitions: 3000,
  petitioningSubjects: 14,
  beneficiaries: 21,
  decided: { from: '2005-01-01', to: '2014-12-31' },
  arrested: { trafficking: 3, sexOfChildren: 2, labour: 1, otherCrimes: 1 },
  deniedOnly: 8,
  outsideWindow: 3,
  beneficiaryOnly: 6,
  namesakes: 20,
  tApplicants: 277,
  tByFiscalYear: [16, 19, 22, 26, 30, 34, 39, 43, 48],
  tPercent,
  tFromPetitions: 6,
  tBroughtIn: 0,
  uPetitions: 75,
  uTrafficking: 3,
  uHidden: 4,
}

/** The facts of a size: full tells the audits' figures, tiny the same story at about a twentieth. */
export const sampleFacts = (size: SampleSize): SampleFacts => (size === 'full' ? full : tiny)
