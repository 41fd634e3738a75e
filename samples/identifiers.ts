const areas = 898
const groups = 99

/** The number with leading zeros. */
export const pad = (value: number, width: number): string => String(value).padStart(width, '0')

/** How many different numbers `ssnAt` gives. */
export const ssnCount = areas * groups * 9999

/** The SSN of a slot, valid by rule: area never 000, 666 or 9xx, group never 00, serial never 0000. */
export const ssnAt = (slot: number): string => {
  const area = (slot % areas) + 1
  const group = (Math.floor(slot / areas) % groups) + 1
  return `${pad(area < 666 ? area : area + 1, 3)}-${pad(group, 2)}-${pad(Math.floor(slot / (areas * groups)) + 1, 4)}`
}

/** The SSN of a person's number in the world of that seed: no two persons share one. */
export const ssnOf = (number: number, seed: number): string => ssnAt((number * 74_207_281 + seed * 15_485_863 + 331_777) % ssnCount)

/** The A-number of a person: nine digits, the older ones with leading zeros. */
export const aNumberOf = (number: number, seed: number): string => `A${pad(20_000_000 + ((number * 67_867_979 + seed * 32_452_843) % 179_999_989), 9)}`
