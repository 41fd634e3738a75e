import { parseFullName as parseWestern } from 'parse-full-name'
import { foldText } from './fold.js'
import { placeholderFullNames, suffixes } from './name-words.js'
import { asKnown } from '../unicode/known.js'
import { cleanNamePart, isPlaceholder, nameWords, pullSuffix, stripTitles, withoutNicknames } from './names.js'

export interface FullName {
  readonly given: string
  readonly middle: string
  readonly family: string
  readonly suffix: string
  /** `''`, `placeholder` (the whole or a part of it named nobody) or `no_letters`. */
  readonly reason: string
}

interface Parts {
  readonly given: string
  readonly middle: string
  readonly family: string
}

const set = (text: string): ReadonlySet<string> => new Set(text.split(' '))
/** Words that join or begin a surname and tell nobody apart. */
export const familyParticles = set('de del dela delos della di du da das do dos des den der dem van von vom zu zur ter ten la las los lo le san santa st ste saint el al ul bin bint ibn ben ab abu mac mc fitz ap af av')
// Alone in front of one other word these begin a surname; van, mac, ben, abu, al, el, le, san and st are given names or initials as often.
const neverGiven = set('de del dela delos della di du da das dos des der von vom zu zur ter ten ibn bin bint')
const compoundGiven = set('abd abdul abdel abdu abu umm ummu')
const article = /^(?:al|el|ul|ad|ar|as)\b/
// Behind the given names these are part of the surname (OFAC, library catalogues); san, le, mac are names there as often.
const trailingParticles = set('de del dela delos della di du da das do dos des den der van von zu zur ter ten la las los al el bin bint ibn ben abu')
const vietnameseFamily = set('nguyen tran le pham huynh hoang phan vu vo dang bui do ho ngo duong ly truong dinh trinh luong mai cao lam')
const vietnameseMiddle = set('van thi')
const andWords = set('y e')

const cutAlias = /(?:^|[\s,(])(?:a\.?k\.?a|f\.?k\.?a|n\.?k\.?a|also known as|formerly known as|alias|formerly)\b\.?(?=[\s:,]|$)|\s+nee\s+(?=\S)|[;|]|\s\/\s/
// Most names have none of these: a test that spares the search above.
const mayHaveAlias = /k\.?a|alias|former|nee |[;|/]/
const letter = /[a-z]/

/** The part before "aka", "née", ";", "|" or " / ", as long as it has letters. */
const withoutAliases = (folded: string): string => {
  if (!mayHaveAlias.test(folded)) return folded
  const at = folded.search(cutAlias)
  if (at <= 0) return folded
  const head = folded.slice(0, at)
  // Nee is also a Chinese surname: only after two words is it "born".
  return letter.test(head) && (!/\snee\s/.test(folded.slice(at)) || /[a-z]\s+\S*[a-z]/.test(head)) ? head : folded
}

/** Words of a given-name field to given and middle; ABD AL RAHMAN and ABU BAKR are one given name. */
export const splitGiven = (words: readonly string[], family = ''): { given: string; middle: string } => {
  const [first = '', ...rest] = words
  // NGUYEN, THI HOA: thi and van stand between family and given name.
  if (rest.length > 0 && vietnameseMiddle.has(first) && vietnameseFamily.has(family)) return { given: rest.join(' '), middle: first }
  let end = 1
  if (compoundGiven.has(first) && words.length > 1) end = article.test(words[1] ?? '') && !(words[1] ?? '').includes(' ') && words.length > 2 ? 3 : 2
  return { given: words.slice(0, end).join(' '), middle: words.slice(end).join(' ') }
}

const familyFirst = (familyWords: readonly string[], givenWords: readonly string[]): Parts => {
  let end = givenWords.length
  while (end > 1 && trailingParticles.has(givenWords[end - 1] ?? '')) end--
  const family = [...givenWords.slice(end), ...familyWords].join(' ')
  return { ...splitGiven(givenWords.slice(0, end), family), family }
}

const byOwnRule = (words: readonly string[]): Parts => {
  const last = words.length - 1
  let start = last
  for (;;) {
    const before = words[start - 1] ?? ''
    if (start > 1 && familyParticles.has(before) && !(before === 'van' && vietnameseFamily.has(words[last] ?? ''))) start--
    // Ortega y Gasset; with three words the one letter is an initial.
    else if (start > 2 && andWords.has(before) && last > 2 && (words[start - 2] ?? '').length > 1) start -= 2
    else break
  }
  if (start > 1 && words[start - 1] === 'abd' && article.test(words[start] ?? '')) start--
  const family = words.slice(start).join(' ')
  return { ...splitGiven(words.slice(0, start), family), family }
}

/*
 * parse-full-name serves plain Western names and its own particles (van der, de la, von, st). Where it was seen to go wrong, the rules
 * above decide instead:
 *  - "GARCIA LOPEZ, MARIA": a comma behind the second word makes MARIA a suffix;
 *  - a one-letter word e or y, and "et", "of", "and", are taken for conjunctions, so "John E Smith" becomes one single name;
 *  - "Anh Van Nguyen" and "Le Thi Hoa": van and le are always particles;
 *  - it knows no al, el, abu, dos, das, dela, mac, mc;
 *  - any "2" is a suffix, "ind" and "misc" are titles, wherever they stand; 'n' quotes swallow parts.
 */
const libraryFails = set('e y et and of the und le la san ben bar vel ver vere ab bin ibn al el ul abu dos das do los las dela delos den des mac mc fitz saint santa ind misc officer judge captain doctor professor miss')

const western = (words: readonly string[]): Parts => {
  const [first = ''] = words
  if (words.length > 2 && vietnameseFamily.has(first) && vietnameseMiddle.has(words[1] ?? '') && !vietnameseFamily.has(words.at(-1) ?? '')) {
    return { family: first, middle: words[1] ?? '', given: words.slice(2).join(' ') }
  }
  if (words.length === 1) return { given: '', middle: '', family: first }
  if (words.length > 1 && neverGiven.has(first)) {
    const leading = words.findIndex((word) => !familyParticles.has(word))
    if (leading === words.length - 1 || leading === -1) return { given: '', middle: '', family: words.join(' ') }
  }
  if (words.length === 2 || familyParticles.has(first) || words.some((word) => libraryFails.has(word) || word === 'van' || word.includes(' '))) return byOwnRule(words)
  const parsed = parseWestern(words.join(' '), 'all', 0)
  return parsed.last === '' || parsed.suffix !== '' || parsed.title !== '' ? byOwnRule(words) : { given: parsed.first, middle: parsed.middle, family: parsed.last }
}

/** Words of a piece of a full name; what a hyphen joins is one word with a space in it, so that Garcia-Lopez stays a family name. */
const tokens = (piece: string): string[] => {
  if (!piece.includes('-')) return nameWords(piece)
  return piece
    .replace(/\s+-\s+/g, ' ')
    .split(' ')
    .flatMap((chunk) => (chunk.includes('-') ? [nameWords(chunk).join(' ')] : nameWords(chunk)))
    .filter((word) => word !== '')
}

const isSuffixOnly = (words: readonly string[]): boolean => words.length > 0 && words.every((word) => Object.hasOwn(suffixes, word))

const clean = (parts: Parts, suffix: string): FullName => {
  const family = cleanNamePart(parts.family, 'family')
  const given = cleanNamePart(parts.given, 'given')
  const middle = cleanNamePart(parts.middle, 'middle')
  return {
    given: given.value,
    middle: middle.value,
    family: family.value,
    suffix: suffix || family.suffix || given.suffix || middle.suffix,
    reason: family.reason || given.reason || middle.reason,
  }
}

const empty = (reason: string): FullName => ({ given: '', middle: '', family: '', suffix: '', reason })

// Two characters that are one surname; others have one.
const doubleSurnames = /^(?:欧阳|歐陽|司马|司馬|诸葛|諸葛|上官|夏侯|皇甫|尉迟|尉遲|公孙|公孫|慕容|令狐|남궁|황보|제갈|사공|선우|독고)/u
const eastAsian = /^(?:\p{Script=Han}{2,4}|\p{Script=Hangul}{2,4})$/u

/** Chinese, Korean and Japanese names written without a space have the family name first: of four characters two, else one. */
const withSpaces = (value: string): string => {
  const name = value.trim()
  if (!eastAsian.test(asKnown(name))) return value
  const characters = Array.from(name)
  const family = characters.length === 4 || (characters.length === 3 && doubleSurnames.test(name)) ? 2 : 1
  return `${characters.slice(0, family).join('')}, ${characters.slice(family).join('')}`
}

/**
 * A person's full name to its parts, each folded. "LAST, FIRST MIDDLE" and "First Middle Last"; a lone word is a family name; Hispanic
 * double surnames are kept together where a comma marks them; Vietnamese names with van or thi are read family first, and so are Chinese,
 * Korean and Japanese ones in their own writing.
 */
export const parseFullName = (value: string): FullName => {
  const folded = foldText(withSpaces(value))
  if (folded === '') return empty('')
  if (!letter.test(folded)) return empty('no_letters')
  const head = withoutNicknames(withoutAliases(folded))
  const pieces = head.split(',').map(tokens)
  const whole = pieces.flat().join(' ')
  if (isPlaceholder(whole) || placeholderFullNames.has(whole)) return empty('placeholder')
  if (pieces.length === 2 && placeholderFullNames.has([...(pieces[1] ?? []), ...(pieces[0] ?? [])].join(' '))) return empty('placeholder')

  const [first = [], ...others] = pieces
  let suffix = ''
  const rest: string[][] = []
  for (const words of others) {
    if (isSuffixOnly(words)) suffix = suffixes[words[0] ?? ''] ?? ''
    else if (words.length > 0) rest.push(words)
  }
  const givenWords = rest.flat()
  stripTitles(first)
  suffix ||= pullSuffix(first)
  stripTitles(first)
  if (givenWords.length === 0) return clean(western(first), suffix)
  suffix ||= pullSuffix(givenWords)
  stripTitles(givenWords)
  // "Smith, MD": what follows the comma is a degree, not a given name.
  return first.length === 0 ? clean(western(givenWords), suffix) : clean(familyFirst(first, givenWords), suffix)
}
