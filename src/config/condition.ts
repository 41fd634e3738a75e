import { InputError } from '../engine/errors.js'
import type { FieldType } from './words.js'

/** One side of a comparison: a field, perhaps times a number, a number, or a text. */
export type Side =
  | { readonly kind: 'field'; readonly name: string; readonly times?: string }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }

export const operators = ['<=', '>=', '<>', '<', '>', '='] as const

/** What a row must meet: two sides compared, or a field that is there or missing. */
export type Comparison =
  | { readonly kind: 'compare'; readonly left: Side; readonly operator: (typeof operators)[number]; readonly right: Side }
  | { readonly kind: 'missing'; readonly field: string; readonly missing: boolean }

/** Comparisons that must all hold. */
export type Condition = readonly Comparison[]

const number = String.raw`-?\d{1,14}(?:\.\d{1,4})?`
const side = String.raw`(?:\d{1,9}(?:\.\d{1,4})?\s*\*\s*)?[A-Za-z]\w*|${number}|"[^"]*"|'[^']*'`
const compared = new RegExp(String.raw`^\s*(?<left>${side})\s*(?<operator><=|>=|<>|<|>|=)\s*(?<right>${side})\s*`, 'u')
const absent = /^\s*(?<field>[A-Za-z]\w*)\s+is\s+(?<not>not\s+)?missing\b\s*/iu
const joined = /^and\b/iu

function sideOf(text: string): Side {
  if (/^["']/.test(text)) return { kind: 'text', text: text.slice(1, -1) }
  const scaled = /^(?<times>[\d.]+)\s*\*\s*(?<name>\w+)$/u.exec(text)?.groups
  if (scaled?.['name'] !== undefined && scaled['times'] !== undefined) return { kind: 'field', name: scaled['name'], times: scaled['times'] }
  return /^[A-Za-z]/.test(text) ? { kind: 'field', name: text } : { kind: 'number', text }
}

/**
 * Reads `quantity >= 1000 and msrp = 1`, `status is not missing`, `domestic_value <= 2 * msrp`. Throws InputError, its column the position in
 * the text.
 */
export function parseCondition(text: string): Condition {
  const found: Comparison[] = []
  let at = 0
  for (;;) {
    const rest = text.slice(at)
    const missing = absent.exec(rest)
    const comparison = missing ?? compared.exec(rest)
    if (comparison?.groups === undefined) {
      throw new InputError(`"${text}" cannot be read at position ${at + 1}`, { column: at + 1 }, 'write FIELD <= FIELD, FIELD = 1, FIELD = "TEXT", FIELD is missing, several joined by and')
    }
    const { left = '', right = '', operator = '', field = '', not } = comparison.groups
    const known = operators.find((one) => one === operator)
    found.push(missing === null && known !== undefined ? { kind: 'compare', left: sideOf(left), operator: known, right: sideOf(right) } : { kind: 'missing', field, missing: not === undefined })
    at += comparison[0].length
    if (at >= text.length) return found
    const and = joined.exec(text.slice(at))
    if (and === null) throw new InputError(`"${text}" cannot be read at position ${at + 1}`, { column: at + 1 }, 'join comparisons by and')
    at += and[0].length
  }
}

/** The fields of a condition, each once, in their order. */
export function fieldsOfCondition(condition: Condition): string[] {
  const sides = condition.flatMap((one) => (one.kind === 'missing' ? [one.field] : [one.left, one.right].flatMap((part) => (part.kind === 'field' ? [part.name] : []))))
  return [...new Set(sides)]
}

/** As what the sides of a comparison are compared. */
export type ComparedAs = 'date' | 'number' | 'text'

/** As what the sides of a comparison are compared, by the types of its fields. */
export function comparedAs(comparison: Extract<Comparison, { kind: 'compare' }>, typeOf: (field: string) => FieldType | undefined): ComparedAs {
  const sides = [comparison.left, comparison.right]
  const types = sides.map((one) => (one.kind === 'field' ? typeOf(one.name) : undefined))
  if (types.includes('date')) return 'date'
  const numbers = sides.some((one) => one.kind === 'number' || (one.kind === 'field' && one.times !== undefined)) || types.some((type) => type === 'decimal' || type === 'integer')
  return numbers ? 'number' : 'text'
}

/** A comparison with what its sides are. */
export type TypedComparison = (Extract<Comparison, { kind: 'compare' }> & { readonly as: ComparedAs }) | Extract<Comparison, { kind: 'missing' }>

/** Reads a condition over fields whose types are known. */
export const typedCondition = (text: string | undefined, typeOf: (field: string) => FieldType | undefined): TypedComparison[] =>
  text === undefined ? [] : parseCondition(text).map((one) => (one.kind === 'missing' ? one : { ...one, as: comparedAs(one, typeOf) }))
