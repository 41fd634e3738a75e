import { asKnown } from '../unicode/known.js'

const longest = 60
const longestRun = 12

const shapeOfCharacter = (character: string): string => {
  if (/\p{Lu}/u.test(character)) return 'A'
  if (/\p{L}/u.test(character)) return 'a'
  if (/\p{Nd}/u.test(character)) return '9'
  if (/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(character)) return `\\u${character.codePointAt(0)?.toString(16).padStart(4, '0')}`
  return character
}

/**
 * What a cell looks like without what it says, for logs and errors: `John 12` gives `Aaaa 99`. Other characters stay, control
 * characters are written `\u0000`, a run of more than 12 is `a{40}`, and the whole has at most 60 characters.
 */
export const shapeOf = (text: string): string => {
  let shape = ''
  let last = ''
  let run = 0
  const close = (): void => {
    shape += run > longestRun ? `${last}{${run}}` : last.repeat(run)
  }
  for (const character of asKnown(text)) {
    const next = shapeOfCharacter(character)
    if (next === last) {
      run++
      continue
    }
    close()
    if (shape.length > longest) return `${shape.slice(0, longest - 1)}…`
    last = next
    run = 1
  }
  close()
  return shape.length > longest ? `${shape.slice(0, longest - 1)}…` : shape
}
