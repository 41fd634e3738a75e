import { expect, test } from 'vitest'
import { isAdvertisedSsn, receiptOffice } from '../../src/text/identifiers.js'
import { cleanPhone } from '../../src/text/phones.js'

test.each([['078051120', true], ['219099999', true], ['987654321', true], ['987654330', false], ['078051121', false], ['', false]])('isAdvertisedSsn(%j) is %s', (digits, advertised) =>
  expect(isAdvertisedSsn(digits)).toBe(advertised))

test.each([['EAC1234567890', 'Vermont Service Center'], ['IOE0912345678', 'ELIS (electronic filing)'], ['ZZZ1234567890', ''], ['EAC123', ''], ['', '']])('receiptOffice(%j) is %j', (code, office) =>
  expect(receiptOffice(code)).toBe(office))

test.each([
  ['(702) 919-1300', '17029191300', 'American'],
  ['1-702-919-1300 ext. 12', '17029191300', 'extension cut off'],
  ['+44 20 7946 0958', '442079460958', 'international'],
  ['011 44 20 7946 0958', '442079460958', 'dialled from America'],
  ['555-1234', '5551234', 'not valid, but seven digits'],
  ['12345', '', 'too short'],
  ['000-000-0000', '', 'one digit repeated'],
  ['none', '', 'no digits'],
])('cleanPhone(%j) is %j: %s', (text, digits) => expect(cleanPhone(text)).toBe(digits))
