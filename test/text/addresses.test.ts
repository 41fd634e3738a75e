import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanStreet } from '../../src/text/addresses.js'

test.each([
  ['123 Main Street', '123', 'main st', ''],
  ['12-14 N. Oak Avenue Apt 3B', '12-14', 'n oak ave', '3b'],
  ['12A High St', '12a', 'high st', ''],
  ['1 1/2 Main St', '1 1/2', 'main st', ''],
  ['1602 Brenville Pl #12', '1602', 'brenville pl', '12'],
  ['apt # 4011r', '', '', '4011r'],
  ['641 Apt 5', '641', '', '5'],
  ['Suite 300, 12 Elm Street', '12', 'elm st', '300'],
  ['100 5th Ave Unit 12-C', '100', '5th ave', '12c'],
  ['5th Avenue', '', '5th ave', ''],
  ['123 St. Louis Street', '123', 'st louis st', ''],
  ['2300 Connecticut Avenue, NW', '2300', 'connecticut ave nw', ''],
  ['2300 Connecticut Avenue Northwest', '2300', 'connecticut ave nw', ''],
  ['P.O. Box 55', '', 'po box 55', ''],
  ['12 Unity Lane', '12', 'unity ln', ''],
  ['No. 7 Rose Cottage', '7', 'rose cottage', ''],
  ['12', '12', '', ''],
  ['', '', '', ''],
])('%j', (value, houseNumber, street, unit) => expect(cleanStreet(value)).toEqual({ houseNumber, street, unit }))

test('never throws; the street is folded', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (value) => { expect(cleanStreet(value).street).toMatch(/^(?:[a-z0-9]+(?: [a-z0-9]+)*)?$/) }))
})
