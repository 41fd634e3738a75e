import type { Shown } from './summary.js'

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
const minus = (text: string): string => text.replace('-', '−')

function probability(value: number): string {
  if (value === 0 || value === 1) return String(value)
  if (value < 0.0001) {
    const [digits = '', power = ''] = value.toExponential(1).split('e')
    return `${digits} × 10⁻${power.slice(1).replaceAll(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(digit)))}`
  }
  return value.toFixed(4)
}

/** A decimal text with thousands separated and a true minus; digits after the point are none, or two and more. */
export function formatDecimal(exact: string): string {
  const [digits = '', fraction = ''] = exact.split('.')
  const short = fraction.replace(/0+$/, '')
  return minus(digits.replaceAll(/\B(?=(?:\d{3})+$)/g, ',')) + (short === '' ? '' : `.${short.padEnd(2, '0')}`)
}

/** A figure as it is printed: thousands separated, a true minus, no more digits than the unit bears; one that is suppressed as words. */
export function formatFigure(figure: Shown): string {
  const { value, unit, exact } = figure
  if (value === undefined) return figure.suppressed === 'small' ? `fewer than ${figure.below}` : 'not shown'
  if (exact !== undefined && unit === 'hash') return exact.replace(/\.0+$/, '')
  if (exact !== undefined && unit === 'percent') return minus(exact)
  if (exact !== undefined) return formatDecimal(exact)
  if (unit === 'probability') return probability(value)
  if (unit === 'share') return formatPercent({ value, unit, of: 1, percent: Math.round(value * 1000) / 10 })
  if (unit === 'ratio') return minus(value.toFixed(2))
  if (unit === 'bits') return Math.abs(value) < 0.05 ? '0.0' : `${value > 0 ? '+' : ''}${minus(value.toFixed(1))}`
  return minus(whole.format(value))
}

export const formatCount = (value: number): string => minus(whole.format(value))

/** A percentage with one decimal, that says 0 or 100 only where it is exactly so. */
export function formatPercent({ value, of, percent }: Shown): string {
  if (value === undefined || of === undefined || percent === undefined) return ''
  if (value > 0 && percent === 0) return '< 0.1 %'
  if (value < of && percent >= 100) return '> 99.9 %'
  return `${percent.toFixed(1)} %`
}
