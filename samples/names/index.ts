import { arabic } from './arabic.js'
import { chinese } from './chinese.js'
import { english } from './english.js'
import { filipino } from './filipino.js'
import { hispanic } from './hispanic.js'
import { indian } from './indian.js'
import type { NameSource } from './source.js'
import { slavic } from './slavic.js'
import { thai } from './thai.js'
import { vietnamese } from './vietnamese.js'

export const cultures = ['english', 'hispanic', 'arabic', 'slavic', 'vietnamese', 'filipino', 'chinese', 'indian', 'thai'] as const
export type Culture = (typeof cultures)[number]

export const sources: Readonly<Record<Culture, NameSource>> = { english, hispanic, arabic, slavic, vietnamese, filipino, chinese, indian, thai }

/** Something made once from the names of each culture. */
export const byCulture = <T>(make: (source: NameSource) => T): Readonly<Record<Culture, T>> => ({
  english: make(english),
  hispanic: make(hispanic),
  arabic: make(arabic),
  slavic: make(slavic),
  vietnamese: make(vietnamese),
  filipino: make(filipino),
  chinese: make(chinese),
  indian: make(indian),
  thai: make(thai),
})
