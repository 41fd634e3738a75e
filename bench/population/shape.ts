/** Faults of a record, each by itself: the rate at which it happens where it can. */
export interface FaultRates {
  /** A slip of the keyboard, in each name; less often in street, city, e-mail and a digit of the birth date. */
  readonly typo: number
  /** Short or pet form of a given name that has one. */
  readonly nickname: number
  /** Given and family name exchanged. */
  readonly swapped: number
  /** A field left empty: names a tenth of the rate, telephone, e-mail and numbers a multiple. */
  readonly missing: number
  /** The record bears another address. */
  readonly moved: number
  /** The record of a woman bears another surname. */
  readonly surname: number
  /** Day and month of birth exchanged, where that gives a date. */
  readonly dayMonth: number
  /** A value that stands for none: UNKNOWN, 1 January 1900, 999-99-9999. */
  readonly placeholder: number
}

export const usualFaults: FaultRates = { typo: 0.05, nickname: 0.08, swapped: 0.01, missing: 0.06, moved: 0.2, surname: 0.06, dayMonth: 0.015, placeholder: 0.005 }

/** What is filled in: three fields, seven, or twelve. */
export type Fields = 'few' | 'usual' | 'many'

/** A population and its records. */
export interface Shape {
  readonly records: number
  /** Share of the records that are not the first of their person: 1 - people / records. */
  readonly duplicates: number
  readonly sources: number
  /** A source may hold a person more than once; always so where it is the only one. */
  readonly repeats: boolean
  readonly fields: Fields
  /** Families who share surname, address and often telephone; else everybody lives alone. */
  readonly households: boolean
  /** The most records of a person. */
  readonly mostRecords: number
  /** Further records go to those who have many already. */
  readonly crowding: boolean
  readonly faults: FaultRates
}

export const usualShape: Shape = {
  records: 4000, duplicates: 0.4, sources: 1, repeats: false, fields: 'usual', households: true, mostRecords: 8, crowding: false, faults: usualFaults,
}
