/** The longest text that is compared, in characters. */
export const longest = 64

const a = new Uint8Array(longest)
const b = new Uint8Array(longest)
const matchedInA = new Uint8Array(longest)
const matchedInB = new Uint8Array(longest)
/** For each character the places in `b` where it stands, as bits; all 0 between calls. */
const places = new Int32Array(128)

/** Reads a text of which numbers hold so many characters each, of so many bits, the first one lowest; returns its length. */
function unpack(letters: Uint8Array, numbers: ArrayLike<number>, from: number, count: number, bits: number, perNumber: number): number {
  const mask = (1 << bits) - 1
  let length = 0
  for (let at = 0; at < count && length === at * perNumber; at += 1) {
    for (let rest = numbers[from + at] ?? 0; rest !== 0; rest >>>= bits) {
      letters[length] = rest & mask
      length += 1
    }
  }
  return length
}

/** Jaro's similarity of so many common characters, of which so many stand otherwise, with what a common beginning adds. */
function withPrefix(aLength: number, bLength: number, common: number, transposed: number): number {
  if (common === 0) return 0
  const jaro = (common / aLength + common / bLength + (common - (transposed >> 1)) / common) / 3
  let prefix = 0
  while (prefix < 4 && prefix < aLength && prefix < bLength && a[prefix] === b[prefix]) prefix += 1
  return jaro + prefix * 0.1 * (1 - jaro)
}

/** The same as `similarity`, of texts of at most 32 characters: places are bits of a number. */
function similarityOfShort(aLength: number, bLength: number): number {
  const reach = Math.max(0, (Math.max(aLength, bLength) >> 1) - 1)
  for (let j = 0; j < bLength; j += 1) places[b[j] ?? 0] = (places[b[j] ?? 0] ?? 0) | (1 << j)
  let [inA, inB, common] = [0, 0, 0]
  for (let i = 0; i < aLength; i += 1) {
    const low = i > reach ? i - reach : 0
    const wide = i + reach + 1 - low
    const free = (places[a[i] ?? 0] ?? 0) & ~inB & (low > 31 ? 0 : (wide > 31 ? -1 : (1 << wide) - 1) << low)
    if (free === 0) continue
    inB |= free & -free
    inA |= 1 << i
    common += 1
  }
  for (let j = 0; j < bLength; j += 1) places[b[j] ?? 0] = 0
  let transposed = 0
  while (inA !== 0) {
    if (a[31 - Math.clz32(inA & -inA)] !== b[31 - Math.clz32(inB & -inB)]) transposed += 1
    inA &= inA - 1
    inB &= inB - 1
  }
  return withPrefix(aLength, bLength, common, transposed)
}

function similarityOfLong(aLength: number, bLength: number): number {
  const reach = Math.max(0, (Math.max(aLength, bLength) >> 1) - 1)
  matchedInA.fill(0, 0, aLength)
  matchedInB.fill(0, 0, bLength)
  let common = 0
  for (let i = 0; i < aLength; i += 1) {
    const end = Math.min(bLength - 1, i + reach)
    for (let j = Math.max(0, i - reach); j <= end; j += 1) {
      if (matchedInB[j] === 1 || a[i] !== b[j]) continue
      matchedInB[j] = 1
      matchedInA[i] = 1
      common += 1
      break
    }
  }
  let transposed = 0
  let j = 0
  for (let i = 0; i < aLength; i += 1) {
    if (matchedInA[i] === 0) continue
    while (matchedInB[j] === 0) j += 1
    if (a[i] !== b[j]) transposed += 1
    j += 1
  }
  return withPrefix(aLength, bLength, common, transposed)
}

/**
 * Jaro-Winkler similarity (Winkler 1990; prefix weight 0.1, four letters) of the texts in `a` and `b`. The prefix counts whatever the similarity, so it is
 * never below that of implementations that let it count from 0.7 on.
 */
const similarity = (aLength: number, bLength: number): number =>
  aLength === 0 || bLength === 0 ? 0 : aLength > 32 || bLength > 32 ? similarityOfLong(aLength, bLength) : similarityOfShort(aLength, bLength)

/** Jaro-Winkler similarity of two texts of a to z, each in so many numbers that stand side by side: six letters of five bits each (`er_six_letters`). */
export const lettersAlike = (numbers: ArrayLike<number>, left: number, right: number, count: number): number =>
  similarity(unpack(a, numbers, left, count, 5, 6), unpack(b, numbers, right, count, 5, 6))

const lengthBefore = (text: Uint8Array, length: number, end: number): number => {
  const at = text.indexOf(end)
  return at === -1 || at > length ? length : at
}

/**
 * Jaro-Winkler similarity of two texts of ASCII, each in so many numbers that stand side by side: four characters of seven bits each
 * (`er_four_characters`); of what stands before the first character with the code `end`, where one is given.
 */
export function charactersAlike(numbers: ArrayLike<number>, left: number, right: number, count: number, end = 0): number {
  const [aLength, bLength] = [unpack(a, numbers, left, count, 7, 4), unpack(b, numbers, right, count, 7, 4)]
  return end === 0 ? similarity(aLength, bLength) : similarity(lengthBefore(a, aLength, end), lengthBefore(b, bLength, end))
}
