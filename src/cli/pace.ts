const count = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
const brief = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 })

/** A span of time in words: `4 s`, `3 min 5 s`, `2 h 10 min`. */
export function span(seconds: number): string {
  const whole = Math.ceil(seconds)
  if (whole < 60) return `${whole} s`
  const minutes = Math.floor(whole / 60)
  return minutes < 60 ? `${minutes} min ${whole % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** How far a piece of work is after so many seconds: done, rate and time left. */
export interface Pace {
  readonly done: number
  readonly total: number
  readonly unit: string
  readonly seconds: number
}

/** `12,000 of 60,000 pairs (20 %), 6K pairs/s, 8 s left`. Rate and rest are left out until they can be told. */
export function paceText({ done, total, unit, seconds }: Pace): string {
  const share = total > 0 ? ` (${Math.floor((100 * done) / total)} %)` : ''
  const so = `${count.format(done)} of ${count.format(total)} ${unit}${share}`
  if (seconds <= 0 || done <= 0) return so
  const rate = done / seconds
  const left = total > done ? `, ${span((total - done) / rate)} left` : ''
  return `${so}, ${brief.format(rate)} ${unit}/s${left}`
}
