import { InputError } from '../engine/errors.js'
import { didYouMean } from './nearest.js'

/** What a name of a formula speaks of: two extracts, one extract, or the system. */
export type FormulaSubject = 'pair' | 'extract' | 'system'

interface NameRule {
  readonly subject: FormulaSubject
  /** What may stand behind a point: changed.msrp, keys.seacats. */
  readonly of?: 'field' | 'extract'
  /** Sums money, so the system must say which field holds it. */
  readonly money?: true
  /** Cannot be had for one period. */
  readonly whole?: true
}

const pair = { subject: 'pair' } as const
const pairMoney = { subject: 'pair', money: true } as const
const extract = { subject: 'extract', of: 'extract' } as const

/** Every name that a formula may hold. */
export const formulaNames = {
  n_a: pair, added: pair, removed: pair, reclass_in: pair, reclass_out: pair, n_b: pair, common: pair,
  v_a: pairMoney, v_added: pairMoney, v_removed: pairMoney, v_reclass_in: pairMoney, v_reclass_out: pairMoney, adj_up: pairMoney,
  adj_down: pairMoney, v_b: pairMoney, gross_adjustment: pairMoney, net_adjustment: pairMoney,
  changed: { subject: 'pair', of: 'field' }, format_only: { subject: 'pair', of: 'field' },
  differences: pair, explained: pair, unexplained: pair, contradicted: pair,
  keys: extract, units: extract, rows: { ...extract, whole: true }, amount: { ...extract, money: true, whole: true },
  union: { subject: 'system' }, periods: { subject: 'system' },
} as const satisfies Readonly<Record<string, NameRule>>
export type FormulaName = keyof typeof formulaNames

export const formulaRule = (name: FormulaName): NameRule => formulaNames[name]

/** A formula as a tree; numbers stay text, so that no decimal is lost. */
export type Formula =
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'name'; readonly name: FormulaName; readonly of?: string }
  | { readonly kind: 'negative'; readonly inner: Formula }
  | { readonly kind: 'operation'; readonly operator: '+' | '-' | '*' | '/'; readonly left: Formula; readonly right: Formula }

interface Token {
  readonly kind: 'number' | 'name' | 'sign' | 'end'
  readonly text: string
  /** Position in the formula, from 1. */
  readonly at: number
}

const longest = 500
const token = /(?<number>\d[\d.]*)|(?<name>[A-Za-z_]\w*(?:\.\w*)?)|(?<sign>[-+*/()])/y
const number = /^\d{1,15}(?:\.\d{1,8})?$/

const wrong = (text: string, at: number, what: string, remedy: string): InputError =>
  new InputError(`"${text}" is not a formula: ${what} at position ${at}`, { column: at }, remedy)

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    if (/\s/.test(text[at] ?? '')) at += 1
    else {
      token.lastIndex = at
      const { number: digits, name, sign } = token.exec(text)?.groups ?? {}
      const found = digits ?? name ?? sign
      if (found === undefined) throw wrong(text, at + 1, `unexpected ${JSON.stringify(text[at])}`, 'write numbers (without thousands separators), names, + - * / and parentheses')
      tokens.push({ kind: digits === undefined ? (name === undefined ? 'sign' : 'name') : 'number', text: found, at: at + 1 })
      at += found.length
    }
  }
  return [...tokens, { kind: 'end', text: '', at: text.length + 1 }]
}

const isName = (word: string): word is FormulaName => Object.hasOwn(formulaNames, word)

function nameOf(text: string, { text: word, at }: Token): Formula {
  const [head = '', of] = word.split('.')
  if (!isName(head)) throw wrong(text, at, `unknown name "${head}"`, didYouMean(head, Object.keys(formulaNames), 'names'))
  if (of === undefined) return { kind: 'name', name: head }
  const behind = formulaRule(head).of
  if (behind === undefined) throw wrong(text, at, `"${head}" takes nothing behind a point`, `write ${head}`)
  if (of === '') throw wrong(text, at + word.length, `nothing follows the point`, `name the ${behind}`)
  return { kind: 'name', name: head, of }
}

/**
 * Reads numbers, names, + - * / and parentheses; * and / bind before + and -. Throws InputError, its column the position in the formula, with
 * the nearest known name.
 */
export function parseFormula(text: string): Formula {
  if (text.length > longest) throw wrong(`${text.slice(0, 20)}…`, longest, `longer than ${longest} characters`, 'part it into several figures')
  const tokens = tokensOf(text)
  let next = 0
  const peek = (): Token => tokens[next] ?? { kind: 'end', text: '', at: text.length + 1 }
  const take = (...signs: readonly string[]): boolean => {
    const fits = peek().kind === 'sign' && signs.includes(peek().text)
    if (fits) next += 1
    return fits
  }
  const operand = (): Formula => {
    const found = peek()
    if (take('-')) return { kind: 'negative', inner: operand() }
    if (take('(')) {
      const inner = sum()
      if (!take(')')) throw wrong(text, peek().at, `the parenthesis of position ${found.at} is not closed`, 'close it')
      return inner
    }
    if (found.kind === 'end') throw wrong(text, found.at, 'it ends where a number or a name should follow', 'complete it')
    if (found.kind === 'sign') throw wrong(text, found.at, `unexpected "${found.text}"`, 'write a number, a name or a parenthesis there')
    next += 1
    if (found.kind === 'name') return nameOf(text, found)
    if (!number.test(found.text)) throw wrong(text, found.at, `"${found.text}" is not a number`, 'write at most 15 digits, a point and 8 decimals')
    return { kind: 'number', text: found.text }
  }
  const chain = (operators: readonly ('+' | '-' | '*' | '/')[], part: () => Formula): Formula => {
    let left = part()
    for (;;) {
      const operator = operators.find((sign) => take(sign))
      if (operator === undefined) return left
      left = { kind: 'operation', operator, left, right: part() }
    }
  }
  const product = (): Formula => chain(['*', '/'], operand)
  const sum = (): Formula => chain(['+', '-'], product)
  const formula = sum()
  const rest = peek()
  if (rest.kind !== 'end') throw wrong(text, rest.at, `unexpected "${rest.text}"`, 'put + - * or / between two parts')
  return formula
}

/** The names of a formula, from left to right. */
export function namesOf(formula: Formula): Extract<Formula, { kind: 'name' }>[] {
  if (formula.kind === 'number') return []
  if (formula.kind === 'name') return [formula]
  return formula.kind === 'negative' ? namesOf(formula.inner) : [...namesOf(formula.left), ...namesOf(formula.right)]
}

/** Whether anything in a formula is divided. */
export function divides(formula: Formula): boolean {
  if (formula.kind === 'negative') return divides(formula.inner)
  return formula.kind === 'operation' && (formula.operator === '/' || divides(formula.left) || divides(formula.right))
}
