import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanAddress, cleanStreet, readAddress } from '../../src/text/addresses.js'
import { foldText } from '../../src/text/fold.js'

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

test.each([
  ['123 Main Street, Las Vegas NV 89132', '123 main st', '', 'las vegas NV 89132'],
  ['1515 Adela Ln, LV, NV', '1515 adela ln', '', 'lv NV '],
  ['445 Overpass Rd San Ramon', '445 overpass rd', '', 'san ramon  '],
  ['80 Delaware Ave SE Washington DC 40040', '80 delaware ave se', '', 'washington DC 40040'],
  ['9304 W. 15th St La Blanca, FL 60527', '9304 w 15th st', '', 'la blanca FL 60527'],
  ['3212 W. 32nd St Palm Harbor, FL 60527-1234', '3212 w 32nd st', '', 'palm harbor FL 60527'],
  ['#01-11, HillV2, 4 Hillview Rise, 667979', '4 hillview rise', '0111', '  667979'],
  ['Windsor Apartments 638 Downey St, Salem, OR', '638 downey st', '', 'salem OR '],
  ['6371 E Foothill Dr, 95915', '6371 e foothill dr', '', '  95915'],
  ['Ansbacher Strasse 23, 56422 Dusseldorf', '23 ansbacher strasse', '', 'dusseldorf  56422'],
  ['Skyline Apartments, 705 Sheppard Ave, Toronto, M1S 1T4, Canada', '705 sheppard ave', '', 'toronto  M1S1T4'],
  ['12 Park Lane Court', '12 park ln ct', '', '  '],
  ['wade street', ' wade st', '', '  '],
  ['St Johns Road', ' st johns rd', '', '  '],
  ['highway 12 west', ' hwy 12 w', '', '  '],
  ['', ' ', '', '  '],
])('%s to street, unit and town', (value, line, unit, town) => {
  const found = cleanAddress(value)
  expect([`${found.houseNumber} ${found.street}`, found.unit, `${found.city} ${found.state} ${found.postcode}`]).toEqual([line, unit, town])
})

test('a line that is read from memory is read as by all rules', () => {
  const words = ['main', 'st', 'street', 'n', 'b', 'apt', 'unit', 'fl', 'floor', 'no', 'number', '#', '#5', 'no. 7', 'lot', 'ph', 'ste', 'po box', '-', '-3', '1/2', '4th', 'nd', 'san', 'ramon', 'washington', 'dc', '40040', 'hwy', '12', '3b', 'b12', '12345', '1', 'ave se', 'o’hara', "d'or", '.', ',', 'box', 'level', 'spc.', 'é']
  const line = fc.tuple(fc.constantFrom('', '1', '12', '9604', '12a', '3-5', '4th'), fc.array(fc.constantFrom(...words), { maxLength: 6 }), fc.constantFrom('', 'apt 5', 'unit b', 'ste 12c', 'fl 3', '# 4', 'room 12345', 'apt no 6', 'unit 1'))
    .map(([number, parts, unit]) => [number, ...parts, unit].filter((part) => part !== '').join(' '))
  fc.assert(fc.property(line, (value) => { expect(cleanAddress(value)).toEqual(readAddress(foldText(value))) }), { numRuns: 3_000 })
})
