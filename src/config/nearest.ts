import { distance } from 'fastest-levenshtein'

const folded = (word: string): string => word.toLowerCase().replaceAll(/[\s_-]/gu, '')

/** The known word nearest to `word`, ignoring case and separators, or undefined when none is near. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const candidates = [...known]
  // A word so much longer than all others is near none of them, and to see that by comparing takes long.
  if (folded(word).length > 2 * Math.max(0, ...candidates.map((candidate) => candidate.length)) + 4) return undefined
  const ranked = candidates
    .map((candidate) => ({ candidate, edits: distance(folded(word), folded(candidate)), exact: distance(word, candidate) }))
    .sort((a, b) => a.edits - b.edits || a.exact - b.exact || (a.candidate < b.candidate ? -1 : 1))
  const best = ranked[0]
  if (best === undefined) return undefined
  return best.edits <= Math.max(2, Math.ceil(Math.max(word.length, best.candidate.length) / 2)) ? best.candidate : undefined
}

const shown = 40

/** The remedy for a word that is not known: the nearest one, and what may be said at all. */
export function didYouMean(word: string, known: Iterable<string>, called: string): string {
  const all = [...known]
  const near = nearest(word, all)
  const listed = all.length > shown ? [...all.slice(0, shown), '…'] : all
  const list = all.length === 0 ? `${called}: none` : `${called}: ${listed.join(', ')}`
  return near === undefined ? list : `did you mean "${near}"? ${list}`
}
