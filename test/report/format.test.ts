import { assert as check, nat, property as forAll } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { percentOf } from '../../src/report/figures.js'
import { formatDecimal, formatFigure, formatPercent } from '../../src/report/format.js'
import { listed, text } from '../../src/report/summary.js'
import { plural, ruleSentence, unitNoun } from '../../src/report/words.js'

const share = (value: number, of: number): string => {
  const percent = percentOf(value, of)
  return formatPercent({ value, unit: 'rows', of, ...(percent === undefined ? {} : { percent }) })
}

describe('figures', () => {
  test.each([
    [0, 'rows', '0'],
    [1348, 'rows', '1,348'],
    [-7, 'rows', '−7'],
    [12.345, 'bits', '+12.3'],
    [-3.25, 'bits', '−3.3'],
    [-0.02, 'bits', '0.0'],
    [0.049, 'bits', '0.0'],
    [0.25, 'probability', '0.2500'],
    [3.2e-6, 'probability', '3.2 × 10⁻⁶'],
    [1, 'probability', '1'],
  ])('%s %s is printed %s', (value, unit, printed) => {
    expect(formatFigure({ value, unit })).toBe(printed)
  })

  test.each([
    ['0.0000', '0'],
    ['-1500.5000', '−1,500.50'],
    ['1089000000.0000', '1,089,000,000'],
    ['9007199254740993.1234', '9,007,199,254,740,993.1234'],
  ])('the decimal %s is printed %s', (exact, printed) => {
    expect(formatDecimal(exact)).toBe(printed)
  })

  test('hash totals are printed as they are, percentages with the digits that they have', () => {
    expect(formatFigure({ value: 1, unit: 'hash', exact: '12345678901234567890.0000' })).toBe('12345678901234567890')
    expect(formatFigure({ value: 12.3, unit: 'percent', exact: '-12.3' })).toBe('−12.3')
  })

  test.each([
    [1348, 11236, '12.0 %'],
    [0, 10, '0.0 %'],
    [10, 10, '100.0 %'],
    [1, 100_000, '< 0.1 %'],
    [99_999, 100_000, '> 99.9 %'],
    [0, 0, ''],
  ])('%s of %s is %s', (value, of, printed) => {
    expect(share(value, of)).toBe(printed)
  })

  test('a share says nothing or everything only where it is so', () => {
    check(
      forAll(nat(1e9), nat(1e9), (a, b) => {
        const [value, of] = [Math.min(a, b), Math.max(a, b, 1)]
        expect(share(value, of) === '0.0 %').toBe(value === 0)
        expect(share(value, of) === '100.0 %').toBe(value === of)
      }),
    )
  })
})

describe('words', () => {
  test.each([
    ['case', 'cases'],
    ['beneficiary', 'beneficiaries'],
    ['box', 'boxes'],
    ['day', 'days'],
  ])('%s: %s', (noun, many) => expect(plural(noun)).toBe(many))

  test('the counted field names the unit', () => {
    expect(['case_number', 'RECEIPT_NBR', 'entry_line_id', 'seizure'].map((count) => unitNoun({ count }))).toEqual(['case', 'receipt', 'entry line', 'seizure'])
    expect(unitNoun({})).toBe('row')
  })

  test('a rule is a sentence, also one that is not known', () => {
    expect(ruleSentence('quarantined_ragged_row')).toBe('Rows could not be read: ragged row')
    expect(ruleSentence('something_new')).toBe('something new')
  })

  test('texts are joined with figures kept as figures', () => {
    const [a, b] = [{ figure: 'a' }, { figure: 'b' }]
    expect(text`${listed([text`${a}`, text`x`, text`${b}`])} in ${2} ${text`all`}.`).toEqual([a, ', ', 'x', ' and ', b, ' in ', '2', ' ', 'all', '.'])
  })
})
