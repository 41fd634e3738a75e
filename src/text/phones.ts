import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { foldText } from './fold.js'

// The North American plan is decided by its form, not by the area codes in service, which change: a match must not hang on their year.
const northAmerican = /^[2-9]\d{2}[2-9]\d{6}$/
const fewestDigits = 7

/**
 * A telephone number as E.164 digits without the plus; where it is not valid but has at least seven digits, those digits; else `''`.
 * Numbers without a country code are read as American. Extensions are cut off.
 */
export const cleanPhone = (text: string): string => {
  const folded = foldText(text).replace(/\s*(?:extension|ext|x)\.?\s*\d+$/, '')
  const digits = folded.replace(/\D/g, '')
  if (digits.length < fewestDigits || /^(\d)\1*$/.test(digits)) return ''
  const international = folded.includes('+')
  if (!international && northAmerican.test(digits)) return `1${digits}`
  if (!international && digits.length === 11 && digits.startsWith('1') && northAmerican.test(digits.slice(1))) return digits
  const parsed = parsePhoneNumberFromString(international ? `+${digits}` : digits, 'US')
  return parsed?.isValid() === true ? parsed.number.slice(1) : digits
}
