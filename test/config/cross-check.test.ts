import { describe, expect, test } from 'vitest'
import { asOf } from '../../src/config/as-of.js'
import { crossCheck } from '../../src/config/cross-check.js'
import { parseConfig } from '../../src/config/load.js'
import { changed, good, said } from './faulty.js'

test('a good config passes, and speaks of its newest delivery', () => {
  const loaded = parseConfig(good, 'x.yaml')
  expect(() => { crossCheck(loaded) }).not.toThrow()
  expect(asOf(loaded.config)).toBe('2014-10-01')
  expect(asOf({ ...loaded.config, as_of: '2015-01-01' })).toBe('2015-01-01')
})

describe('fields', () => {
  test.each([
    ['key', changed('subject_number]', 'subject_nmber]'), '5:24 CASES has no field "subject_nmber" | did you mean "subject_number"?'],
    ['count', changed('count: case_number', 'count: case_nr'), '6:12 CASES has no field "case_nr" | did you mean "case_number"?'],
    ['event_date', changed('event_date: opened_on', 'event_date: opened'), '7:17 CASES has no field "opened" | did you mean "opened_on"?'],
    ['event_date of another type', changed('event_date: opened_on', 'event_date: last_name'), '7:17 the field "last_name" is of type name | give it type: date'],
    ['amount', changed('amount: bond', 'amount: bound'), '8:13 CASES has no field "bound" | did you mean "bond"?'],
    ['amount of another type', changed('amount: bond', 'amount: last_name'), '8:13 the field "last_name" is of type name | give it type: decimal or integer'],
    ['split_by', changed('amount: bond', 'split_by: bound'), '8:15 CASES has no field "bound" | did you mean "bond"?'],
    ['a mention', changed('[first_name]', '[frist_name]'), '21:24 CASES has no field "frist_name" | did you mean "first_name"?'],
    ['a field of JavaScript', changed('[first_name]', '[valueOf]'), '21:24 CASES has no field "valueOf"'],
    ['a birth date of another type', changed('date_of_birth: born_on', 'date_of_birth: last_name'), '22:26 the field "last_name" is of type name | give it type: date'],
    ['kind_field', changed('kind_field: kind', 'kind_field: kin'), '51:21 PETITIONS has no field "kin" | did you mean "kind"?'],
    ['a column', changed('{ Last: last_name }', '{ Last: lastname }'), '31:26 CASES has no field "lastname" | did you mean "last_name"?'],
    ['two columns of one field', changed('{ Last: last_name }', '{ Last: last_name, L2: last_name }'), '31:26 the field "last_name" stands twice'],
    ['a format override', changed('formats: { born_on: "%m/%d/%Y" }', 'formats: { born_on: "%m/%d/%Y", bornon: "%Y" }'), '32:41 CASES has no field "bornon" | did you mean "born_on"?'],
    ['a format of a text', changed('formats: { born_on: "%m/%d/%Y" }', 'formats: { born_on: "%m/%d/%Y", last_name: "%Y" }'), '32:41 the field "last_name" is of type name'],
    ['a field of our own', changed('bond: {', 'Record_Key: {').replace('    amount: bond\n', ''), '15:7 the field name "Record_Key" is Crosswalk\'s own | rename the field'],
    ['fields apart by capitals', changed('bond: {', 'Last_Name: {').replace('    amount: bond\n', ''), '15:7 the field "Last_Name" stands twice (as "last_name"; capitals do not tell them apart) | rename'],
  ])('%s', (_, text, sentence) => {
    expect(said(text)).toContain(sentence)
  })
})

describe('dates', () => {
  test.each([
    ['no format anywhere', changed('opened_on: { type: date, format: "%Y-%m-%d" }', 'opened_on: { type: date }'), '12:7 the date "opened_on" has no format | add format'],
    ['no format in one extract', changed('        formats: { born_on: "%d-%b-%Y" }\n', ''), '15:7 the date "born_on" has no format in cases_two'],
    ['no format of the decision', changed('decided_on: { type: date, format: "%Y-%m-%d" }', 'decided_on: { type: date }'), '46:7 the date "decided_on" has no format'],
    ['letters for a format', changed('"%m/%d/%Y"', '"MM/DD/YYYY"'), '32:29 "MM/DD/YYYY" is not a date format | did you mean "%m/%d/%Y"?'],
    ['an unknown specifier', changed('"%m/%d/%Y"', '"%m/%D/%Y"'), '32:29 "%m/%D/%Y" is not a date format: %D is not known'],
    ['a format without a year', changed('"%m/%d/%Y"', '"%m/%d"'), '32:29 "%m/%d" is not a date format: it has no year'],
    ['a day that is not', changed('to: "2014-08-14"', 'to: "2014-02-30"'), '29:43 "2014-02-30" is not a day of the calendar'],
    ['a window that ends first', changed('from: "2003-10-01"', 'from: "2023-10-01"'), '29:43 the span ends on 2014-08-14, before it begins on 2023-10-01'],
    ['a cutoff after delivery', changed('cutoff: "2014-08-14"', 'cutoff: "2014-08-15"'), '28:17 the cutoff 2014-08-15 is after the delivery 2014-08-14'],
    ['extracts out of order', changed('delivered: "2014-09-18"', 'delivered: "2013-09-18"'), '35:20 cases_two, delivered 2013-09-18, stands after cases_one'],
    ['as_of before a delivery', changed('name: small', 'name: small\nas_of: "2014-09-30"'), '3:8 as_of 2014-09-30 is before the newest delivery 2014-10-01'],
    ['a span of an analysis', changed('to: "2014-12-31"', 'to: "2004-12-31"'), '78:9 the span ends on 2004-12-31'],
    ['a span without a date field', changed('    decided: decided_on\n', ''), '76:5 from is given without decided | name the date field'],
  ])('%s', (_, text, sentence) => {
    expect(said(text)).toContain(sentence)
  })
})

describe('names, populations, matches, analyses, bands', () => {
  test.each([
    ['an extract id twice', changed('id: petitions,', 'id: cases_two,'), '57:15 the extract "cases_two" stands twice'],
    ['systems apart by capitals', changed('  PETITIONS:', '  Cases:'), '39:3 the system "Cases" stands twice (as "CASES"; capitals'],
    ['no system', 'version: 1\nname: x\nsystems: {}\n', '3:1 there is no system'],
    ['a match twice', changed('- name: same_subject', '- name: subjects_petitioners'), '66:11 the match "subjects_petitioners" stands twice'],
    ['a side', changed('right: PETITIONS.petitioner', 'right: PETITIONS.petitoner'), '61:12 there is no population "PETITIONS.petitoner"; did you mean "PETITIONS.petitioner"?'],
    ['an analysis without its match', changed('right: PETITIONS.petitioner', 'right: PETITIONS.beneficiary'), '72:17 no match pairs CASES.subject with PETITIONS.petitioner | add a match'],
    ['a match with itself', changed('right: PETITIONS.petitioner', 'right: CASES.subject'), '61:12 left and right are both CASES.subject; leave right out'],
    ['a blocking key', changed('family_name.sound', 'family_name.sond'), '63:10 "family_name.sond" is not a blocking key | did you mean "family_name.sound"?'],
    ['a blocking key that a side lacks', changed('family_name.sound', 'ssn.last(4)'), '63:10 CASES.subject holds no ssn; map it'],
    ['a comparison that a side lacks', changed('compare: [family_name', 'compare: [date_of_birth'), '65:15 PETITIONS.petitioner holds no date_of_birth'],
    ['a value outside the closed list', changed('organisation_values: [C]', 'organisation_values: [c]'), '52:31 "c" is not a value of "kind" | did you mean "C"?'],
    ['values without a field', changed('        kind_field: kind\n', ''), '51:9 organisation_values is given without kind_field'],
    ['a field without values', changed('        organisation_values: [C]\n', ''), '51:21 no value of "kind" means an organisation'],
    ['a decision', changed('decision: decision', 'decision: decison'), '74:15 PETITIONS has no field "decison" | did you mean "decision"?'],
    ['an approval', changed('approved: [approved]', 'approved: [aproved]'), '75:16 "aproved" is not a value of "decision" | did you mean "approved"?'],
    ['a date of decision of another type', changed('decided: decided_on', 'decided: kind'), '76:14 the field "kind" is of type code'],
    ['a group', changed('group_by: [kind]', 'group_by: [knd]'), '79:16 PETITIONS has no field "knd"'],
    ['a beneficiary elsewhere', changed('beneficiary: PETITIONS.beneficiary', 'beneficiary: CASES.subject'), '73:18 CASES.subject is not in the system of PETITIONS.petitioner'],
    ['an applicant without a match', changed('    decision: decision', '    applicant: CASES.subject\n    decision: decision'), '74:16 no match pairs PETITIONS.beneficiary with CASES.subject | add a match'],
    ['bands out of order', changed('match: 0.9', 'match: 0.4'), '80:17 the match band begins at 0.4, below review at 0.5'],
    ['a floor above the bands', changed('floor: 0.01', 'floor: 0.6'), '80:30 the review band begins at 0.5, below the floor 0.6'],
    ['an amount that is no decimal', changed('amount: "12.50"', 'amount: "$12"'), '37:44 "$12" is not a decimal'],
  ])('%s', (_, text, sentence) => {
    expect(said(text)).toContain(sentence)
  })
})

const system = (more: object, count = 2): string =>
  JSON.stringify({ version: 1, name: 'x', systems: { S: { key: 'id', fields: { id: {} }, ...more, extracts: Array.from({ length: count }, (_, at) => ({ id: `e${at + 1}`, file: `${at}.csv`, deliverer: 'ICE', control_totals: 'none' })) } } })

describe('extracts', () => {
  test.each([
    ['one that compare names', system({ compare: [['e1', 'e22']] }), 'there is no extract "e22" | did you mean "e2"?'],
    ['one that source_rank names', system({ source_rank: ['first'] }), 'there is no extract "first"'],
    ['more than can be compared', system({}, 63), 'there are 63 extracts, and at most 62 are compared | leave out the oldest'],
  ])('%s', (_, text, sentence) => {
    expect(said(text)).toContain(sentence)
  })

  test('as many as can be compared', () => {
    expect(() => { crossCheck(parseConfig(system({ compare: [['e2', 'e1']], source_rank: ['e2'] }, 62), 'x.yaml')) }).not.toThrow()
  })
})
