import {
  dateFormat, isCategory, isConstant, isEmpty, isFreeText, isUniqueKey, looksANumber, looksDashedSsn, looksEmail, looksGender, looksLettered, looksNumeric, looksPhone,
  looksReceipt, looksState, repeatsOthers, type ColumnSketch,
} from './column-contents.js'
import { headerWords } from './header-words.js'
import type { Role } from './role-names.js'
import { headerRules } from './role-rules.js'

export type { ColumnSketch } from './column-contents.js'
export type { Role } from './role-names.js'

export interface RoleGuess {
  readonly name: string
  readonly role: Role
  /** A clause for people, without data: "named like a family name". */
  readonly reason: string
  /** strptime format, for dates whose samples agree on one. */
  readonly format?: string
}

type Guess = Omit<RoleGuess, 'name'>

const dated = (role: Role, reason: string, column: ColumnSketch): Guess => {
  const guess = dateFormat(column, 0.5)
  if (guess === undefined) return { role, reason }
  return { role, reason: guess.ambiguous ? `${reason}; day and month cannot be told apart, month first assumed` : reason, format: guess.format }
}

// Fewer distinct numbers are codes of something more often than counts.
const fewestCounts = 12
const fewestStates = 5

const byContents = (column: ColumnSketch): Guess => {
  if (isEmpty(column)) return { role: 'ignore', reason: 'empty' }
  if (isConstant(column)) return { role: 'ignore', reason: 'the same value throughout' }
  if (looksEmail(column)) return { role: 'email', reason: 'values look like e-mail addresses' }
  if (looksDashedSsn(column)) return { role: 'ssn', reason: 'values look like Social Security numbers' }
  if (looksReceipt(column)) return { role: 'receipt_number', reason: 'values look like receipt numbers' }
  if (looksANumber(column)) return { role: 'a_number', reason: 'values look like A-numbers' }
  if (looksPhone(column)) return { role: 'phone', reason: 'values look like telephone numbers' }
  if (looksGender(column)) return { role: 'gender', reason: 'values are genders' }
  if (column.distinct >= fewestStates && looksState(column)) return { role: 'state', reason: 'values are states' }
  if (dateFormat(column) !== undefined) return dated('date', 'values are dates', column)
  if (isUniqueKey(column) && !isFreeText(column)) return { role: 'ignore', reason: 'a different value in each row, as in a record key' }
  if (looksNumeric(column) && column.distinct > fewestCounts) return { role: 'number', reason: 'values are numbers' }
  if (isCategory(column)) return { role: 'category', reason: 'few distinct values' }
  if (looksNumeric(column)) return { role: 'number', reason: 'values are numbers' }
  if (isFreeText(column)) return { role: 'text', reason: 'long free text' }
  if (looksLettered(column, 0.5)) return { role: 'text', reason: 'many values of no known meaning, compared as text' }
  return { role: 'ignore', reason: 'neither its name nor its values say what it is' }
}

const guessRole = (column: ColumnSketch, words: string, others: readonly ColumnSketch[], allWords: readonly string[]): Guess => {
  for (const rule of headerRules) {
    if (!rule.named.test(words) || (rule.unless?.test(words) ?? false)) continue
    if (rule.holds !== undefined && !rule.holds(column, allWords)) continue
    if (rule.role === 'text' && repeatsOthers(column, others)) return { role: 'ignore', reason: 'repeats the values of other columns' }
    return rule.role === 'date_of_birth' || rule.role === 'date' ? dated(rule.role, rule.reason, column) : { role: rule.role, reason: rule.reason }
  }
  const guess = byContents(column)
  return ['text', 'ignore'].includes(guess.role) && !isEmpty(column) && !isConstant(column) && repeatsOthers(column, others)
    ? { role: 'ignore', reason: 'repeats the values of other columns' }
    : guess
}

/**
 * The role of each column, from the words of its name first and its values second, in the order given. Several columns may get one
 * role (full name beside given and family name): roles are used as sets.
 */
export const guessRoles = (columns: readonly ColumnSketch[]): RoleGuess[] => {
  const allWords = columns.map((column) => headerWords(column.name))
  return columns.map((column, at) => ({
    name: column.name,
    ...guessRole(column, allWords[at] ?? '', columns.filter((other) => other !== column), allWords),
  }))
}
