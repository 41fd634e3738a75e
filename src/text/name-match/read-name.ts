import anyAscii from 'any-ascii'
import { foldText } from '../fold.js'
import { unknownMarkers } from '../name-words.js'
import { isPlaceholder } from '../names.js'
import { arabicWords, partArabic } from './arabic.js'
import { customaryFamily, readsKorean } from './korean.js'
import { maxCharacters, maxTokens, maxWordLength } from './limits.js'
import { memo } from './memo.js'
import { isHalf, isLight, patronymicLinks } from './particles.js'
import { alphabetPieces, type Word } from './pieces.js'
import { scriptOf, type Script } from './script.js'
import { tokenOf, type Token } from './token.js'
import { asKnown } from '../../unicode/known.js'

export interface NameWord {
  readonly token: Token
  /** A particle, an article or an honorific: hardly tells whom the name means. */
  readonly light: boolean
  /** Behind bin or ibn: one of a chain of forefathers, which every source cuts elsewhere; or a Slavic patronymic. */
  readonly forefather: boolean
  /** An initial, "servant of" alone, Vietnamese Van or Thi: half as telling as a word. */
  readonly half: boolean
}

export interface ReadName {
  /** In the order given, family and suffix; what a comma puts first stands last. Empty when the text names nobody. */
  readonly words: readonly NameWord[]
  /** `jr`, `sr`, `2`, `3`, `4` or `''`. */
  readonly suffix: string
  readonly script: Script
  /** The characters as written, without blanks, dots and control characters: Han and Hangul names are compared by them. */
  readonly written: string
  /** A foreign name in Han characters, its parts parted by a dot. */
  readonly transcribed: boolean
  readonly korean: boolean
  /** Cut at a limit. */
  readonly truncated: boolean
  /** The words in one text, parted by blanks. */
  readonly folded: string
  /** The last word as written, where the text is long enough to have been cut by a column's width; it may lack its end. */
  readonly cutWord: Token | undefined
}

const middleDots = /[·・•‧∙･]/g
const compoundFamilies = new Set(['ouyang', 'sima', 'zhuge', 'shangguan', 'situ', 'xiahou', 'dongfang', 'huangfu', 'murong', 'namgung', 'hwangbo', 'jegal', 'seonu'])

/** Unspaced Han or Hangul: family name, then the given name's syllables as one word. */
const syllableWords = (text: string): string[] => {
  const syllables = anyAscii(text).match(/[A-Z][a-z]*/g)?.map((syllable) => syllable.toLowerCase()) ?? []
  const first = syllables.slice(0, 2).join('')
  const family = syllables.length > 2 && compoundFamilies.has(first) ? 2 : 1
  return [customaryFamily(syllables.slice(0, family).join('')), syllables.slice(family).join('')].filter((word) => word !== '')
}

/** No column of full names is narrower. */
const narrowestCut = 20
const slavicPatronymic = /^.{2,}(?:[oe]vi[ct]h|[oe]vna|ichna|ovych|ivna)$/

const nameWordsOf = (words: readonly Word[], korean: boolean): NameWord[] => {
  const texts = words.map(({ text }) => text)
  const light = words.map(({ hyphenated }, at) => !korean && isLight(texts, at, hyphenated))
  const allLight = light.every(Boolean)
  return texts.map((word, at) => ({
    token: tokenOf(word),
    half: isHalf(texts, at),
    light: !allLight && (light[at] ?? false),
    forefather: at > 1 && (patronymicLinks.has(texts[at - 1] ?? '') || (at < texts.length - 1 && slavicPatronymic.test(word))),
  }))
}

const read = (text: string): ReadName => {
  const cut = text.slice(0, maxCharacters)
  const script = scriptOf(cut)
  const dotted = cut.replace(middleDots, ' ').trim()
  const transcribed = script === 'han' && dotted !== cut.trim()
  const folded = foldText(script === 'abjad' ? partArabic(dotted) : dotted)
  let found: { words: Word[]; suffix: string }
  if ((script === 'han' || script === 'hangul') && !transcribed && !/\s/.test(dotted)) {
    found = { words: syllableWords(dotted).map((word) => ({ text: word, hyphenated: false })), suffix: '' }
  } else found = alphabetPieces(folded.slice(0, maxCharacters))

  const known = found.words.filter(({ text: word }) => !unknownMarkers.has(word)).map((word) => ({ ...word, text: word.text.slice(0, maxWordLength) }))
  const named = isPlaceholder(known.map(({ text: word }) => word).join(' ')) ? [] : known.slice(0, maxTokens)
  const texts = named.map(({ text: word }) => word)
  const korean = script === 'hangul' || readsKorean(texts)
  const kept = korean ? named : arabicWords(named)
  return {
    words: nameWordsOf(kept, korean),
    suffix: found.suffix,
    script,
    written: asKnown(dotted).normalize('NFKC').replace(/[\s\p{Cc}\p{Cf}\p{Cs}]/gu, '').slice(0, maxCharacters),
    transcribed,
    korean,
    truncated:
      Math.max(text.length, folded.length) > maxCharacters || found.words.length > maxTokens || found.words.some(({ text: word }) => word.length > maxWordLength),
    folded: kept.map(({ text: word }) => word).join(' '),
    cutWord: dotted.length >= narrowestCut && !dotted.includes(',') && kept.length > 2 ? tokenOf(kept.at(-1)?.text ?? '') : undefined,
  }
}

const remembered = memo(read)

/** A full name, in any script and order, to words. Aliases behind "aka" belong into a list of their own and are not cut off here. */
export const readName = (text: string): ReadName => (text.length > maxCharacters ? read(text) : remembered(text))
