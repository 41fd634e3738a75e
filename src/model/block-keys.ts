/** Keys of 64 bits, one a mention: its low and its high word side by side, both 0 where there is none. */
export type Keys = Int32Array

/** Keys in two parts, of which `joinKeys` makes one: a first as `asFirst` gives it and a mixed second; or whole keys, where there is no second. */
export interface KeyParts {
  readonly first: Keys
  readonly second?: Keys
}

interface Factor {
  readonly low: number
  readonly high: number
}

/** The factor of the 64-bit finaliser that DuckDB's `hash` has, and its inverse modulo 2^64. */
const factor: Factor = { low: 0x6659fd93, high: 0xd6e8feb8 }
const inverse: Factor = { low: 0x8b59a89b, high: 0xcfee444d }

/** The high word of the product of two words. */
function highProduct(a: number, b: number): number {
  const [top, bottom, otherTop, otherBottom] = [a >>> 16, a & 0xffff, b >>> 16, b & 0xffff]
  const middle = top * otherBottom + ((bottom * otherBottom) >>> 16)
  return top * otherTop + (middle >>> 16) + ((bottom * otherTop + (middle & 0xffff)) >>> 16)
}

const highOf = (low: number, high: number, by: Factor): number => (highProduct(low, by.low) + Math.imul(low, by.high) + Math.imul(high, by.low)) | 0

function finalise(keys: Keys, by: Factor): void {
  for (let at = 0; at < keys.length; at += 2) {
    let high = keys[at + 1] ?? 0
    let low = (keys[at] ?? 0) ^ high
    high = highOf(low, high, by)
    low = Math.imul(low, by.low) ^ high
    high = highOf(low, high, by)
    low = Math.imul(low, by.low) ^ high
    keys[at] = low
    keys[at + 1] = high
  }
}

/** Mixes the bits of keys in place, as DuckDB's `hash` of a number does: equal keys stay equal, others stay different, none stays none. */
export function mix(keys: Keys): void {
  finalise(keys, factor)
}

/** Undoes `mix`. */
export function unmix(keys: Keys): void {
  finalise(keys, inverse)
}

/** What mixed keys become as the first part of a longer key. */
export function asFirst(mixed: Keys, into: Keys): void {
  for (let at = 0; at < mixed.length; at += 2) {
    const high = mixed[at + 1] ?? 0
    const low = (mixed[at] ?? 0) ^ high
    into[at] = Math.imul(low, factor.low)
    into[at + 1] = highOf(low, high, factor)
  }
}

/** Keys of two parts, as the macro er_key_of makes them: of a first part as `asFirst` gives it and a mixed second. None where a part is missing. */
export function joinKeys(first: Keys, second: Keys, into: Keys): void {
  for (let at = 0; at < into.length; at += 2) {
    const low = first[at] ?? 0
    const high = first[at + 1] ?? 0
    const otherLow = second[at] ?? 0
    const otherHigh = second[at + 1] ?? 0
    const both = (low | high) !== 0 && (otherLow | otherHigh) !== 0
    into[at] = both ? low ^ otherLow : 0
    into[at + 1] = both ? high ^ otherHigh : 0
  }
}
