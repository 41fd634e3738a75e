import { englishMen, englishWomen } from './given-names-english.js'
import { hispanic, others, slavic } from './given-names-world.js'

const groups = [englishMen, englishWomen, hispanic, slavic, others].flatMap((list) => list.trim().split(/\s*[/\n]\s*/)).map((group) => group.split(' '))

const groupsOf = new Map<string, number[]>()
for (const [at, group] of groups.entries()) {
  for (const name of group) groupsOf.set(name, [...(groupsOf.get(name) ?? []), at])
}

// The first group that lists a name may be headed by a name that an earlier group lists: go on until a head is its own.
const canonical = new Map<string, string>()
for (const name of groupsOf.keys()) {
  let form = name
  for (;;) {
    const head = groups[groupsOf.get(form)?.[0] ?? -1]?.[0] ?? form
    if (head === form) break
    form = head
  }
  canonical.set(name, form)
}

/** How many groups the lists hold. */
export const groupCount = groups.length

/**
 * One representative of the forms of a folded given name: peggy gives margaret. A form of several names goes to the first in the lists,
 * men before women, English first; a name that is not listed is returned as it is.
 */
export const canonicalGiven = (folded: string): string => canonical.get(folded) ?? folded

/** The groups of forms that list a folded given name, as numbers that mean nothing else; two names with one in common may be one. */
export const groupsOfGiven = (folded: string): readonly number[] => groupsOf.get(folded) ?? []

/** Are the two folded given names forms of one name: one short for the other, or both for a third? A name is no nickname of itself. */
export const areNicknames = (a: string, b: string): boolean => {
  if (a === b) return false
  const ofB = groupsOf.get(b)
  return ofB !== undefined && (groupsOf.get(a)?.some((group) => ofB.includes(group)) ?? false)
}
