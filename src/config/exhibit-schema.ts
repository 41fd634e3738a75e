import { z } from 'zod'
import { name } from './schema-parts.js'

const words = z.string().min(1)
const select = z.string().min(1)

/** How a column of an exhibit is shown. */
export const exhibitKinds = ['text', 'date', 'code', 'count', 'amount', 'share'] as const

const column = z.strictObject({
  name: name.describe('column of the SELECT'),
  label: words.describe('heading of the column'),
  kind: z.enum(exhibitKinds).default('text').describe('text, date and code name a row; count, amount and share are figures of it'),
  unit: words.optional().describe('what is counted: cases, petitions'),
  denominator: name.optional().describe('column of the SELECT that a share is of; it need not be shown'),
  rows: select.optional().describe('a SELECT of the rows that are counted, with the columns that name a row of the exhibit; it becomes the table exhibit_rows_EXHIBIT_COLUMN, which sql may read'),
})

/** One of the `exhibits` of a config: a table of the report that a SELECT over the tables of the run gives. */
export const exhibit = z.strictObject({
  name,
  title: words.describe('what the table shows'),
  note: z.string().default('').describe('what a reader must know of it'),
  source: words.describe('where the figures are from, in words'),
  sql: select.optional().describe('one SELECT over tables of the run'),
  sql_file: words.optional().describe('file that holds it instead; path relative to this config'),
  columns: z.array(column).min(1),
  total: words.optional().describe('label of a last row with the sums of counts, amounts and shares: Total'),
})

export type ExhibitConfig = z.output<typeof exhibit>
export type ExhibitColumn = z.output<typeof column>

/** Whether a column names a row of its exhibit, and is no figure. */
export const namesRow = ({ kind }: Pick<ExhibitColumn, 'kind'>): boolean => kind === 'text' || kind === 'date' || kind === 'code'
