import { InputError } from '../errors.js'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'iso-8859-1'

/**
 * How a delimited file is written. `delimiter` is one ASCII character; `quote` too, or '' for a file without quoting.
 * A quote inside a quoted field is doubled.
 */
export interface Dialect {
  readonly delimiter: string
  readonly quote: string
  readonly encoding: Encoding
  readonly bom: boolean
}

/** What the user declared; the rest is found out. */
export interface DialectHint {
  readonly delimiter?: string
  readonly quote?: string
  readonly encoding?: Encoding
}

/** The dialect's characters as bytes of UTF-8; `quote` is -1 for a file without quoting. */
export interface Marks {
  readonly delimiter: number
  readonly quote: number
}

const single = (text: string, name: string): number => {
  const code = text.charCodeAt(0)
  if (text.length !== 1 || code > 126 || code === 0 || code === 10 || code === 13)
    throw new InputError(
      `the ${name} ${JSON.stringify(text)} is not one ASCII character`,
      {},
      `declare a ${name} of one character, such as ${name === 'quote' ? '"' : ','}`,
    )
  return code
}

/** Throws InputError when delimiter or quote cannot serve. */
export const marksOf = ({ delimiter, quote }: Pick<Dialect, 'delimiter' | 'quote'>): Marks => {
  const marks = { delimiter: single(delimiter, 'delimiter'), quote: quote === '' ? -1 : single(quote, 'quote') }
  if (marks.delimiter === marks.quote)
    throw new InputError('delimiter and quote are the same character', {}, 'declare two different characters')
  return marks
}
