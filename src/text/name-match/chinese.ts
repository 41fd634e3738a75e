import { memo } from './memo.js'

const syllable =
  /(zh|ch|sh|ss|ts|tz|hs|[bpmfdtnlgkhjqxrzcsyw])?(iang|iong|iung|uang|iao|ian|ien|ieh|ueh|uai|uan|uei|uen|ang|eng|ing|ong|ung|erh|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|eh|ih|er|a|o|e|i|u)/y
const initials: Readonly<Record<string, string>> = { b: 'p', d: 't', g: 'k', zh: 'ch', q: 'ch', x: 'hs', z: 'ts', c: 'ts', tz: 'ts', ss: 's', r: 'j' }
const finals: Readonly<Record<string, string>> = {
  ong: 'ung', iong: 'iung', ian: 'ien', ie: 'ieh', ue: 'ueh', uo: 'o', uei: 'ui', uen: 'un', er: 'erh', ih: 'i',
}
const sibilant = new Set(['ts', 's'])
const whole: Readonly<Record<string, string>> = { yi: 'i', ye: 'yeh', yan: 'yen', you: 'yu', yong: 'yung', tse: 'tse', ke: 'ko', he: 'ho' }

const toWade = (initial: string, final: string): string => {
  // Pinyin j stands before i and ü; elsewhere j is the Wade-Giles spelling of pinyin r.
  const head = initial === 'j' && /^[iu]/.test(final) ? 'ch' : (initials[initial] ?? initial)
  const tail = finals[final] ?? final
  const spelled = head + (sibilant.has(head) && tail === 'i' ? 'u' : tail)
  return whole[spelled] ?? spelled
}

/**
 * A Mandarin word of one to three syllables as Wade-Giles spells it without apostrophes, so that pinyin and Wade-Giles meet: zedong and
 * tsetung both give tsetung. `''` when the word is no such word. Aspiration is lost, as it is wherever the apostrophes are dropped.
 */
export const wadeGilesKey = memo((word: string): string => {
  if (word.length < 2 || word.length > 15) return ''
  let key = ''
  let syllables = 0
  syllable.lastIndex = 0
  while (syllable.lastIndex < word.length) {
    const found = syllable.exec(word)
    if (found === null || ++syllables > 3) return ''
    key += toWade(found[1] ?? '', found[2] ?? '')
  }
  return key
})
