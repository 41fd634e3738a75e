import { formatCount, formatDecimal, formatPercent } from '../format.js'
import { percentOf } from '../figures.js'
import type { ColumnProfile, RuleProposal } from './summary.js'

/** A share with one decimal; nothing of nothing is no share. */
export function percent(value: number, of: number): string {
  const share = percentOf(value, of)
  return share === undefined ? '' : formatPercent({ value, unit: 'cells', of, percent: share })
}

export const ofCount = (value: number, of: number): string => `${formatCount(value)} of ${formatCount(of)}`

const kinds: Readonly<Record<string, string>> = {
  date: 'date', integer: 'whole number', decimal: 'number', ssn: 'Social Security number', a_number: 'A-number', receipt_number: 'receipt number', postcode: 'ZIP code', phone: 'telephone number',
  email: 'e-mail address', name: 'letters', state: 'state', country: 'country', gender: 'gender', text: 'text',
}
export const kindWords = (kind: string): string => kinds[kind] ?? kind

/** yyyy-mm-dd and the like for a strptime format, as people write layouts. */
export const layoutWords = (format: string): string =>
  format.replaceAll(/%[A-Za-z]/g, (part) => ({ '%Y': 'yyyy', '%y': 'yy', '%m': 'mm', '%d': 'dd', '%b': 'Mon', '%B': 'Month', '%H': 'hh', '%I': 'hh', '%M': 'mi', '%S': 'ss', '%p': 'AM', '%f': 'ffffff', '%z': '+00:00' })[part] ?? part)

export const roleWords = (role: string): string => (role === '' || role === 'ignore' ? 'not compared' : role.replaceAll('_', ' '))

/** The least or greatest value: numbers with their thousands separated. */
export const edgeWords = (column: ColumnProfile, value: string | null): string => (value === null ? '' : column.numbers === null ? value : formatDecimal(value))

const ruleTexts: Readonly<Record<string, (fields: readonly string[]) => string>> = {
  complete: ([field = '']) => `${field} is never empty`,
  duplicate_content: ([field = '']) => `each row has a ${field} of its own: a key`,
  listed: ([field = '']) => `${field} is one of few values`,
  conforms: ([field = '']) => `${field} is what its type says`,
  valid_ssn: ([field = '']) => `${field} is a Social Security number that can have been given`,
  valid_a_number: ([field = '']) => `${field} is a possible A-number`,
  valid_receipt_number: ([field = '']) => `${field} is a possible receipt number`,
  date_order: ([first = '', second = '']) => `${first} is never later than ${second}`,
}
export const ruleWords = ({ kind, fields }: RuleProposal): string => ruleTexts[kind]?.(fields) ?? kind

const swapped = (format: string): string => format.replaceAll(/%[md]/g, (part) => (part === '%m' ? '%d' : '%m'))

/** Formats of the dates of a column: more than one is a mixture; two that exchange day and month and hold as many cells cannot be told apart. */
export function dateLayouts({ kind, kinds: found }: ColumnProfile): { readonly layouts: readonly string[]; readonly ambiguous: boolean; readonly mixed: boolean } {
  const dates = kind === 'date' ? found.filter((one) => one.kind === 'date') : []
  const [first] = dates
  if (first === undefined) return { layouts: [], ambiguous: false, mixed: false }
  const twin = dates.find(({ layout }) => layout !== first.layout && layout === swapped(first.layout ?? ''))
  const others = dates.filter((one) => one !== first && (one !== twin || first.valid < first.cells) && one.valid > 0)
  return {
    layouts: [first, ...others].map(({ layout }) => layout ?? ''),
    ambiguous: twin !== undefined && twin.valid === first.valid,
    mixed: others.length > 0 && !(twin !== undefined && twin.valid === first.valid),
  }
}
