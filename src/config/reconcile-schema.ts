import { z } from 'zod'
import { day, name, oneOrMore } from './schema-parts.js'

const words = z.string().min(1)
const path = z.string().min(1)

/** `corrections` of a system. */
export const corrections = path.describe('ledger of corrections, CSV or YAML; path relative to this config')

/** One of the `explain` rules of a system: a difference that meets all of its conditions is explained by it. */
export const explainRule = z.strictObject({
  name,
  reason: words.describe('why such a difference is expected, in words'),
  change: z.enum(['added', 'removed', 'changed']).describe('a key added or removed, or a cell changed'),
  fields: oneOrMore(name).optional().describe('fields whose changed cells it explains; all when omitted'),
  old: oneOrMore(z.string()).optional().describe('the value before, as the source wrote it, or several'),
  new: oneOrMore(z.string()).optional().describe('the value after, as the source wrote it, or several'),
  old_null: z.boolean().optional().describe('true: the value before must be missing; false: it must be there'),
  new_null: z.boolean().optional().describe('true: the value after must be missing; false: it must be there'),
  period: oneOrMore(z.string()).optional().describe('period or periods of the difference, as the report writes them; (missing) where there is none'),
  a: oneOrMore(name).optional().describe('earlier extract, or several; any when omitted'),
  b: oneOrMore(name).optional().describe('later extract, or several; any when omitted'),
  event: z
    .strictObject({
      before: day.optional().describe('the event lies before this day'),
      after: day.optional().describe('the event lies after this day'),
    })
    .optional()
    .describe('date of the event of the key'),
})

/** How a stated figure bounds what is computed. */
export const comparisons = ['equal', 'less_than', 'more_than', 'at_least', 'at_most'] as const

const decimals = 'at most 18 digits, a point and 4 decimals, without thousands separators'
const statedNumber = z.string().regex(/^-?\d{1,18}(?:\.\d{1,4})?(?: ?%)?$/, `a stated figure is written in quotes: "1089.5" or "10.7 %"; ${decimals}`)
const distance = z.string().regex(/^\d{1,18}(?:\.\d{1,4})?$/, `a tolerance is written in quotes: "0.05"; ${decimals}`)

/** One of the `figures` of a config: what a document states, and the formula by which it should come out. */
export const figure = z.strictObject({
  doc: words.describe('the document that states it'),
  page: z.union([z.string(), z.number().int()]).default('').describe('where in the document'),
  label: words.describe('what the figure says, in the words of the document'),
  stated: statedNumber.describe('the figure, in quotes; with % where it is a percentage'),
  comparison: z.enum(comparisons).default('equal').describe('fewer than 50 is less_than: the document bounds a number instead of stating it'),
  formula: words.optional().describe('how it should come out: added - removed, keys.EXTRACT / periods; without it nothing is computed'),
  system: name.optional().describe('default: the system of the extracts, or the only one'),
  grain: z.enum(['row', 'unit']).default('row').describe('row: the key; unit: what count names'),
  extracts: z.array(name).length(2).optional().describe('the two extracts that added, removed, changed and the like are between, the earlier first'),
  extract: name.optional().describe('the extract that rows, keys, units and amount are of, where they name none'),
  period: z.union([z.string(), z.number().int()]).optional().describe('the one period that is meant; all of them when omitted'),
  denominator: words.optional().describe('a number, a formula, or the label of another figure, by which the formula is divided'),
  tolerance: distance
    .optional()
    .describe('the most that stated and computed may differ by; default: nothing, or half of the last digit stated where an equal figure comes of a division'),
})

const position = z.number().int().positive()

/** `trailer` of an extract: its last line states totals and is no data. */
export const trailer = z.strictObject({
  starts: words.describe('how the last line begins: TRL'),
  rows: position.optional().describe('position in that line, from 1, of the number of rows'),
  keys: position.optional().describe('position of the number of keys'),
  units: position.optional().describe('position of the number of units'),
  amount: position.optional().describe('position of the amount'),
  delimiter: z.string().length(1).optional().describe('what parts that line; default: the delimiter of the file'),
})

/** `control_totals` of an extract that stand in a file of their own. */
export const controlFile = z.strictObject({
  file: path.describe('manifest (JSON, YAML or CSV) or datapackage.json that states totals of this extract; relative to this config'),
})

export type ExplainRule = z.output<typeof explainRule>
export type FigureConfig = z.output<typeof figure>
export type TrailerConfig = z.output<typeof trailer>
