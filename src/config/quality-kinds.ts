import type { QualityKind, QualityRule } from './quality-schema.js'
import type { FieldType } from './words.js'

type Option = 'missing' | 'values' | 'compare' | 'differ' | 'to' | 'to_fields' | 'scale' | 'ages' | 'digits' | 'times' | 'at_least'

/** What a kind of rule is given. */
export interface KindNeeds {
  /** The fewest and the most fields. */
  readonly fields: readonly [fewest: number, most: number]
  /** Keys that it must have. */
  readonly needs?: readonly Option[]
  /** Further keys that it may have. */
  readonly takes?: readonly Option[]
  /** Types that its fields must have. */
  readonly types?: readonly FieldType[]
}

const many = 200
const one: readonly [number, number] = [1, 1]

/** What each kind of quality rule is given. */
export const kindNeeds: Readonly<Record<QualityKind, KindNeeds>> = {
  complete: { fields: one },
  complete_together: { fields: [2, many], takes: ['missing'] },
  conforms: { fields: one },
  valid_ssn: { fields: one },
  valid_a_number: { fields: one },
  valid_receipt_number: { fields: one },
  valid_date_of_birth: { fields: one, takes: ['ages'], types: ['date'] },
  address_agrees: { fields: [2, 3] },
  placeholder: { fields: one, takes: ['values'] },
  frequent_value: { fields: one, takes: ['times', 'at_least'] },
  duplicate_key: { fields: [0, 0] },
  duplicate_content: { fields: [0, many] },
  unique: { fields: one, needs: ['differ'] },
  sequence_gap: { fields: one, takes: ['digits'] },
  date_order: { fields: [2, 2], types: ['date'] },
  compare: { fields: [0, 0], needs: ['compare'] },
  outlier: { fields: one, takes: ['scale'], types: ['decimal', 'integer'] },
  benford: { fields: one, types: ['decimal', 'integer'] },
  listed: { fields: one, takes: ['values'] },
  reference: { fields: [1, many], needs: ['to'], takes: ['to_fields'] },
}

export const kindOptions: readonly Option[] = ['missing', 'values', 'compare', 'differ', 'to', 'to_fields', 'scale', 'ages', 'digits', 'times', 'at_least']

/** The fields that a rule tests, whichever way they are written. */
export const ruleFields = ({ field, fields }: Pick<QualityRule, 'field' | 'fields'>): readonly string[] => [...(field === undefined ? [] : [field]), ...(fields ?? [])]
