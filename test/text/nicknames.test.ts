import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { areNicknames, canonicalGiven, groupCount } from '../../src/text/nicknames.js'

const listed = 'bob robert peggy margaret sasha aleksandr pepe jose paco chuy jesus kathy katya lena jack john betty liz bill dick ted ned hank alex chris pat mohd'.split(' ')
const names = fc.oneof(fc.constantFrom(...listed), fc.stringMatching(/^[a-z]{0,8}$/))

test('the canonical form of a canonical form is itself', () => {
  fc.assert(fc.property(names, (name) => { expect(canonicalGiven(canonicalGiven(name))).toBe(canonicalGiven(name)) }))
})

test('being nicknames is mutual and never of oneself', () => {
  fc.assert(
    fc.property(names, names, (a, b) => {
      expect(areNicknames(a, b)).toBe(areNicknames(b, a))
      expect(areNicknames(a, a)).toBe(false)
    }),
  )
})

test.each([
  ['bob', 'robert'], ['peggy', 'margaret'], ['dick', 'richard'], ['bill', 'william'], ['jack', 'john'], ['betty', 'elizabeth'], ['ted', 'edward'],
  ['pepe', 'jose'], ['paco', 'francisco'], ['pancho', 'francisco'], ['chuy', 'jesus'], ['nacho', 'ignacio'], ['lupe', 'guadalupe'], ['memo', 'guillermo'],
  ['sasha', 'aleksandr'], ['misha', 'mikhail'], ['katya', 'ekaterina'], ['volodya', 'vladimir'], ['mohd', 'mohammed'], ['chris', 'christopher'],
])('%s and %s: nicknames, one canonical form', (short, formal) => {
  expect(areNicknames(short, formal)).toBe(true)
  expect(canonicalGiven(short)).toBe(canonicalGiven(formal))
})

test('siblings: two forms of one name', () => expect([areNicknames('bob', 'rob'), areNicknames('kathy', 'kate')]).toEqual([true, true]))
test('a form of several names is a nickname of each', () => expect([areNicknames('alex', 'alexander'), areNicknames('alex', 'alejandro'), areNicknames('sandy', 'sandra')]).toEqual([true, true, true]))
test.each([['james', 'john'], ['mary', 'margaret'], ['ana', 'juan'], ['linda', 'lynn'], ['constructor', 'robert']])('%s and %s are different names', (a, b) => expect(areNicknames(a, b)).toBe(false))
test('unknown names are their own', () => expect([canonicalGiven('zzyzx'), canonicalGiven(''), canonicalGiven('constructor')]).toEqual(['zzyzx', '', 'constructor']))
test('the lists are not small', () => expect(groupCount).toBeGreaterThan(300))
