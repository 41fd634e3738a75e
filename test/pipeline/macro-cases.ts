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
  er_key: cases([null, null]),
  // Keys of two parts: macros.test.ts.
  er_key_of: [{ arguments: [1, null], expect: null, type: 'ubigint' }, { arguments: [null, 1], expect: null, type: 'ubigint' }, { arguments: [null, null], expect: null, type: 'ubigint' }],
  er_bucket: cases(['', 0xd41d], ['a', 0x0cc1]),
  er_letters: cases(['aZ-09 é', 'aA-99 a'], ['', ''], [null, null]),
  // Layouts of a list are those of its values: macros.test.ts.
  er_shapes: cases([null, null]),
  er_no_ssn: cases(['123456789', true], ['078051120', true], ['000123456', true], ['111111111', true], ['123456780', false], ['00012345', false], ['', false], [null, null]),
  er_shape: cases(['1999-12-31', '9999-99-99'], ['Пётр 7', 'aaaa 9'], ['José', 'Aaaa'], ['Smith, J.', 'Aaaaa, A.'], ['', ''], [null, null], ['x'.repeat(60), 'a'.repeat(40)]),
  er_pattern: [
    { arguments: [5, 4], expect: '1010', type: 'integer' },
    { arguments: [1, 1], expect: '1', type: 'integer' },
    { arguments: [8, 4], expect: '0001', type: 'integer' },
    { arguments: [15, 4], expect: '1111', type: 'integer' },
    { arguments: [3, 8], expect: '11000000', type: 'integer' },
  ],
  er_sorted_names: cases(
    ['maria', null, 'garcia', 'garcia maria'], ['c', 'b', 'a', 'a b c'], ['b', 'c', 'a', 'a b c'], ['a', 'c', 'b', 'a b c'], ['b', 'a', 'b', 'a b b'], ['b', 'd a', 'c', 'a b c d'],
    ['van anh', null, 'nguyen', 'anh nguyen van'], [null, 'b', 'a', 'a b'], ['b', 'a', null, 'a b'], [null, null, null, null],
  ),
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
  er_dashed: cases(['3 Feb. 1980', '3-Feb-1980'], [' 3/2/80 ', '3-2-80'], ['Feb 3, 1980', 'Feb-3-1980'], [null, null]),
  er_century: cases(['19690102', '2029', '19690102'], ['20310102', '2029', '19310102'], ['20140102', '2029', '20140102'], ['00700301', '2029', '19700301'], [null, '2029', null]),
  er_date_any: cases(
    ['3/1/1970', '%m/%d/%Y', '2029', '19700301'], ['3/1/1970', '%d/%m/%Y', '2029', '19700103'], ['20/8/1991', '%m/%d/%Y', '2029', '19910820'], ['8/20/91', '%d/%m/%Y', '2029', '19910820'],
    ['2/4/31', '%m/%d/%Y', '2029', '19310204'], ['Mar 1 1970', '%m/%d/%Y', '2029', '19700301'], ['24-May-11', '%Y-%m-%d', '2029', '20110524'], ['19700301', '%m/%d/%Y', '2029', '19700301'],
    ['1970-3-1', '%m/%d/%Y', '2029', '19700301'], ['31/31/1970', '%m/%d/%Y', '2029', null], ['soon', '%m/%d/%Y', '2029', null], [null, '%m/%d/%Y', '2029', null],
  ),
  er_date_part: cases(
    ['1975', '%Y-%m-%d', '19750000'], ['1975-03', '%Y-%m-%d', '19750300'], ['0S/12/1984', '%m/%d/%Y', '19840512'], ['1984-0l-12', '%Y-%m-%d', '19840112'], ['soon', '%Y-%m-%d', null], ['2975', '%Y-%m-%d', null],
    [null, '%Y-%m-%d', null],
  ),
  er_birth_date: cases(
    ['1980-02-03', '%Y-%m-%d', '2029', '19800203'], ['1980-02-31', '%Y-%m-%d', '2029', '19800231'], ['1900-01-01', '%Y-%m-%d', '2029', null], ['9999-12-31', '%Y-%m-%d', '2029', null], ['9999-99-99', '%Y-%m-%d', '2029', null], ['9999-12-30', '%Y-%m-%d', '2029', '99991230'],
    ['0001-01-01', '%Y-%m-%d', '2029', null], ['0070-03-01', '%m/%d/%Y', '2029', '19700301'], ['0011-03-01', '%m/%d/%Y', '2029', '20110301'], ['1980', '%Y-%m-%d', '2029', '19800000'],
    ['3 Feb 1980', '%Y-%m-%d', '2029', '19800203'], ['unknown', '%Y-%m-%d', '2029', null], [null, '%Y-%m-%d', '2029', null],
  ),
  er_date_edit: cases(
    ['19800203', '19800204', true], ['19800203', '19800230', true], ['19800203', '19900203', true], ['19800203', '18900203', true], ['19800203', '19800314', false], ['19800203', '19811203', false], [null, '19800203', null],
  ),
  er_same_year_only: cases(['19800101', '19800203', true], ['19800203', '19800000', true], ['19800101', '19810203', false], ['19800204', '19800203', false]),
  er_two_date_parts: cases(
    ['19800203', '19800217', true], ['19800203', '19950203', true], ['19800203', '19801103', true], ['19800203', '19811103', false], ['19800101', '19950101', false], ['19800000', '19950000', false],
  ),
  er_dates_apart: cases(
    ['19800203', '19910415', true], ['19800203', '19840519', true], ['19800203', '19810302', true], ['19800203', '19800415', false], ['19800203', '19910203', false], ['19800203', '19810204', false], [null, '19800203', null],
  ),
  er_day_month_swapped: cases(['19800203', '19800302', true], ['19800203', '19810302', false], ['19800203', '19800203', false], ['19800203', '19800304', false], [null, '19800302', null]),
  er_fiscal_year: [
    { arguments: ['2014-09-30'], expect: 2014, type: 'date' },
    { arguments: ['2014-10-01'], expect: 2015, type: 'date' },
    { arguments: ['2014-01-01'], expect: 2014, type: 'date' },
    { arguments: [null], expect: null, type: 'date' },
  ],

  er_nine_alike: cases(['999999999', true], ['999999998', false], ['899999999', false], [null, null]),
  er_ssn: cases(
    ['123-45-6780', '123456780'], ['111-11-1111', null], ['219-09-9999', null], ['987654321', null], ['000123456', null], ['123 45 6780', '123456780'], ['1234-5-6780', '123456780'], ['123456789', null], ['078-05-1120', null], ['219099999', null], ['000-12-3456', null], ['999-99-9999', null], ['1234', '1234'], ['', null], ['none', null], [null, null],
  ),
  er_a_number: cases(
    ['A012345678', '012345678'], ['A999999999', null], ['999999999', null], ['a012345678', '012345678'], ['12345678', '012345678'], ['A-12-345-678', '012345678'], ['A1234567', '001234567'], ['123456', null], ['1234567890', null], ['000000000', null], ['99999999', null], ['A', null], [null, null],
  ),
  er_identifier: cases(['LIN-14 123', 'LIN14123'], ['XXXX', null], ['0000', null], ['7', '7'], ['  ', null], [null, null]),
  er_email: cases(['Ann Lee <Ann@Example.org>', 'ann@example.org'], ['"Ann" <a@b.org>', 'a@b.org'], [' Ann@Example.org ', 'ann@example.org'], ['ann', null], ['', null], [null, null]),
  er_phone: cases(
    ['(202) 555-0100', '12025550100'], ['2025550100', '12025550100'], ['202-555-0100', '12025550100'], ['(102) 555-0100', null], ['202-155-0100', null], ['1-202-555-0100', '12025550100'], ['+44 20 2555 0100', null], ['555-0100', null], ['102-555-0100', null], ['', null], [null, null],
  ),

  er_two_edits: cases(['garciaa', 'garciabb', true], ['abcdef12', 'abcdef34', true], ['abc', 'abd', false], ['abcdefgh', 'abcdwxyz', false], [null, 'abc', false]),
  er_shares_word: cases(['ana garcia', 'garcia lopez', true], ['garcia', 'garcia', false], ['de la cruz', 'de la vega', false], ['ana maria', 'ana', true], [null, 'ana b', null]),
  er_is_among: cases(['ana', ' maria ana lopez ', true], ['an', ' maria ana lopez ', false], ['j', ' j smith ', false], ['maria ana', ' maria ana lopez ', true], ['ana', ' maria ', false]),
  er_same_joined: cases(['de la cruz', 'delacruz', true], ['mc donald', 'mcdonald', true], ['garcia', 'garcia', false], ['a b', 'a c', false]),
  er_other_words: cases(['maria jose garcia', 'garcia', 'maria jose'], ['garcia', 'garcia lopez', null], [null, 'garcia', null]),
  // Lists themselves: several.test.ts.
  er_several: cases([null, null]),
  er_longer: cases(['ab', 'abc', 'abc'], ['ab', 'cd', 'ab'], [null, 'c', 'c'], ['a', null, 'a'], [null, null, null]),
  er_last_four: cases(['123456789', '6789', true], ['6789', '123456789', true], ['123456780', '6789', false], ['6789', '6789', false], ['56789', '123456789', false], [null, '6789', false]),
  er_office_mailbox: cases(['info@example.org', true], ['noreply@example.org', true], ['ann@example.org', false], ['informant@example.org', false], [null, null]),
  er_postcode: cases(['20530-0001', '20530'], ['205300001', '20530'], ['20530', '20530'], ['99999', null], ['99999-9999', null], ['SW1A 1AA', 'SW1A1AA'], ['00000', null], ['2600', '2600'], [null, null]),
  er_unit: cases(['apt # 4011r', '4011r'], ['no 144', '144'], ['Suite 900', '900'], ['apt', null], [null, null]),
  er_alike: cases(['martha', 'marhta', 0.9, true], ['martha', 'marhta', 0.97, false], ['abc', 'xyz', 0.1, false], ['abc', 'abc', 1, true], ['abc', null, 0.1, false]),
  // Whether they bound what they say they do: test/stages/bounds.test.ts.
  er_letter_bits: cases(['abz', (1 << 26) + 3 + (1 << 25)], ['', 0], ['-', 13 * (1 << 26)], [null, null]),
  er_ends: cases(['ab1yz', ((0x61 * 128 + 0x62) * 128 + 0x79) * 128 + 0x7A], ['a', 0x61 * 128 ** 3 + 0x61], [null, null]),
  er_six_letters: cases(['ab', 1, 1 + 2 * 32], ['abcdefg', 1, 1 + 2 * 32 + 3 * 32 ** 2 + 4 * 32 ** 3 + 5 * 32 ** 4 + 6 * 32 ** 5], ['abcdefg', 7, 7], ['ab', 7, 0], [null, 1, 0]),
  er_value_number: cases([null, 0]),
  er_digit_counts: cases(['0011', 2 + 2 * 8], ['9', 8 ** 9], ['a', 0], ['33333333', 7 * 8 ** 3], [null, null]),
  er_four_characters: cases(['abcd', 1, 97 + 98 * 128 + 99 * 128 ** 2 + 100 * 128 ** 3], ['ab', 2, 98], ['ab', 5, 0], [null, 1, 0]),
  er_word_bits: cases([null, null]),
  er_more_word_bits: cases([null, null]),
  er_similar: cases(['martha', 'martha', 1], ['abc', 'xyz', 0], ['abc', null, 0], [null, null, 0]),
  er_may_be_edits: cases(
    ['19800203', '19800230', 1, true], ['12025550143', '13105550987', 1, false], ['abc', 'xyz', 1, true], ['abcdefgh', 'abxdeygh', 2, true], ['abcdefgh', 'hgfedcba', 2, false], [null, 'abcdefgh', 1, null],
  ),
  er_one_edit: cases(
    ['19800203', '19800203', true], ['19800203', '19800230', true], ['smith', 'simth', true], ['smith', 'smit', true], ['smith', 'smyth', true], ['smith', 'xsmith', true],
    ['smith', 'smythe', false], ['smith', 'jones', false], [null, 'smith', null],
  ),
  er_is_part: cases(['garcia', 'garcia lopez', true], ['garcia lopez', 'lopez', true], ['garcia', 'garci', false], ['ann', 'anna', false], ['lopez', 'mora lopez', true]),
  er_is_initial: cases(['j r', 'john robert', true], ['j', 'john', true], ['john', 'j', true], ['k', 'john', false], ['jo', 'john', false], ['j', null, null]),

  er_sheet_text: cases(
    ['=HYPERLINK("http://x")', `'=HYPERLINK("http://x")`], ['@SUM(A1)', `'@SUM(A1)`], ["-2+3+cmd|' /C calc'!A0", `'-2+3+cmd|' /C calc'!A0`], ['+A1', `'+A1`], ['\t=1', `'\t=1`], ['\r=1', `'\r=1`],
    ['＝1', `'＝1`], ['-12.50', '-12.50'], ['+1 (555) 010-0199', '+1 (555) 010-0199'], ['-', '-'], ['a=b', 'a=b'], ["'=1", "'=1"], ['Smith', 'Smith'], ['', ''], [null, null],
  ),
  er_unpunctuated: cases(['A-01/2', 'A012'], ['--', '--'], ['é.1', 'é1'], [null, null]),
  er_unpadded: cases(['0012', '12'], ['000', '0'], ['12', '12'], [null, null]),
  er_spaced: cases(['  a   b ', 'a b'], ['a', 'a'], [null, null]),
  er_key_part: cases(['a|b', 'a\\|b'], ['a\\b', 'a\\\\b'], ['ab', 'ab'], [null, null]),
  er_no_key: cases(['UNKNOWN', true], ['n/a', true], ['000', false], ['XXX', true], ['0', false], ['10', false], ['x', false], [null, null]),
  er_plain: cases(['  José   PÉREZ', 'jose perez'], ['a', 'a'], [null, null]),
  er_money: cases(['$1,234.50', '1,234.50'], ['USD 7', '7'], ['7 EUR', '7'], [null, null]),
  // What is a number and what a day: amounts.test.ts.
  er_amount: cases(['1,23', null], ['much', null], ['999999999999999', null], ['', null], [null, null]),
  er_hash_number: cases([null, null]),
  er_decimal_text: cases(['12.5000', '12.5'], ['12.0000', '12'], ['100', '100'], ['0.0000', '0'], [null, null]),
  er_changed_parts: cases(['a|b', 'a|c', '2'], ['a', 'b', '1'], ['a|b', 'x|y', '1 2'], ['a', 'a', '']),
  er_iso_or_text: cases(['2014-02-03', '2014-02-03'], ['2014-02-30', '2014-02-30'], ['soon', 'soon'], [null, null]),
  er_event_day: cases(['0001-01-01', null], ['9999-12-31', null], ['1900-01-01', null], ['2014-02-30', null], [null, null]),
}
