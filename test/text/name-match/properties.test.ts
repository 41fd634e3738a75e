import { array, assert, constantFrom, integer, oneof, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { bestOfAliases, compareFullNames } from '../../../src/text/name-match/compare.js'
import { sameFamilyName, sameGivenName } from '../../../src/text/name-match/name-parts.js'

const words = constantFrom(
  'Maria', 'John', 'Jon', 'J', 'J.C.', 'Garcia', 'Lopez', 'de', 'la', 'dela', 'Cruz', 'bin', 'ibn', 'al-', 'Al', 'Abd', 'Abdul', 'Allah', 'Rahman', 'Nur', 'al-Din', 'Van', 'Thi', 'Nguyen',
  'Jr', 'III', ',', '"Bob"', 'Dr', "O'", 'Mc', 'Donald', 'Smith-Jones', 'Kim', 'Jong', 'un', 'Xi', '习近平', '김정은', 'محمد', 'Сергей', 'y', 'MD', 'FNU', 'constructor', '7', '😀', '\ud800',
)
const sentences = array(words, { maxLength: 8 }).map((list) => list.join(' '))
const units = array(integer({ min: 0, max: 0xffff }), { maxLength: 40 }).map((list) => String.fromCharCode(...list))
const names = oneof(sentences, sentences, string({ unit: 'binary' }), units)

test('symmetric, the score within 0 and 1, no weight negative', () => {
  assert(
    property(names, names, (a, b) => {
      const agreement = compareFullNames(a, b)
      expect(compareFullNames(b, a)).toEqual(agreement)
      for (const share of [agreement.score, agreement.weakest]) {
        expect(share).toBeGreaterThanOrEqual(0)
        expect(share).toBeLessThanOrEqual(1)
      }
      for (const weight of [agreement.matched, agreement.contradicted, agreement.omitted]) expect(weight).toBeGreaterThanOrEqual(0)
      expect(sameGivenName(b, a)).toBe(sameGivenName(a, b))
      expect(sameFamilyName(b, a)).toBe(sameFamilyName(a, b))
    }),
    { numRuns: 1000 },
  )
})

test('a name agrees with itself in full', () => {
  assert(
    property(names, (name) => {
      const agreement = compareFullNames(name, name)
      // Without a word that names somebody there is nothing to agree.
      expect([0, 1]).toContain(agreement.score)
      expect(agreement.score === 1).toBe(agreement.matched > 0)
      expect(agreement).toMatchObject({ contradicted: 0, omitted: 0, order: 'same' })
    }),
  )
  expect(compareFullNames('Abu Bakr', 'Abu Bakr').score).toBe(1)
  expect(compareFullNames('J', 'J').score).toBe(1)
})

test.each(['', ' ', '!!!', 'UNKNOWN', 'FNU LNU', '\ud800'])('%j names nobody, so nothing agrees', (nobody) => {
  expect(compareFullNames(nobody, nobody)).toMatchObject({ score: 0, matched: 0 })
  expect(compareFullNames(nobody, 'John Smith').score).toBe(0)
})

test('letter case, accents and spacing change nothing', () => {
  expect(compareFullNames(' JOSÉ   garcía ', 'Jose Garcia').score).toBe(1)
})

const hostile = [
  'a'.repeat(200), 'ab '.repeat(100), 'ab-'.repeat(100), 'ng'.repeat(150), Array.from({ length: 60 }, (_, at) => `word${String.fromCharCode(97 + (at % 26))}${at}`).join(' '),
  '😀'.repeat(150), `${'\ud800'.repeat(200)} x`, "'".repeat(300), '( '.repeat(150), ', '.repeat(150), '"'.repeat(299), '习'.repeat(300), '김'.repeat(300), 'ﷺ'.repeat(300), 'a'.repeat(100_000), 'al '.repeat(30_000),
]

test('bounded time whatever comes: 15 long texts against each other, 50 ms a pair at most on average', () => {
  const start = performance.now()
  for (const a of hostile) {
    for (const b of hostile) {
      compareFullNames(a, b)
      sameGivenName(a, b)
      sameFamilyName(a, b)
    }
  }
  expect((performance.now() - start) / hostile.length ** 2).toBeLessThan(50)
})

test('what is cut is said', () => {
  const sixty = Array.from({ length: 60 }, (_, at) => `w${'abcdefgh'[at % 8] ?? ''}${'ijklmnop'[Math.floor(at / 8)] ?? ''}`)
  expect(compareFullNames(sixty.join(' '), 'John Smith').truncated).toBe(true)
  expect(compareFullNames(sixty.slice(0, 16).join(' '), 'John Smith').truncated).toBe(false)
  expect(compareFullNames('John Smith', `John ${'x'.repeat(300)}`).truncated).toBe(true)
})

test('the best of all aliases counts, and says which', () => {
  const best = bestOfAliases(['The Jackal', 'Ilich Ramirez Sanchez'], ['Carlos', 'RAMIREZ SANCHEZ, Ilich'])
  expect(best).toMatchObject({ a: 'Ilich Ramirez Sanchez', b: 'RAMIREZ SANCHEZ, Ilich' })
  expect(best?.agreement.score).toBe(1)
  expect(bestOfAliases([], ['Carlos'])).toBeUndefined()
})
