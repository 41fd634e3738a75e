import * as fc from 'fast-check'
import type { ConfigInput } from '../../src/config/schema.js'
import { extract } from './run-small.js'

/** A row of an extract as it stands in the file; `broken` has a cell too many, so that it is quarantined. */
export interface MadeRow {
  readonly key: string
  readonly unit: string
  readonly date: string
  readonly amount: string
  readonly note: string
  readonly broken: boolean
}

/** Extracts of one system, the earliest first. */
export type Population = readonly (readonly MadeRow[])[]

const few = (...values: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...values)

const row: fc.Arbitrary<MadeRow> = fc.record({
  key: few('k1', 'k2', 'k3', 'k4', 'k5', 'k6', 'k7', ' k1', '', 'UNKNOWN', 'k|8', 'K9'),
  unit: few('u1', 'u2', 'u3', ''),
  date: few('2014-01-31', '2014-09-30', '2014-10-01', '2015-12-31', '2015-02-30', '0001-01-01', '9999-12-31', 'soon', ''),
  amount: few('0', '1.5', '$1,234.56', '(7.00)', '1234.56', '-7', 'much', '', '99999999999.99'),
  note: few('', 'a', 'A', ' a', 'b', 'café', 'cafe'),
  broken: fc.integer({ min: 0, max: 15 }).map((n) => n === 0),
})

/** Populations of two to six extracts with duplicate, missing and placeholder keys, missing and odd amounts and dates, rows that cannot be read, keys that come again. */
export const population: fc.Arbitrary<Population> = fc.array(fc.array(row, { maxLength: 12 }), { minLength: 2, maxLength: 6 })

const cell = (value: string): string => (/[",]/u.test(value) || value.startsWith(' ') ? `"${value}"` : value)
const line = ({ key, unit, date, amount, note, broken }: MadeRow): string => [key, unit, date, amount, note, ...(broken ? ['more'] : [])].map(cell).join(',')

/** Files and systems of populations: the n-th is system Pn, its extracts p_n_1, p_n_2 and so on. */
export function filesOf(populations: readonly Population[]): { readonly files: Record<string, string>; readonly systems: ConfigInput['systems'] } {
  const files: Record<string, string> = {}
  const systems: ConfigInput['systems'] = {}
  populations.forEach((extracts, number) => {
    extracts.forEach((rows, index) => {
      files[`p_${number}_${index + 1}.csv`] = `${['key,unit,date,amount,note', ...rows.map(line)].join('\n')}\n`
    })
    systems[`P${number}`] = {
      key: 'key', count: 'unit', event_date: 'date', amount: 'amount', period: number % 2 === 0 ? 'year' : 'fiscal_year', compare: extracts.length > 2 ? [[`p_${number}_1`, `p_${number}_${extracts.length}`]] : [],
      fields: { key: {}, unit: {}, date: { type: 'date', format: '%Y-%m-%d' }, amount: { type: 'decimal' }, note: {} },
      extracts: extracts.map((_, index) => extract(`p_${number}_${index + 1}`, `p_${number}_${index + 1}.csv`, index % 2 === 0 ? { cutoff: `2014-1${index % 3}-15` } : {})),
    }
  })
  return { files, systems }
}

const usable = (rows: readonly MadeRow[]): MadeRow[] => rows.filter(({ key, broken }) => !broken && key.trim() !== '' && key.trim() !== 'UNKNOWN')
const content = ({ key, unit, date, amount, note }: MadeRow): (string | null)[] => [key, unit, date, amount, note].map((value) => (value.trim() === '' ? null : value))

function before(a: readonly (string | null)[], b: readonly (string | null)[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? null
    if (left === right) continue
    if (left === null) return 1
    if (right === null) return -1
    return Buffer.compare(Buffer.from(left), Buffer.from(right))
  }
  return 0
}

/** By brute force: for each key of an extract the cells of the row that survives, the least by content, nulls last. */
export function surviving(rows: readonly MadeRow[]): Map<string, (string | null)[]> {
  const kept = new Map<string, (string | null)[]>()
  for (const made of usable(rows)) {
    const key = made.key.trim()
    const own = content(made)
    const other = kept.get(key)
    if (other === undefined || before(own, other) < 0) kept.set(key, own)
  }
  return kept
}
