import { memo } from './memo.js'

const anyInitial = 'zh|ch|sh|ss|ts|tz|hs|[bpmfdtnlgkhjqxrzcsyw]'
const anyFinal =
  'iang|iong|iung|uang|iao|ian|ien|ieh|ueh|uai|uan|uei|uen|ang|eng|ing|ong|ung|erh|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|eh|ih|er|[aoeiu]'
const syllable = new RegExp(`(${anyInitial})?(${anyFinal})`, 'y')
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

interface Reading {
  /** As Wade-Giles spells it without apostrophes. */
  readonly key: string
  /** Has a syllable that pinyin cannot have. */
  readonly wadeGiles: boolean
}

const none: Reading = { key: '', wadeGiles: false }
const wadeInitial = new Set(['hs', 'ts', 'tz', 'ss'])
const wadeFinal = new Set(['ung', 'ien', 'ieh', 'ueh', 'uei', 'uen', 'eh', 'ih', 'erh', 'iung'])
const glide = /^i./
const retroflex = new Set(['ch', 'sh', 'r'])

const read = memo((word: string): Reading => {
  if (word.length < 2 || word.length > 15) return none
  let key = ''
  let wadeGiles = false
  let syllables = 0
  syllable.lastIndex = 0
  while (syllable.lastIndex < word.length) {
    const found = syllable.exec(word)
    if (found === null || ++syllables > 3) return none
    const [, initial = '', final = ''] = found
    key += toWade(initial, final)
    wadeGiles ||= wadeInitial.has(initial) || wadeFinal.has(final) || (retroflex.has(initial) && glide.test(final))
  }
  return { key, wadeGiles }
})

/** Is one folded word of up to three syllables the pinyin and the other the Wade-Giles spelling, without apostrophes, of one Mandarin word? */
export const arePinyinAndWadeGiles = (a: string, b: string): boolean => {
  const left = read(a)
  if (left.key === '') return false
  const right = read(b)
  return left.key === right.key && left.wadeGiles !== right.wadeGiles
}

/** Is a folded word made of one to three Mandarin syllables? */
export const readsMandarin = (word: string): boolean => read(word).key !== ''
