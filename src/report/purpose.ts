/**
 * What a report is made for, which decides what of people it shows. `statistics`: figures alone, nothing of a person; `review`: enough to tell whether two
 * records may be one person; `investigation`: values as they are. `config/schema` has the same words.
 */
export type Purpose = 'review' | 'statistics' | 'investigation'

/** Counts below this are small cells in a statistics report: with them a person could be told. */
export const defaultSmallCells = 11
