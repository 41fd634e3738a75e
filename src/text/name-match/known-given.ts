import { englishMen, englishWomen } from '../given-names-english.js'
import { hispanic, others, slavic } from '../given-names-world.js'

const known = new Set([englishMen, englishWomen, hispanic, slavic, others].flatMap((list) => list.trim().split(/[\s/]+/)))

/** Is the folded word a given name of the lists, formal or short? A slip of the pen seldom makes one such name of another. */
export const isKnownGiven = (word: string): boolean => known.has(word)
