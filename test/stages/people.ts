import { csv } from './run-small.js'

export interface Person {
  readonly given: string
  readonly family: string
  readonly born: string
  readonly ssn: string
  readonly sex: string
  readonly city: string
}

const givens = 'maria james linda david susan carlos anna thomas elena peter nadia omar grace victor julia hassan irene felix rosa simon'.split(' ')
const families = 'garcia smith jones nguyen ivanov brown lopez miller wilson haddad tran clark novak lewis walker young king wright hill green adams baker nelson carter mitchell'.split(' ')
const cities = ['ogden', 'salem', 'tempe', 'bronx', 'akron', 'provo', 'waco']

const two = (value: number): string => String(value).padStart(2, '0')

/** The n-th invented person: the same each time, its parts spread independently of each other. */
export function person(n: number): Person {
  const spread = (factor: number, size: number): number => Math.floor((((n + 1) * factor) % 1) * size)
  return {
    given: givens[spread(0.618_034, givens.length)] ?? '',
    family: families[spread(0.754_878, families.length)] ?? '',
    born: `${1950 + spread(0.819_173, 50)}-${two(1 + spread(0.569_84, 12))}-${two(1 + spread(0.671_044, 28))}`,
    ssn: String(200_000_000 + Math.floor((((n + 1) * 0.549_7) % 1) * 600_000_000)),
    sex: n % 2 === 0 ? 'F' : 'M',
    city: cities[spread(0.414_21, cities.length)] ?? '',
  }
}

export const people = (from: number, to: number): Person[] => Array.from({ length: to - from }, (_, index) => person(from + index))

export const columns = 'given,family,born,ssn,sex,city'

export const cells = ({ given, family, born, ssn, sex, city }: Person): string => [given, family, born, ssn, sex, city].join(',')

/** People as a file, ids made of a letter and the row's number. */
export const peopleFile = (letter: string, all: readonly Person[]): string =>
  csv(`id,${columns}`, ...all.map((one, index) => `${letter}${String(index + 1).padStart(3, '0')},${cells(one)}`))

export const fields = { given: {}, family: {}, born: { type: 'date', format: '%Y-%m-%d' }, ssn: {}, sex: {}, city: {} } as const

export const personColumns = { given_name: 'given', family_name: 'family', date_of_birth: 'born', ssn: 'ssn', gender: 'sex', city: 'city' } as const
