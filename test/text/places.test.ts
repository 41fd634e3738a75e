import { expect, test } from 'vitest'
import { countryCode, genderCode, stateCode } from '../../src/text/places.js'

test.each([
  ['Viet Nam', 'VN'], ['VIETNAM', 'VN'], ['Burma', 'MM'], ['Burma (Myanmar)', 'MM'], ['USA', 'US'], ['U.S.A.', 'US'], ['United States of America', 'US'], ['UK', 'GB'],
  ['South Korea', 'KR'], ['Korea, Republic of', 'KR'], ['North Korea', 'KP'], ['VNM', 'VN'], ['vn', 'VN'], ['Congo, Democratic Republic of the', 'CD'],
  ['Congo', 'CG'], ['Republic of China', 'TW'], ["People's Republic of China", 'CN'], ["Cote d'Ivoire", 'CI'], ['Côte d’Ivoire', 'CI'], ['Ivory Coast', 'CI'],
  ['Bolivia (Plurinational State of)', 'BO'], ['Iran, Islamic Republic of', 'IR'], ['Guinea', 'GN'], ['Guinea-Bissau', 'GW'], ['Dominica', 'DM'],
  ['Dominican Republic', 'DO'], ['MÉXICO', 'MX'], ['El Salvador', 'SV'], ['Atlantis', ''], ['', ''], ['constructor', ''],
])('countryCode(%j) is %j', (name, code) => expect(countryCode(name)).toBe(code))

test.each([['Ca', 'CA'], ['N.Y.', 'NY'], ['New York', 'NY'], ['W. Va.', 'WV'], ['Puerto Rico', 'PR'], ['nsw', 'NSW'], ['Queensland', 'QLD'], ['Ontario', ''], ['', ''], ['constructor', '']])(
  'stateCode(%j) is %j',
  (name, code) => expect(stateCode(name)).toBe(code),
)

test.each([['F', 'f'], ['Female', 'f'], ['male', 'm'], ['M.', 'm'], ['1', 'm'], ['2', 'f'], ['Non-binary', 'x'], ['X', 'x'], ['unknown', ''], ['U', ''], ['', ''], ['constructor', '']])(
  'genderCode(%j) is %j',
  (text, code) => expect(genderCode(text)).toBe(code),
)
