const most = 12
const perNumber = 6
const a = new Uint8Array(most)
const b = new Uint8Array(most)
const matchedInB = new Uint8Array(most)

function unpack(letters: Uint8Array, first: number, second: number): number {
  let length = 0
  for (let rest = first; rest !== 0; rest >>>= 5) {
    letters[length] = rest & 31
    length += 1
  }
  if (length === perNumber) {
    for (let rest = second; rest !== 0; rest >>>= 5) {
      letters[length] = rest & 31
      length += 1
    }
  }
  return length
}

/**
 * Jaro-Winkler similarity (Winkler 1990; prefix weight 0.1, four letters) of two texts of up to twelve letters, each in two numbers of six letters of five
 * bits. The prefix counts whatever the similarity, so it is never below that of implementations that let it count from 0.7 on.
 */
export function packedJaroWinkler(a1: number, a2: number, b1: number, b2: number): number {
  const [aLength, bLength] = [unpack(a, a1, a2), unpack(b, b1, b2)]
  if (aLength === 0 || bLength === 0) return 0
  const reach = Math.max(0, (Math.max(aLength, bLength) >> 1) - 1)
  matchedInB.fill(0)
  let matchedInA = 0
  let common = 0
  for (let i = 0; i < aLength; i += 1) {
    const end = Math.min(bLength - 1, i + reach)
    for (let j = Math.max(0, i - reach); j <= end; j += 1) {
      if (matchedInB[j] === 1 || a[i] !== b[j]) continue
      matchedInB[j] = 1
      matchedInA |= 1 << i
      common += 1
      break
    }
  }
  if (common === 0) return 0
  let transposed = 0
  let j = 0
  for (let i = 0; i < aLength; i += 1) {
    if ((matchedInA & (1 << i)) === 0) continue
    while (matchedInB[j] === 0) j += 1
    if (a[i] !== b[j]) transposed += 1
    j += 1
  }
  const jaro = (common / aLength + common / bLength + (common - (transposed >> 1)) / common) / 3
  let prefix = 0
  while (prefix < 4 && prefix < aLength && prefix < bLength && a[prefix] === b[prefix]) prefix += 1
  return jaro + prefix * 0.1 * (1 - jaro)
}
