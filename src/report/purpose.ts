/** What a report is made for: it decides what of people it shows. `config/schema` has the same words. */
export type Purpose = 'review' | 'statistics' | 'investigation'

/** Counts below this are small cells in a statistics report: with them a person could be told. */
export const defaultSmallCells = 11
