import { ownArray } from './grouping.js'

/**
 * Numbers made of the values of mentions; 0 where a value is missing or says nothing. Those of a mention stand side by side, so that looking at one brings
 * the others near.
 */
export class Sketches {
  readonly #places: ReadonlyMap<string, number>
  readonly numbers: Int32Array
  readonly width: number

  constructor(names: readonly string[], mentions: number, allocate = ownArray) {
    this.#places = new Map(names.map((name, at) => [name, at]))
    this.width = names.length
    this.numbers = allocate(names.length * mentions)
  }

  /** Where a sketch stands among those of a mention. Throws RangeError where it is absent. */
  place(name: string): number {
    const place = this.#places.get(name)
    if (place === undefined) throw new RangeError(`no sketch ${name}`)
    return place
  }

  /** Takes a chunk of rows: mentions, and their sketches by the places in `order`. */
  add(mentions: ArrayLike<number>, order: readonly number[], columns: readonly (ArrayLike<number> | undefined)[]): void {
    for (const [at, place] of order.entries()) {
      const column = columns[at]
      for (let row = 0; row < mentions.length; row += 1) this.numbers[(mentions[row] ?? 0) * this.width + place] = column?.[row] ?? 0
    }
  }

  /** Takes a chunk of rows: mentions with the numbers of their values; `sketches` are those of all values, by the places in `order`. */
  addOfValues(mentions: ArrayLike<number>, order: readonly number[], numbers: ArrayLike<number>, sketches: readonly Int32Array[]): void {
    for (const [at, place] of order.entries()) {
      const column = sketches[at]
      for (let row = 0; row < mentions.length; row += 1) this.numbers[(mentions[row] ?? 0) * this.width + place] = column?.[numbers[row] ?? 0] ?? 0
    }
  }
}

/**
 * What two mentions' sketches tell of values that are not equal: true wherever a level below full agreement may hold, so that where it is false none
 * does. Data, and not a function, since it is written down beside the levels in SQL that it bounds.
 */
export type Near =
  /** Two numbers of a value are the same. */
  | { readonly test: 'same'; readonly left: string; readonly right: string }
  /** A value is missing on a side. */
  | { readonly test: 'missing'; readonly sketch: string }
  /**
   * Letters of two texts with their lengths: a Jaro-Winkler similarity of at least `least`. A letter that the other lacks is no common character, and with m common ones Jaro's similarity is (m/|a| + m/|b| + 1)/3 at most; a common beginning adds at most
   * 0.4 of what is missing to 1 (Winkler 1990), nothing where the first characters differ. A text whose letters are not told, -1, may be like any other.
   */
  | { readonly test: 'letters'; readonly letters: string; readonly length: string; readonly least: number }
  /** The lengths and the letters that the other lacks are so many at most: so many edits apart. */
  | { readonly test: 'edits'; readonly letters: string; readonly length: string; readonly edits: number }
  /** Letter by letter a Jaro-Winkler similarity of at least `least`: `packed` is the first of `count` sketches. Texts that are not told, 0, may be like any other. */
  | { readonly test: 'alike'; readonly packed: string; readonly count: number; readonly least: number }
  /** The same character by character, of what stands before the first character with the code `end`, if any: `packed` is the first of `count` sketches. */
  | { readonly test: 'characters'; readonly packed: string; readonly count: number; readonly least: number; readonly end?: number }
  /**
   * So many edits are not ruled out, character by character: in texts of six characters or more one moves the others by no more places than Jaro's similarity looks aside, and takes one of them
   * away at most, so that all but so many characters of the longer text match, and half of the matching may be out of order.
   */
  | { readonly test: 'edited'; readonly packed: string; readonly count: number; readonly length: string; readonly edits: number }
  /** How often each digit occurs differs by so much in all. */
  | { readonly test: 'counts'; readonly sketch: string; readonly most: number }
  /** All words of one side's text, as bits in two numbers, are among those of a text of the other side. */
  | { readonly test: 'among'; readonly words: readonly [string, string]; readonly all: readonly [string, string] }
  /** The first two or the last two characters are the same. */
  | { readonly test: 'ends'; readonly sketch: string }
  /** Numbers of digits of four bits: of those under the mask so many differ at most. */
  | { readonly test: 'digits'; readonly sketch: string; readonly mask: number; readonly most: number }
  /** Of two numbers of digits of four bits one digit differs at most, or two neighbours are exchanged. */
  | { readonly test: 'digit edited'; readonly sketch: string }
  /** One is the initial of the other: the first character, and 256 where no letter follows it. */
  | { readonly test: 'initial'; readonly sketch: string }
  | { readonly test: 'always' }
  | { readonly test: 'any'; readonly of: readonly Near[] }
  | { readonly test: 'both'; readonly of: readonly [Near, Near] }

/** The bits of a sketch of letters that tell which of a to z a text has. */
export const letterBits = 0x3FFFFFF

/** How many bits are set (Warren, Hacker's Delight, 5-1). */
export function bitCount(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555)
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333)
  return Math.imul((n + (n >>> 4)) & 0x0F0F0F0F, 0x01010101) >>> 24
}

/** How many digits of four bits are not 0. */
export const digitCount = (digits: number): number => bitCount((digits | (digits >>> 1) | (digits >>> 2) | (digits >>> 3)) & 0x11111111)

/** Whether digits of four bits, of which what differs is set, differ in one at most, or in two neighbours by the same: exchanged ones do. */
export function oneDigitEdited(differing: number): boolean {
  if (digitCount(differing) <= 1) return true
  const place = (31 - Math.clz32(differing & -differing)) & ~3
  const digit = (differing >>> place) & 15
  return differing === (digit | (digit << 4)) << place
}

/** The differences of ten counts of three bits, added up. */
export function countsApart(a: number, b: number): number {
  let apart = 0
  for (let bits = 0; bits < 30; bits += 3) apart += Math.abs(((a >>> bits) & 7) - ((b >>> bits) & 7))
  return apart
}

/** Whether two texts may be so alike, by their letters and lengths. */
export function mayBeAlike(a: number, b: number, aLength: number, bLength: number, least: number): boolean {
  if (a === -1 || b === -1) return true
  return bitCount(a & ~b & letterBits) / aLength + bitCount(b & ~a & letterBits) / bLength <= (1 - least) * ((a ^ b) >>> 26 === 0 ? 5 : 3) + 1e-6
}
