import * as fc from 'fast-check'
import { distance } from 'fastest-levenshtein'
import { describe, expect, it } from 'vitest'
import { ageOn, bornAtAge, dayOf, iso, partsOf, writeDay } from '../../samples/dates.js'
import { faultRates, rateOf, type Fault } from '../../samples/fault-rates.js'
import { exchangeDayAndMonth, fold, mistype, oneDigitOff, shiftYears } from '../../samples/fault-text.js'
import { neighbours, nicknames } from '../../samples/fault-words.js'
import { placeholderBirth, placeholderSsn, romanise, writeDown, type Written } from '../../samples/faults.js'
import { Population, type Person } from '../../samples/people.js'
import { Random } from '../../samples/random.js'

const people = new Population(Random.seeded(11), 11)
const crowd = Array.from({ length: 10_000 }, (_, at) =>
  people.make(at, { standing: at % 2 === 0 ? 'citizen' : 'resident', born: iso('1970-03-04'), suffix: at % 5 === 0 ? 'JR' : '' }),
)

const share = (of: (written: Written, person: Person) => boolean, among: (person: Person) => boolean = () => true): number => {
  const some = crowd.filter(among)
  const hit = some.filter((person) => of(writeDown(person, 'TECS', Random.seeded(5).child(person.number)), person))
  return hit.length / some.length
}

describe('faults happen at their stated rates', () => {
  const table: [Fault, (written: Written, person: Person) => boolean, ((person: Person) => boolean)?][] = [
    ['birth_date_missing', ({ born }) => born === null],
    ['ssn_missing', ({ ssn }) => ssn === ''],
    ['middle_lost', ({ middle }) => middle === '', ({ middle }) => middle !== ''],
    ['suffix_lost', ({ suffix }) => suffix === '', ({ suffix }) => suffix !== ''],
    ['a_number_missing', ({ aNumber }) => aNumber === '', ({ aNumber }) => aNumber !== ''],
    ['phone_missing', ({ phone }) => phone === ''],
    ['address_missing', ({ street, city, state, postcode }) => street + city + state + postcode === ''],
    ['sex_wrong', ({ sex }, person) => sex !== person.sex],
    ['given_placeholder', ({ given }) => given === 'FNU' || given === 'UNKNOWN'],
    ['family_placeholder', ({ family }) => family === 'LNU' || family === 'UNKNOWN'],
    ['given_family_swapped', ({ given, family }, person) => given === `${person.family} ${person.second}`.trim() || family === person.given],
    ['second_surname_lost', ({ family }, person) => family === person.family, ({ family, second }) => second !== '' && second !== family],
    ['other_married_name', ({ family }, { maiden }) => family === maiden, ({ maiden, family }) => maiden !== '' && maiden !== family],
  ]
  it.each(table)('%s', (fault, seen, among) => {
    const rate = rateOf('TECS', fault)
    expect(Math.abs(share(seen, among) - rate)).toBeLessThan(0.15 * rate + 0.006)
  })

  it('one after another for surnames, birth dates and SSNs', () => {
    const known = 1 - rateOf('TECS', 'birth_date_missing')
    expect(share(({ born }) => born === placeholderBirth) / known).toBeCloseTo(rateOf('TECS', 'birth_date_placeholder'), 2)
    expect(share(({ born }) => born === iso('1970-04-03'))).toBeCloseTo(known * rateOf('TECS', 'day_month_exchanged'), 2)
    const reversed = share(({ family }, { family: first, second }) => family === `${second} ${first}`, ({ family, second }) => second !== '' && second !== family)
    expect(reversed).toBeCloseTo((1 - rateOf('TECS', 'second_surname_lost')) * rateOf('TECS', 'surnames_reversed'), 2)
    expect(share(({ ssn }) => ssn === placeholderSsn)).toBeCloseTo((1 - rateOf('TECS', 'ssn_missing')) * rateOf('TECS', 'ssn_placeholder'), 2)
  })

  it('never in a source whose rate is zero', () => {
    const complete = crowd.every((person) => {
      const written = writeDown(person, 'HAVEN', Random.seeded(6).child(person.number))
      return written.born !== null && written.sex === person.sex && (written.aNumber === '') === (person.aNumber === '')
    })
    expect(complete).toBe(true)
    expect(Object.values(faultRates).flat().every((rate) => rate >= 0 && rate < 1)).toBe(true)
  })
})

const name = fc.stringMatching(/^[A-ZÑÉÜ]{2,12}( [A-Z]{2,8})?$/)
const day = fc.integer({ min: dayOf(1900, 1, 1), max: dayOf(2015, 12, 31) })

describe('a slip of the keyboard', () => {
  it('is one edit, or two neighbours exchanged, and spares the first letter', () => {
    fc.assert(
      fc.property(fc.nat(), name, (seed, text) => {
        const slipped = mistype(Random.seeded(seed), text)
        expect(slipped.charAt(0)).toBe(text.charAt(0))
        const edits = distance(text, slipped)
        expect(edits === 2 ? slipped.length === text.length : edits <= 1).toBe(true)
      }),
    )
  })

  it('knows the keys beside each key', () => {
    expect(neighbours.get('S')?.split('').sort().join('')).toBe('ADEWXZ'.split('').sort().join(''))
    expect(neighbours.get('5')).toBe('46')
    for (const [key, near] of neighbours) expect(near.includes(key)).toBe(false)
  })
})

describe('other faults', () => {
  it('change exactly one digit of a number', () => {
    fc.assert(
      fc.property(fc.nat(), fc.stringMatching(/^\d{3}-\d{2}-\d{4}$/), (seed, ssn) => {
        const off = oneDigitOff(Random.seeded(seed), ssn, 4)
        expect(off.slice(0, 4)).toBe(ssn.slice(0, 4))
        expect(Array.from(off).filter((digit, at) => digit !== ssn[at])).toHaveLength(1)
      }),
    )
  })

  it('exchange day and month there and back, or leave the date', () => {
    fc.assert(
      fc.property(day, (born) => {
        const exchanged = exchangeDayAndMonth(born)
        const { month, day: date, year } = partsOf(born)
        if (date > 12) expect(exchanged).toBe(born)
        else {
          expect(partsOf(exchanged)).toEqual({ year, month: date, day: month })
          expect(exchangeDayAndMonth(exchanged)).toBe(born)
        }
      }),
    )
  })

  it('shift years, keep month, and make ages exact', () => {
    fc.assert(
      fc.property(fc.nat(), day, fc.integer({ min: 0, max: 90 }), (seed, on, age) => {
        expect(ageOn(bornAtAge(Random.seeded(seed), age, on), on)).toBe(age)
        expect(partsOf(shiftYears(on, age)).month).toBe(partsOf(on).month)
        expect(iso(writeDay(on))).toBe(on)
      }),
    )
  })

  it('fold to ASCII letter by letter', () => {
    expect(fold('NÚÑEZ ARGÜELLO, JOSÉ')).toBe('NUNEZ ARGUELLO, JOSE')
    fc.assert(
      fc.property(name, (text) => {
        expect(fold(text)).toMatch(/^[A-Z ]+$/)
        expect(fold(text)).toHaveLength(text.length)
      }),
    )
  })

  it('write names of other alphabets otherwise, and leave what no rule fits', () => {
    const random = Random.seeded(1)
    expect(romanise(random, 'slavic', 'ZHUKOV')).not.toBe('ZHUKOV')
    expect(romanise(random, 'chinese', 'ZHANG')).toBe('CHANG')
    expect(romanise(random, 'english', 'SMITH')).toBe('SMITH')
    expect(nicknames.get('FRANCISCO')).toContain('PACO')
  })
})
