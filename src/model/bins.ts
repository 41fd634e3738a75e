/** Bins of one width: the first begins at `from`, there are `count` of them. */
export interface Bins {
  readonly from: bigint
  readonly width: bigint
  readonly count: number
}

const floorDiv = (a: bigint, b: bigint): bigint => (a >= 0n ? a / b : -((b - 1n - a) / b))

/**
 * Bins over whole numbers from the least to the greatest, at most `most` and one: their width is 1, 2 or 5 times a power of ten and no less than
 * `unit`, and each begins at a multiple of it.
 */
export function evenBins(least: bigint, greatest: bigint, most: number, unit = 1n): Bins {
  const span = greatest - least
  let power = 1n
  for (;;) {
    for (const times of [1n, 2n, 5n]) {
      const width = times * power
      if (width < unit || width * BigInt(most) < span) continue
      const from = floorDiv(least, width) * width
      return { from, width, count: Number(floorDiv(greatest - from, width)) + 1 }
    }
    power *= 10n
  }
}

/** Units of time in which days are drawn, and the most days that each is for. */
const units = [['day', 45], ['month', 48 * 31], ['year', 60 * 366], ['decade', 600 * 366]] as const
export type TimeUnit = (typeof units)[number][0] | 'century'

/** The unit that draws so many days in few enough bars. */
export const timeUnit = (days: number): TimeUnit => units.find(([, most]) => days <= most)?.[0] ?? 'century'

/** Whether values reach so far beyond their middle 98 % that a drawing of all would show nothing. */
export const hasTails = (least: bigint, low: bigint, high: bigint, greatest: bigint): boolean => high > low && greatest - least > 10n * (high - low)
