import { articles, patronymicLinks, servants } from './particles.js'

const attached: readonly (readonly [RegExp, string])[] = [
  [/(?<=^|\s)(?:بن|ابن|إبن)(?=\s)/g, 'bin'],
  [/(?<=^|\s)(?:أبو|ابو)(?=\s)/g, 'abu'],
  [/(?<=^|\s)عبد(?=\s|ال)/g, 'abd '],
  [/(?<=^|\s)ال(?=\S{2})/g, 'al '],
]

/** Arabic script with its article and its links, which any-ascii would leave without vowels and joined to the next word, set apart. */
export const partArabic = (text: string): string => attached.reduce((parted, [pattern, by]) => parted.replace(pattern, by), text)

const god = new Set(['allah', 'llah', 'ullah', 'lah'])
const religion = new Set(['din', 'deen', 'dine'])

/** Folded words with what is one name made one: Abd al-Rahman gives abdul rahman, Nur al-Din gives nuruddin; others stay. */
export const arabicWords = <Word extends { readonly text: string }>(words: readonly Word[]): Word[] => {
  const result: Word[] = []
  for (const [at, word] of words.entries()) {
    const before = result.at(-1)
    const next = words[at + 1]?.text
    if (before?.text === 'abdul' && god.has(word.text)) result.splice(-1, 1, { ...word, text: 'abdullah' })
    else if (next !== undefined && servants.has(word.text)) result.push({ ...word, text: 'abdul' })
    else if (articles.has(word.text) && before?.text === 'abdul' && next !== undefined) continue
    else if (religion.has(word.text) && before !== undefined && articles.has(before.text) && result.length > 1 && !patronymicLinks.has(result.at(-2)?.text ?? '')) {
      result.pop()
      const name = result.pop() as Word
      result.push({ ...word, text: `${name.text}uddin` })
    } else result.push(word)
  }
  return result
}
