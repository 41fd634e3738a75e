import { assert, property, stringMatching } from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalToken } from '../../../src/text/name-match/canonical.js'
import { arePinyinAndWadeGiles } from '../../../src/text/name-match/chinese.js'
import { koreanKey } from '../../../src/text/name-match/korean.js'

test.each([
  ['sergey sergei sergej', 'Slavic -ey'], ['kozlov kozlow kozlof kozloff', 'Slavic -ov'], ['yelena elena', 'initial ye'], ['shcherbakov scherbakov', 'shch'],
  ['noureddine nuruddin nooruddin', 'al-Din'], ['habibullah habibollah', '-ullah'], ['abdurrahman abdulrahman abdelrahman', 'sun letters'], ['qadir kadir', 'q'], ['jamal djamal', 'dj'],
  ['gonzalez gonzales', 'Iberian z'], ['enrique enrike', 'qu'], ['philip filip', 'ph'], ['katherine catherine', 'th and c'], ['schmidt schmitt', 'dt'], ['macdonald mcdonald', 'Mac'], ['bryan brian', 'y'],
])('%s share a key: %s', (list) => expect(new Set(list.split(' ').map(canonicalToken)).size).toBe(1))

test.each([['maria mara'], ['leon lon'], ['khan can'], ['hanna anna'], ['ali eli'], ['marco marcos'], ['juan juana']])('%s do not', (list) =>
  expect(new Set(list.split(' ').map(canonicalToken)).size).toBe(2))

test('a key is lower-case letters and digits, never empty', () => {
  assert(
    property(stringMatching(/^[a-z0-9]{1,20}$/), (word) => {
      expect(canonicalToken(word)).toMatch(/^[a-z0-9]+$/)
    }),
  )
})

test.each(['zedong tsetung', 'xi hsi', 'qing ching', 'jiang chiang', 'xiaoping hsiaoping', 'guo kuo', 'zi tzu', 'qian chien'])('%s is pinyin and Wade-Giles', (pair) => {
  const [pinyin = '', wade = ''] = pair.split(' ')
  // Kuo could be either; a sign of one system is asked for.
  expect(arePinyinAndWadeGiles(pinyin, wade)).toBe(pair !== 'guo kuo')
})

test('Korean systems meet', () => {
  expect(new Set(['jeongeun', 'chongun', 'jungeun', 'joungeun'].map(koreanKey)).size).toBe(1)
  expect(koreanKey('jeongeun')).not.toBe(koreanKey('jeongil'))
})
