import { InputError } from '../engine/errors.js'
import { didYouMean } from './nearest.js'
import { roles, type Role } from './words.js'

/**
 * What is done to a comparison value before it blocks: `equal` leaves it, `word` and `last_word` take its first or last word, `sound` is its
 * double metaphone code, `canonical` the root of a nickname, `sorted` the sorted tokens of all names, `pair` given and family name in either
 * order, `rarest` and `second` the rarest tokens of all names, `area` the coarse part of a postcode, `user` what stands before the @,
 * `first` and `last` take `length` characters.
 */
export type BlockTransform =
  | 'equal' | 'word' | 'last_word' | 'sound' | 'canonical' | 'sorted' | 'pair' | 'rarest' | 'second' | 'first' | 'last' | 'year' | 'year_month'
  | 'month_day' | 'year_day' | 'area' | 'user'

export interface BlockKey {
  readonly role: Role
  readonly transform: BlockTransform
  /** Of a role that several fields hold, each with a meaning of its own, the field: `identifier[tax_id]`. The first that is filled where absent. */
  readonly field?: string
  /** Characters taken by `first` and `last`. */
  readonly length?: number
}

const longest = 20

const identifiers = ['ssn', 'a_number', 'receipt_number', 'passport', 'national_id', 'drivers_license', 'identifier', 'phone'] as const

const transforms: Readonly<Partial<Record<Role | 'names', readonly BlockTransform[]>>> = {
  family_name: ['sound', 'word', 'last_word', 'first', 'last'],
  given_name: ['canonical', 'sound', 'word', 'first'],
  middle_name: ['first'],
  names: ['sorted', 'pair', 'rarest', 'second'],
  date_of_birth: ['year', 'year_month', 'month_day', 'year_day'],
  postcode: ['area'],
  email: ['user'],
  ...Object.fromEntries(identifiers.map((role) => [role, ['first', 'last'] as const])),
}
const blockable = roles.filter((role) => role !== 'ignore' && role !== 'source_system')
const counted: readonly BlockTransform[] = ['first', 'last']
/** Roles that may stand on several fields which mean different things. */
const severalFields: readonly string[] = ['identifier', 'category', 'text', 'date', 'number'] satisfies Role[]
const heads = [...blockable, 'names'] as const
type Head = (typeof heads)[number]

const spelled = (head: Head): string[] => {
  const derived = (transforms[head] ?? []).map((transform) => `${head}.${transform}${counted.includes(transform) ? '(3)' : ''}`)
  return head === 'names' ? derived : [head, ...derived]
}

/** Every blocking key that can be written, with 3 for a length. */
export const blockKeyForms: readonly string[] = heads.flatMap(spelled)

const wrong = (text: string, remedy: string): InputError => new InputError(`"${text}" is not a blocking key`, {}, remedy)
const pattern = /^(?<head>[a-z_]+)(?:\[(?<field>[A-Za-z][A-Za-z0-9_]*)\])?(?:\.(?<transform>[a-z_]+)(?:\((?<length>\d{1,3})\))?)?$/u

/**
 * Reads `role`, `role.transform` or `role.transform(n)`; `names.sorted` is a transform of the full name, `identifier[tax_id]` names the field.
 * Throws InputError naming the nearest.
 */
export function parseBlockKey(text: string): BlockKey {
  const { head: headText, field, transform: transformText, length: lengthText } = pattern.exec(text)?.groups ?? {}
  const head = heads.find((known) => known === headText)
  if (head === undefined) throw wrong(text, didYouMean(text, blockKeyForms, 'keys'))
  if (field !== undefined && !severalFields.includes(head)) {
    throw wrong(text, `a field is named for ${severalFields.join(', ')} alone: write ${text.replace(`[${field}]`, '')}`)
  }
  const transform = (transforms[head] ?? []).find((known) => known === transformText)
  if ((transformText !== undefined && transform === undefined) || (head === 'names' && transform === undefined)) {
    throw wrong(text, didYouMean(text, spelled(head), `keys of ${head}`))
  }
  const takesLength = transform !== undefined && counted.includes(transform)
  if (takesLength !== (lengthText !== undefined)) {
    throw wrong(text, takesLength ? `say how many characters: ${head}.${transform}(3)` : `write it without a length: ${head}.${transform ?? ''}`)
  }
  const role = head === 'names' ? 'full_name' : head
  const key = { role, transform: transform ?? 'equal', ...(field === undefined ? {} : { field }) } as const
  if (lengthText === undefined) return key
  const length = Number(lengthText)
  if (length < 1 || length > longest) throw wrong(text, `take 1 to ${longest} characters`)
  return { ...key, length }
}
