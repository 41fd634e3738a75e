import { englishMen, englishWomen } from './given-names-english.js'
import { hispanic, others, slavic } from './given-names-world.js'

const groups = [englishMen, englishWomen, hispanic, slavic, others].flatMap((list) => list.trim().split('\n')).map((line) => line.split(' '))

const groupsOf = new Map<string, Set<number>>()
const canonical = new Map<string, string>()
for (const [at, group] of groups.entries()) {
  for (const name of group) {
    const known = groupsOf.get(name)
    if (known === undefined) groupsOf.set(name, new Set([at]))
    else known.add(at)
  }
}
// A head stands for itself, so that the canonical form of a canonical form is itself; else the first group listed has the name.
for (const [head = ''] of groups) canonical.set(head, head)
for (const [head = '', ...forms] of groups) for (const form of forms) if (!canonical.has(form)) canonical.set(form, head)

/** How many groups the lists hold. */
export const groupCount = groups.length

/**
 * One representative of the forms of a folded given name: peggy gives margaret. A formal name is its own, whatever it is short for
 * elsewhere; a form of several names goes to the first in the lists; a name that is not listed is returned as it is.
 */
export const canonicalGiven = (folded: string): string => canonical.get(folded) ?? folded

/** Are the two folded given names forms of one name: one short for the other, or both for a third? A name is no nickname of itself. */
export const areNicknames = (a: string, b: string): boolean => {
  if (a === b) return false
  const ofA = groupsOf.get(a)
  const ofB = groupsOf.get(b)
  if (ofA === undefined || ofB === undefined) return false
  for (const group of ofA) if (ofB.has(group)) return true
  return false
}
