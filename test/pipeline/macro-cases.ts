import type { SqlValue } from '../../src/engine/sql.js'

/** One call of a macro and what it gives; arguments are cast to `type` where the macro wants one that is not text. */
export interface MacroCase {
  readonly arguments: readonly SqlValue[]
  readonly expect: SqlValue
  readonly type?: string
}

/** Cases written as `[arguments…, expected]`. */
const cases = (...rows: readonly (readonly SqlValue[])[]): MacroCase[] =>
  rows.map((row) => ({ arguments: row.slice(0, -1), expect: row.at(-1) ?? null }))

export const macroCases: Readonly<Record<string, readonly MacroCase[]>> = {
  er_blank_to_null: cases(
    ['', null], [' ', null], ['\t \r\n', null], ['\u00A0 ', null], [null, null], ['x', 'x'], [' x ', ' x '], ['\nx', '\nx'], ['0', '0'], ['\u00A0é', '\u00A0é'],
  ),
  er_digits: cases(['A-12 345', '12345'], ['none', ''], ['', ''], [null, null], ['٣4', '4']),
  er_code: cases(['ab-12 c', 'AB12C'], ['  ', null], ['--', null], ['', null], [null, null]),
  er_one_character: cases(['999999999', true], ['XX', true], ['9', false], ['99998', false], ['', false], [null, null]),
  er_part: cases(['a\u001Fb\u001Fc', 2, 'b'], ['a\u001F\u001Fc', 2, null], ['a', 2, null], ['a', 1, 'a'], [null, 1, null]),
  er_key: cases([null, null]),
  er_bucket: cases(['', 0xd41d], ['a', 0x0cc1]),
  er_shape: cases(['1999-12-31', '9999-99-99'], ['Smith, J.', 'Aaaaa, A.'], ['', ''], [null, null], ['x'.repeat(60), 'a'.repeat(40)]),
  er_pattern: [
    { arguments: [5, 4], expect: '1010', type: 'integer' },
    { arguments: [1, 1], expect: '1', type: 'integer' },
    { arguments: [8, 4], expect: '0001', type: 'integer' },
    { arguments: [15, 4], expect: '1111', type: 'integer' },
    { arguments: [3, 8], expect: '11000000', type: 'integer' },
  ],
  er_sorted_words: cases(['nguyen van anh', 'anh nguyen van'], ['b a', 'a b'], [' a ', 'a'], ['', null], [null, null]),
  er_postcode_area: cases(['SW1A 1AA', 'SW1A'], ['sw1a 1aa', 'SW1A'], ['20530-1234', '205'], ['20530', '205'], ['K1A0B1', 'K1A'], [null, null]),

  er_date: cases(
    ['2014-08-14', '%Y-%m-%d', '2014-08-14'], [' 08/14/2014 ', '%m/%d/%Y', '2014-08-14'], ['14-Aug-2014', '%d-%b-%Y', '2014-08-14'],
    ['2014-02-29', '%Y-%m-%d', null], ['2012-02-29', '%Y-%m-%d', '2012-02-29'], ['14/08/2014', '%m/%d/%Y', null], ['', '%Y-%m-%d', null], [null, '%Y-%m-%d', null],
  ),
  er_date_loose: cases(
    ['2014-02-31', '%Y-%m-%d', '2014-02-31'], ['20141340', '%Y%m%d', '2014-13-40'], ['13/45/1980', '%m/%d/%Y', '1980-13-45'], ['31.02.1980', '%d.%m.%Y', '1980-02-31'],
    ['soon', '%Y-%m-%d', ''], ['2014-02-31', '%d-%b-%Y', null], [null, '%Y-%m-%d', null],
  ),
  er_date_or_text: cases(
    ['08/14/2014', '%m/%d/%Y', '2014-08-14'], ['13/45/1980', '%m/%d/%Y', '1980-13-45'], ['soon', '%m/%d/%Y', 'soon'], ['14-Abc-2014', '%d-%b-%Y', '14-Abc-2014'], [null, '%Y-%m-%d', null],
  ),
  er_birth_date: cases(
    ['1980-02-03', '19800203'], ['1980-02-31', '19800231'], ['1900-01-01', null], ['9999-12-31', null], ['0001-01-01', null], ['1980', null], ['3 Feb 1980', null], [null, null],
  ),
  er_day_month_swapped: cases(['19800203', '19800302', true], ['19800203', '19810302', false], ['19800203', '19800203', false], ['19800203', '19800304', false], [null, '19800302', null]),
  er_fiscal_year: [
    { arguments: ['2014-09-30'], expect: 2014, type: 'date' },
    { arguments: ['2014-10-01'], expect: 2015, type: 'date' },
    { arguments: ['2014-01-01'], expect: 2014, type: 'date' },
    { arguments: [null], expect: null, type: 'date' },
  ],

  er_ssn: cases(
    ['123-45-6780', '123456780'], ['123456789', null], ['078-05-1120', null], ['219099999', null], ['000-12-3456', null], ['999-99-9999', null], ['1234', '1234'], ['', null], ['none', null], [null, null],
  ),
  er_a_number: cases(
    ['A012345678', '012345678'], ['12345678', '012345678'], ['A-12-345-678', '012345678'], ['A1234567', '001234567'], ['123456', null], ['1234567890', null], ['000000000', null], ['99999999', null], ['A', null], [null, null],
  ),
  er_identifier: cases(['LIN-14 123', 'LIN14123'], ['XXXX', null], ['0000', null], ['7', '7'], ['  ', null], [null, null]),
  er_email: cases([' Ann@Example.org ', 'ann@example.org'], ['ann', null], ['', null], [null, null]),
  er_phone: cases(
    ['(202) 555-0100', '12025550100'], ['1-202-555-0100', '12025550100'], ['+44 20 2555 0100', null], ['555-0100', null], ['102-555-0100', null], ['', null], [null, null],
  ),

  er_similar: cases(['martha', 'martha', 1], ['abc', 'xyz', 0], ['abc', null, 0], [null, null, 0]),
  er_one_edit: cases(
    ['19800203', '19800203', true], ['19800203', '19800230', true], ['smith', 'simth', true], ['smith', 'smit', true], ['smith', 'smyth', true], ['smith', 'xsmith', true],
    ['smith', 'smythe', false], ['smith', 'jones', false], [null, 'smith', null],
  ),
  er_is_part: cases(['garcia', 'garcia lopez', true], ['garcia lopez', 'lopez', true], ['garcia', 'garci', false], ['ann', 'anna', false], ['a', null, false]),
  er_is_initial: cases(['j', 'john', true], ['john', 'j', true], ['k', 'john', false], ['jo', 'john', false], ['j', null, null]),
}
