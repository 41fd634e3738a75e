import { editDistance } from './edit-distance.js'
import type { ReadName } from './read-name.js'

const syllabic = new Set(['han', 'hangul', 'kana'])

/** Both written in one script whose characters are words or syllables: there characters are compared, not sounds. */
export const comparesCharacters = (a: ReadName, b: ReadName): boolean => a.script === b.script && syllabic.has(a.script)

/** 1 for equal characters; one changed in four or fewer is another name (.55), since each is a syllable or a word. */
export const characterScore = (a: ReadName, b: ReadName): number => {
  if (a.written === b.written) return 1
  const shorter = Math.min(a.written.length, b.written.length)
  const edits = editDistance(a.written, b.written, shorter)
  return Math.max(0, shorter <= 4 ? 0.9 - 0.35 * edits : 1 - (1.5 * edits) / shorter)
}
