import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { divides, formulaNames, namesOf, parseFormula, type Formula } from '../../src/config/formula.js'
import { InputError } from '../../src/engine/errors.js'

/** The tree with every operation in parentheses. */
const shown = (formula: Formula): string => {
  if (formula.kind === 'number') return formula.text
  if (formula.kind === 'name') return formula.of === undefined ? formula.name : `${formula.name}.${formula.of}`
  return formula.kind === 'negative' ? `(-${shown(formula.inner)})` : `(${shown(formula.left)}${formula.operator}${shown(formula.right)})`
}

test.each([
  ['added - removed', '(added-removed)'],
  ['648 / 12', '(648/12)'],
  ['1 - 2 - 3', '((1-2)-3)'],
  ['8 / 4 / 2', '((8/4)/2)'],
  ['1 + 2 * n_a', '(1+(2*n_a))'],
  ['(1 + 2) * n_a', '((1+2)*n_a)'],
  ['-added * 2', '((-added)*2)'],
  ['--1', '(-(-1))'],
  ['1--1', '(1-(-1))'],
  ['changed.msrp/keys.tecs_1', '(changed.msrp/keys.tecs_1)'],
  ['rows.a-units.b', '(rows.a-units.b)'],
  ['(((union)))', 'union'],
  ['0.25*amount.a', '(0.25*amount.a)'],
])('%s is %s', (text, tree) => {
  expect(shown(parseFormula(text))).toBe(tree)
})

test.each([
  ['aded - removed', 'unknown name "aded" at position 1', 'did you mean "added"?', 1],
  ['added - removd', 'unknown name "removd" at position 9', 'did you mean "removed"?', 9],
  ['added removed', 'unexpected "removed" at position 7', 'put + - * or / between two parts', 7],
  ['added -', 'it ends where a number or a name should follow at position 8', 'complete it', 8],
  ['', 'it ends where a number or a name should follow at position 1', 'complete it', 1],
  ['* 2', 'unexpected "*" at position 1', 'write a number', 1],
  ['(added', 'the parenthesis of position 1 is not closed at position 7', 'close it', 7],
  ['added)', 'unexpected ")" at position 6', 'put + - * or /', 6],
  ['1,300', 'unexpected "," at position 2', 'without thousands separators', 2],
  ['1.2.3', '"1.2.3" is not a number at position 1', '8 decimals', 1],
  ['added % 2', 'unexpected "%" at position 7', 'write numbers', 7],
  ['added; drop table extract', 'unexpected ";" at position 6', 'write numbers', 6],
  ['added.field', '"added" takes nothing behind a point at position 1', 'write added', 1],
  ['changed.', 'nothing follows the point at position 9', 'name the field', 9],
  ['toString', 'unknown name "toString" at position 1', 'names: n_a', 1],
])('%j is refused: %s', (text, what, remedy, column) => {
  const error = (() => {
    try {
      return parseFormula(text)
    } catch (thrown) {
      return thrown
    }
  })()
  if (!(error instanceof InputError)) throw new Error('it was accepted')
  expect(error.what).toContain(what)
  expect(error.remedy).toContain(remedy)
  expect(error.place.column).toBe(column)
})

test('a formula of 501 characters, and one of 500 parentheses, end in an error and not in the stack', () => {
  expect(() => parseFormula('1'.repeat(501))).toThrow('longer than 500 characters')
  expect(() => parseFormula('('.repeat(500))).toThrow('it ends where a number or a name should follow')
})

const leaf: fc.Arbitrary<string> = fc.oneof(fc.nat(9).map(String), fc.constantFrom(...Object.keys(formulaNames)), fc.constantFrom('changed.msrp', 'keys.one'))
const { formula: trees } = fc.letrec<{ formula: string }>((tie) => ({
  formula: fc.oneof({ maxDepth: 4 }, leaf, fc.tuple(tie('formula'), fc.constantFrom('+', '-', '*', '/'), tie('formula')).map(([l, o, r]) => `(${l}${o}${r})`), tie('formula').map((inner) => `(-${inner})`)),
}))

test('a formula whose operations all stand in parentheses is read as it is written', () => {
  fc.assert(fc.property(trees, (text) => shown(parseFormula(text)) === text), { seed: 5, numRuns: 300 })
})

test('whatever is written is read or refused by an InputError', () => {
  const piece = fc.constantFrom('added', 'keys.a', '1', '2.5', '+', '-', '*', '/', '(', ')', ' ', '.', ',', 'x')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }).map((parts) => parts.join('')), (text) => {
      try {
        expect(namesOf(parseFormula(text)).every(({ name }) => name in formulaNames)).toBe(true)
      } catch (error) {
        expect(error).toBeInstanceOf(InputError)
      }
    }),
    { seed: 5, numRuns: 1000 },
  )
})

test('names stand from left to right; a division is seen wherever it stands', () => {
  expect(namesOf(parseFormula('n_b - (n_a + added)')).map(({ name }) => name)).toEqual(['n_b', 'n_a', 'added'])
  expect(['1', 'n_a * 2', '-(1 + n_a / 2)', '1 / 2 + 1'].map((text) => divides(parseFormula(text)))).toEqual([false, false, true, true])
})
