/** `abjad` writes consonants, `abugida` hangs vowels on them and any-ascii loses most; the others as named. */
export type Script = 'alphabet' | 'abjad' | 'abugida' | 'han' | 'hangul' | 'kana'

const ranges: readonly (readonly [Script, number, number])[] = [
  ['abjad', 0x590, 0x780],
  ['abugida', 0x900, 0xe80],
  ['abugida', 0x1000, 0x10a0],
  ['abugida', 0x1780, 0x1800],
  ['kana', 0x3040, 0x3100],
  ['han', 0x3400, 0xa000],
  ['hangul', 0xac00, 0xd7b0],
  ['han', 0xf900, 0xfb00],
  ['abjad', 0xfb1d, 0xfe00],
  ['abjad', 0xfe70, 0xff00],
]

/** The script of the first character that is of no alphabet. */
export const scriptOf = (text: string): Script => {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < 0x590) continue
    for (const [script, low, high] of ranges) if (code >= low && code < high) return script
  }
  return 'alphabet'
}
