import { postNominals, suffixes } from '../name-words.js'
import { nameWords, pullSuffix, stripTitles, withoutNicknames } from '../names.js'

const elision = /\b([dol])['`] +(?=[a-z])/g

export interface Word {
  readonly text: string
  readonly hyphenated: boolean
}

const alphabetWords = (piece: string): Word[] =>
  piece
    .replace(elision, '$1')
    .split(' ')
    .flatMap((chunk) => {
      const words = nameWords(chunk)
      return words.map((text, at) => ({ text, hyphenated: at < words.length - 1 && chunk.includes('-') }))
    })

const isOnly = (words: readonly Word[], known: (word: string) => boolean): boolean => words.length > 0 && words.every(({ text }) => known(text))

/** Folded text of a full name to its words, what a comma puts first last, and the suffix; titles, degrees and quoted nicknames are gone. */
export const alphabetPieces = (folded: string): { words: Word[]; suffix: string } => {
  const [first = [], ...others] = withoutNicknames(folded).split(',').map(alphabetWords)
  let suffix = ''
  const given: Word[] = []
  for (const words of others) {
    if (isOnly(words, (word) => Object.hasOwn(suffixes, word))) suffix = suffixes[words[0]?.text ?? ''] ?? ''
    else if (!isOnly(words, (word) => postNominals.has(word))) given.push(...words)
  }
  for (const part of [first, given]) {
    const texts = part.map(({ text }) => text)
    suffix ||= pullSuffix(texts)
    stripTitles(texts)
    // The same removals, on the words that know their hyphens.
    let at = 0
    const kept = texts.map((text) => {
      while (part[at]?.text !== text) at++
      return part[at++] as Word
    })
    part.splice(0, part.length, ...kept)
  }
  return { words: [...given, ...first], suffix }
}
