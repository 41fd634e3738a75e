import type { Role } from '../config/words.js'
import { cleanAddress } from '../text/addresses.js'
import { foldName, foldText } from '../text/fold.js'
import { familyParticles, parseFullName, splitGiven } from '../text/full-name.js'
import { cleanNamePart } from '../text/names.js'
import { canonicalGiven, groupsOfGiven } from '../text/nicknames.js'
import { cleanPhone } from '../text/phones.js'
import { phoneticKeys } from '../text/phonetics.js'
import { countryCode, genderCode, stateCode } from '../text/places.js'

/** The columns of value_form, in the order in which a form is packed. Those that begin with all_ hold every value of a cell with several. */
export const formColumns = [
  'clean', 'given_name', 'middle_name', 'family_name', 'name_suffix', 'given_canonical', 'given_sound', 'given_groups', 'family_sound', 'family_core',
  'house_number', 'unit', 'city', 'state', 'postcode', 'all_clean', 'all_given', 'all_family', 'all_words', 'reason',
] as const
export type FormColumn = (typeof formColumns)[number]
export type Form = Partial<Record<FormColumn, string>>

const sound = (name: string): string => (name === '' ? '' : phoneticKeys(name)[0])

/** Groups of forms between blanks, so that one side's stand in the other's where they have them in common. */
const groupMarks = (given: string): string => {
  const groups = groupsOfGiven(given)
  return groups.length === 0 ? '' : ` ${groups.join(' ')} `
}

/** The first given name is compared as such; further ones stand with the middle names, as which they are often written. */
const givenForms = (value: string, suffix: string, reason: string): Form => {
  if (value === '') return { name_suffix: suffix, reason }
  const { given, middle } = value.includes(' ') ? splitGiven(value.split(' ')) : { given: value, middle: '' }
  // Written out: that is several times faster than spreading one object into another.
  return { given_name: given, middle_name: middle, given_canonical: canonicalGiven(given), given_sound: sound(given), given_groups: groupMarks(given), name_suffix: suffix, reason }
}

/** Particles that are the better part of the name they begin: San Juan is not Juan. */
const partOfName: ReadonlySet<string> = new Set(['san', 'santa', 'st', 'ste', 'saint', 'mac', 'mc', 'fitz', 'abd', 'abu'])

const coreOf = (family: string): string => {
  if (!family.includes(' ')) return family
  const words = family.split(' ').filter((word) => !familyParticles.has(word) || partOfName.has(word))
  return words.length === 0 ? family : words.sort().join(' ')
}

const familyForms = (family: string, suffix: string, reason: string): Form =>
  family === '' ? { name_suffix: suffix, reason } : { family_name: family, family_sound: sound(family), family_core: coreOf(family), name_suffix: suffix, reason }
const orReason = (clean: string): Form => (clean === '' ? { reason: 'not_recognised' } : { clean })
const both = (...texts: readonly (string | undefined)[]): string => texts.filter((text) => text !== undefined && text !== '').join(' ')

const organisationWords = /\b(?:incorporated|inc|llc|ltd|limited|corporation|corp|company|co|lp|llp|plc|gmbh|sa|pty|the)\b/g
/** Longer than this, or of more words, a text tells a story instead of a value. */
const longestText = 60
const mostWords = 8

/** What is done once to each distinct text of a kind. */
const kinds = {
  given: (value: string): Form => {
    const { value: given, suffix, reason } = cleanNamePart(value, 'given')
    return givenForms(given, suffix, reason)
  },
  middle: (value: string): Form => {
    const { value: middle, suffix, reason } = cleanNamePart(value, 'middle')
    return { middle_name: middle, name_suffix: suffix, reason }
  },
  family: (value: string): Form => {
    const { value: family, suffix, reason } = cleanNamePart(value, 'family')
    return familyForms(family, suffix, reason)
  },
  full: (value: string): Form => {
    const { given, middle, family, suffix, reason } = parseFullName(value)
    const first = givenForms(given, suffix, reason)
    return { ...first, middle_name: both(first.middle_name, middle), ...familyForms(family, suffix, reason) }
  },
  suffix: (value: string): Form => ({ name_suffix: cleanNamePart(`x ${value}`, 'family').suffix }),
  street: (value: string): Form => {
    const { street, houseNumber, unit, city, state, postcode } = cleanAddress(value)
    return { clean: street, house_number: houseNumber, unit, city, state, postcode }
  },
  organisation: (value: string): Form => {
    const folded = foldName(value)
    return orReason(folded.replaceAll(organisationWords, '').replaceAll(/\s+/g, ' ').trim() || folded)
  },
  state: (value: string): Form => orReason(stateCode(value) || foldName(value)),
  country: (value: string): Form => orReason(countryCode(value) || foldName(value)),
  gender: (value: string): Form => orReason(genderCode(value)),
  place: (value: string): Form => orReason(foldName(value)),
  phone: (value: string): Form => orReason(cleanPhone(value)),
  text: (value: string): Form => orReason(foldText(value)),
  words: (value: string): Form => {
    const folded = foldName(value)
    return { clean: folded.length > longestText || folded.split(' ').length > mostWords ? '' : folded }
  },
} satisfies Record<string, (value: string) => Form>
export type FormKind = keyof typeof kinds

/** The kind of form that a comparison role needs; roles without one are cleaned by macros. */
export const kindOfRole: Readonly<Partial<Record<Role, FormKind>>> = {
  given_name: 'given', middle_name: 'middle', family_name: 'family', full_name: 'full', alias: 'full', name_suffix: 'suffix', street: 'street',
  organisation: 'organisation', state: 'state', country: 'country', gender: 'gender', city: 'place', birth_place: 'place',
  occupation: 'text', category: 'text', text: 'words', phone: 'phone',
}

/** The forms that a kind can have, in the order in which they are packed. */
const columnsOfKind: Readonly<Record<FormKind, readonly FormColumn[]>> = {
  given: ['given_name', 'middle_name', 'given_canonical', 'given_sound', 'given_groups', 'name_suffix', 'reason'],
  middle: ['middle_name', 'name_suffix', 'reason'],
  family: ['family_name', 'family_sound', 'family_core', 'name_suffix', 'reason'],
  full: ['given_name', 'middle_name', 'family_name', 'name_suffix', 'given_canonical', 'given_sound', 'given_groups', 'family_sound', 'family_core', 'reason'],
  suffix: ['name_suffix'],
  street: ['clean', 'house_number', 'unit', 'city', 'state', 'postcode'],
  organisation: ['clean', 'reason'],
  state: ['clean', 'reason'],
  country: ['clean', 'reason'],
  gender: ['clean', 'reason'],
  place: ['clean', 'reason'],
  phone: ['clean', 'reason'],
  text: ['clean', 'reason'],
  words: ['clean'],
}
/** Whether the kind of form of a role can have a column. */
export const hasColumn = (role: Role, column: FormColumn): boolean => {
  const kind = kindOfRole[role]
  return kind !== undefined && columnsOfKind[kind].includes(column)
}

const allColumns: readonly FormColumn[] = ['all_clean', 'all_given', 'all_family', 'all_words']

/** How many values a cell may hold: one, or several that a character parts. */
export interface FormCell {
  readonly kind: FormKind
  readonly separator?: string | undefined
}

/** Name of a kind with its separator, as value_form has it. */
export const nameOf = ({ kind, separator = '' }: FormCell): string => `${kind}${separator}`

export const packedColumns = ({ kind, separator }: FormCell): readonly FormColumn[] =>
  separator === undefined ? columnsOfKind[kind] : [...columnsOfKind[kind], ...allColumns]

const columnMark = '\u001F'
const textMark = '\u001D'
/** Parts the values in a column whose name begins with all_. */
export const valueMark = '\u001E'

const isFilled = (form: Form): boolean => Object.entries(form).some(([column, text]) => column !== 'reason' && text !== '')
const every = (forms: readonly Form[], text: (form: Form) => string | undefined): string => [...new Set(forms.map(text).filter((one) => one !== undefined && one !== ''))].join(valueMark)

/** The forms of a cell: its first value's, and beside them all that it holds. */
function formOfList(kind: FormKind, separator: string): (cell: string) => Form {
  return (cell) => {
    const forms = cell.split(separator).map((value) => value.trim()).filter((value) => value !== '').map((value): Form => kinds[kind](value))
    const filled = forms.filter(isFilled)
    return {
      ...(filled[0] ?? forms[0]),
      all_clean: every(filled, (form) => form.clean),
      all_given: every(filled, (form) => form.given_name),
      all_family: every(filled, (form) => form.family_name),
      all_words: every(filled, (form) => both(form.given_name, form.middle_name, form.family_name)).replaceAll(valueMark, ' '),
    }
  }
}

/** Characters of a text that are read: no name or address is so long, and cutting words takes time that grows faster than they do. */
const longest = 2_000

/**
 * Forms of many texts at once, as one call of the engine takes a text and gives one: texts parted by `textMark` to their forms, column by column,
 * these parted by `columnMark`.
 */
export function packer(cell: FormCell): (texts: string) => string {
  const columns = packedColumns(cell)
  const call: (value: string) => Form = cell.separator === undefined ? kinds[cell.kind] : formOfList(cell.kind, cell.separator)
  return (texts) => {
    const packed = columns.map((): string[] => [])
    for (const value of texts.split(textMark)) {
      const form = call(value.length > longest ? value.slice(0, longest) : value)
      for (const [at, column] of columns.entries()) packed[at]?.push(form[column] ?? '')
    }
    return packed.map((forms) => forms.join(textMark)).join(columnMark)
  }
}
