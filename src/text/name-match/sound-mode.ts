import type { ReadName } from './read-name.js'
import type { SoundMode } from './token-similarity.js'

const vowelless = ({ script, transcribed }: ReadName): boolean => script === 'abjad' || script === 'kana' || transcribed

/** How the sounds of two names may be compared, from their scripts. */
export const soundMode = (a: ReadName, b: ReadName): SoundMode => ({
  korean: a.korean && b.korean,
  vowelless: (a.script !== b.script && (vowelless(a) || vowelless(b))) || a.script === 'abugida' || b.script === 'abugida',
  consonants: a.script === 'abjad' && b.script === 'abjad',
})
