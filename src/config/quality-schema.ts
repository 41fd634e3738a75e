import { z } from 'zod'
import { name } from './schema-parts.js'

/** What a quality rule can test. docs/steward.md says what each needs. */
export const qualityKinds = [
  'complete', 'complete_together', 'conforms', 'valid_ssn', 'valid_a_number', 'valid_receipt_number', 'valid_date_of_birth', 'address_agrees',
  'placeholder', 'frequent_value', 'duplicate_key', 'duplicate_content', 'unique', 'sequence_gap', 'date_order', 'compare', 'outlier',
  'benford', 'listed', 'reference',
] as const
export type QualityKind = (typeof qualityKinds)[number]

export const severities = ['info', 'warning', 'error'] as const
export type Severity = (typeof severities)[number]

const decimal = z.string().regex(/^\d{1,14}(?:\.\d{1,4})?$/, 'an amount is written in quotes: "1000.50"')
const threshold = z.strictObject({
  count: z.number().int().nonnegative().optional().describe('more failing rows than this'),
  percent: z.number().min(0).max(100).optional().describe('more than this percentage of the rows that were tested'),
  amount: decimal.optional().describe('more money than this in failing rows, by the amount of the system'),
})

const rule = z.strictObject({
  name: name.describe('unlike others of the system; the name of a rule of the library replaces that'),
  system: name,
  kind: z.enum(qualityKinds),
  field: name.optional().describe('the field that is tested'),
  fields: z.array(name).min(1).optional().describe('the fields that are tested, where there are several'),
  sentence: z.string().min(1).optional().describe('what is wrong with a failing row, in words that follow "12 of 3,400 rows"'),
  severity: z.enum(severities).default('warning'),
  warn: threshold.optional().describe('beyond it the rule warns; without warn and fail, a failing row of severity warning does'),
  fail: threshold.optional().describe('beyond it the rule fails and the run ends with code 1; without warn and fail, a failing row of severity error does'),
  where: z.string().min(1).optional().describe('rows that are tested: quantity >= 1000 and status = "OPEN"'),
  rows: z.boolean().optional().describe('whether failing rows are listed; all are, except those that merely lack a value at severity info'),
  missing: z.enum(['any', 'all']).optional().describe('complete_together: a row fails where any of the fields is missing, or only where all are; default any'),
  values: z.array(z.string()).min(1).optional().describe('listed: the values that may occur, else those of the field; placeholder: the values that say nothing, else the usual'),
  compare: z.string().min(1).optional().describe('compare: what must hold, such as domestic_value <= msrp'),
  differ: z.array(name).min(1).optional().describe('unique: fields of the person, names and date of birth, that one identifier must not have several of'),
  to: name.optional().describe('reference: the system in which the key must exist'),
  to_fields: z.array(name).min(1).optional().describe('reference: its fields, where they bear other names'),
  scale: z.enum(['linear', 'log']).optional().describe('outlier: how distances are measured; default linear'),
  ages: z.strictObject({ min: z.number().int().nonnegative(), max: z.number().int().positive() }).optional().describe('valid_date_of_birth: plausible ages; default 0 to 110'),
  digits: z.number().int().min(1).max(15).optional().describe('sequence_gap: how many digits at the end are the serial number; all when omitted'),
  times: z.number().int().min(2).optional().describe('frequent_value: so many times the mean of the other values is too frequent; default 20'),
  at_least: z.number().int().min(2).optional().describe('frequent_value: rows below which no value is too frequent; default 20'),
})

/** `quality` of a config. */
export const quality = z.strictObject({
  library: z
    .union([z.enum(['on', 'off']), z.array(z.string())])
    .default('on')
    .describe('rules that follow from the types and roles of fields: on, off, or those left out, by kind or name'),
  office: z.record(name, name).default({}).describe('system: the field that says which office must correct a row'),
  history: z.string().min(1).optional().describe('JSON lines, one a run, from which trends are told; relative to this config, made where it is absent'),
  rules: z.array(rule).default([]),
})

export type QualityRule = z.output<typeof rule>
export type Threshold = z.output<typeof threshold>
