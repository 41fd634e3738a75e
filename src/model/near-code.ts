import { compileFunction } from 'node:vm'
import { charactersAlike, lettersAlike } from './jaro-winkler.js'
import { bitCount, countsApart, digitCount, letterBits, mayBeAlike, oneDigitEdited, type Near, type Sketches } from './near.js'
import { oddsOf } from './odds.js'

/** Of the rarities of two mentions' values that of the commoner; of the one that is there; else the usual one. */
function rarityOf(rarity: Float32Array, usual: number, l: number, r: number): number {
  const a = rarity[l] ?? Number.NaN
  const b = rarity[r] ?? Number.NaN
  if (a <= b) return a
  if (b < a) return b
  return Number.isNaN(a) ? (Number.isNaN(b) ? usual : b) : a
}

/** What the code of tests calls, by the names that it uses. */
const called = { bitCount, charactersAlike, countsApart, digitCount, lettersAlike, mayBeAlike, oddsOf, oneDigitEdited, rarityOf }

/** Two mentions, by their numbers or by where their sketches begin. */
export type PairTest = (l: number, r: number) => boolean

/** A test of pairs as data, which may be handed to another thread: nothing but numbers, and names that stand in these files, are in the code. */
export interface PairCode {
  readonly code: string
  /** What the code calls `n`: the numbers of sketches. */
  readonly numbers: Int32Array
  /** Arrays that it uses besides, by name. */
  readonly arrays?: Readonly<Record<string, Float32Array>>
}

/**
 * Makes a function of the code of a test. Written out for one match it takes a third of the time that a function for each test takes: nothing is looked up
 * and nothing is called for the most part.
 */
export function compiled({ code, numbers, arrays = {} }: PairCode): PairTest {
  const names = { ...called, ...arrays, n: numbers }
  return compileFunction(`return ${code}`, Object.keys(names))(...Object.values(names)) as PairTest
}

const within = (one: string, other: string, [words, more, all, allMore]: readonly number[]): string =>
  `(n[${one} + ${words}] !== 0 && (n[${one} + ${words}] & ~n[${other} + ${all}]) === 0 && (n[${one} + ${more}] & ~n[${other} + ${allMore}]) === 0)`

const both = (at: number): readonly [string, string] => [`n[l + ${at}]`, `n[r + ${at}]`]

/** The test as an expression over `n`, `l` and `r`: all sketches, and where those of two mentions begin. Throws RangeError where a sketch is absent. */
export function codeOf(near: Near, sketches: Sketches): string {
  const place = (sketch: string): number => sketches.place(sketch)
  const sketched = (sketch: string): readonly [string, string] => both(place(sketch))
  switch (near.test) {
    case 'same': {
      const [a, b] = [place(near.left), place(near.right)]
      return `(n[l + ${a}] !== 0 && n[l + ${a}] === n[r + ${b}])`
    }
    case 'missing': {
      const [a, b] = sketched(near.sketch)
      return `(${a} === 0 || ${b} === 0)`
    }
    case 'letters': {
      const [[a, b], [aLength, bLength]] = [sketched(near.letters), sketched(near.length)]
      return `mayBeAlike(${a}, ${b}, ${aLength}, ${bLength}, ${near.least})`
    }
    case 'among': {
      const places = [...near.words, ...near.all].map(place)
      return `(${within('l', 'r', places)} || ${within('r', 'l', places)})`
    }
    case 'ends': {
      const [a, b] = sketched(near.sketch)
      return `(${a} === 0 || ${b} === 0 || ${a} >>> 14 === ${b} >>> 14 || (${a} & 0x3FFF) === (${b} & 0x3FFF))`
    }
    case 'digits': {
      const [a, b] = sketched(near.sketch)
      const differing = `((${a} ^ ${b}) & ${near.mask})`
      return `(${a} === 0 || ${b} === 0 || ${near.most === 0 ? `${differing} === 0` : `digitCount(${differing}) <= ${near.most}`})`
    }
    case 'initial': {
      const [a, b] = sketched(near.sketch)
      return `(${a} !== 0 && ${b} !== 0 && ((${a} ^ ${b}) & 255) === 0 && ((${a} | ${b}) & 256) !== 0)`
    }
    case 'alike': {
      const at = place(near.packed)
      const [a, b] = both(at)
      return `(${a} === 0 || ${b} === 0 || lettersAlike(n, l + ${at}, r + ${at}, ${near.count}) >= ${near.least - 1e-6})`
    }
    case 'characters': {
      const at = place(near.packed)
      const [a, b] = both(at)
      return `(${a} === 0 || ${b} === 0 || charactersAlike(n, l + ${at}, r + ${at}, ${near.count}, ${near.end ?? 0}) >= ${near.least - 1e-6})`
    }
    case 'edited': {
      const at = place(near.packed)
      const [[a, b], [aLength, bLength]] = [both(at), sketched(near.length)]
      const least = `0.8332 - ${0.66667 * near.edits} / Math.max(${aLength}, ${bLength})`
      return `(${a} === 0 || ${b} === 0 || Math.min(${aLength}, ${bLength}) < 6 || charactersAlike(n, l + ${at}, r + ${at}, ${near.count}) >= ${least})`
    }
    case 'digit edited': {
      const [a, b] = sketched(near.sketch)
      return `(${a} === 0 || ${b} === 0 || oneDigitEdited(${a} ^ ${b}))`
    }
    case 'counts': {
      const [a, b] = sketched(near.sketch)
      return `countsApart(${a}, ${b}) <= ${near.most}`
    }
    case 'edits': {
      const [[a, b], [aLength, bLength]] = [sketched(near.letters), sketched(near.length)]
      const lacking = (one: string, other: string): string => `bitCount(${one} & ~${other} & ${letterBits}) <= ${near.edits}`
      return `(Math.abs(${aLength} - ${bLength}) <= ${near.edits} && (${a} === -1 || ${b} === -1 || (${lacking(a, b)} && ${lacking(b, a)})))`
    }
    case 'always':
      return 'true'
    default:
      return `(${near.of.map((one) => codeOf(one, sketches)).join(near.test === 'both' ? ' && ' : ' || ') || 'false'})`
  }
}
