import { sql } from '../../engine/sql.js'
import { either, equal, left, on, oneEdit, part, right, sharedWord, similar, type Draft, type Test, type Values } from './comparison.js'
import { alike, amongNames, anyOf, bothOf, exchangedNames, initialOf, missing, noGroup, ofLevels, sameGroup, sameValue, sharedWords, withinWords } from './near.js'

/** A name stands among the names of the other side, in another place, while what it is compared with is another or missing. */
const crossed = (column: string) => either((mine, other) => sql`er_is_among(${mine(column)}, ${other('name_words')})`)

/** Given and family name are exchanged; one of them may be misspelt as well. */
const exchanged = either((mine, other) => sql`(${mine('given_name')} = ${other('family_name')} and er_alike(${mine('family_name')}, ${other('given_name')}, 0.88))`)

/** A family name among the other's names, but not as its given name alone: that one name in another place is counted with the given name. */
const crossedFamily = either(
  (mine, other) => sql`(er_is_among(${mine('family_name')}, ${other('name_words')}) and ${mine('family_name')} is distinct from ${other('given_name')})`,
)

/** One side's only name is the other's given name: nothing is left to compare with the family name. */
const onlyNameIsGiven = either((mine, other) => sql`(${mine('given_name')} is null and ${mine('family_name')} = ${other('given_name')})`)

const initial: Test = (a, b) => sql`er_is_initial(${a}, ${b})`
const nicknames: Test = (a, b) => sql`(contains(${a}, ${b}) or contains(${b}, ${a}))`

/** Two names that people are known to bear, and no forms of one another: a slip of the pen seldom makes the one of the other. */
const twoNames = sql`(${left('given_groups')} is not null and ${right('given_groups')} is not null)`

/** The first given name; further ones are middle names. */
export const givenName = (values: Values): Draft => ({
  name: 'given_name',
  kind: 'name',
  columns: values.columns('given_name', 'given_canonical', 'given_groups', 'given_sound', 'name_words'),
  roles: ['given_name', 'full_name'],
  frequencyOf: 'given_name',
  fullWhereSame: true,
  mostElse: 0.12,
  choices: 300,
  chances: [3e-3, 3e-3, 3e-3, 3e-3, 3e-3, 3e-3, 2e-2],
  near: [
    ofLevels(anyOf(sameValue('given_canonical'), sameGroup), 'nickname'),
    ofLevels(bothOf(noGroup, alike('given_name', 0.92)), 'similar'),
    ofLevels(bothOf(noGroup, alike('given_name', 0.88)), 'rather similar'),
    ofLevels(amongNames('given_name'), 'elsewhere in the names'),
    ofLevels(initialOf('given_name'), 'initial'),
    ofLevels(bothOf(noGroup, anyOf(sameValue('given_sound'), alike('given_name', 0.8))), 'sounds alike'),
  ],
  nearMissing: [ofLevels(amongNames('given_name'), 'elsewhere in the names')],
  levels: [
    ['exact', values.on('given_name', equal), 0.72, 'by frequency'],
    ['nickname', sql`(${on('given_canonical', equal)} or ${on('given_groups', nicknames)})`, 0.05],
    ['similar', sql`(not ${twoNames} and ${on('given_name', similar(0.92))})`, 0.07, 'narrows the next'],
    ['rather similar', values.on('given_name', (a, b) => sql`(not ${twoNames} and ${similar(0.88)(a, b)})`), 0.03],
    ['elsewhere in the names', crossed('given_name'), 0.03],
    ['initial', on('given_name', initial), 0.02],
    ['sounds alike', sql`(not ${twoNames} and (${on('given_sound', equal)} or ${on('given_name', similar(0.8))}))`, 0.03],
  ],
})

const reordered: Test = (a, b) => sql`er_same_joined(${a}, ${b})`

export const familyName = (values: Values): Draft => ({
  name: 'family_name',
  kind: 'family',
  columns: values.columns('family_name', 'family_core', 'family_sound', 'given_name', 'name_words'),
  roles: ['family_name', 'full_name'],
  unless: onlyNameIsGiven,
  frequencyOf: 'family_name',
  fullWhereSame: true,
  mostElse: 0.12,
  choices: 2000,
  chances: [5e-4, 1e-4, 5e-4, 1e-3, 1e-3, 1e-4, 1e-2],
  near: [
    ofLevels(anyOf(sameValue('family_core'), sameValue('family_name', sql`replace(family_name, ' ', '')`, 'family_joined')), 'same parts'),
    ofLevels(anyOf(withinWords('family_name'), sharedWords('family_core')), 'part'),
    ofLevels(alike('family_name', 0.92), 'similar'),
    ofLevels(alike('family_name', 0.88), 'rather similar'),
    ofLevels(anyOf(exchangedNames, amongNames('family_name')), 'elsewhere in the names'),
    ofLevels(anyOf(sameValue('family_sound'), alike('family_name', 0.8)), 'sounds alike'),
  ],
  nearUnless: [bothOf(missing('given_name'), exchangedNames)],
  nearMissing: [ofLevels(anyOf(exchangedNames, amongNames('family_name')), 'elsewhere in the names')],
  levels: [
    ['exact', values.on('family_name', equal), 0.74, 'by frequency'],
    ['same parts', sql`(${on('family_core', equal)} or ${on('family_name', reordered)})`, 0.02],
    ['part', sql`(${on('family_name', part)} or ${on('family_core', sharedWord)})`, 0.03],
    ['similar', on('family_name', similar(0.92)), 0.07, 'narrows the next'],
    ['rather similar', values.on('family_name', similar(0.88)), 0.03],
    ['elsewhere in the names', sql`(${exchanged} or ${crossedFamily})`, 0.02],
    ['sounds alike', sql`(${on('family_sound', equal)} or ${on('family_name', similar(0.8))})`, 0.03],
  ],
})

export const middleName: Draft = {
  name: 'middle_name',
  kind: 'name',
  columns: ['middle_name', 'name_words'],
  roles: ['middle_name', 'full_name'],
  frequencyOf: 'middle_name',
  fullWhereSame: true,
  choices: 50,
  chances: [2e-2, 1e-2, 4e-2, 5e-3],
  near: [
    ofLevels(anyOf(alike('middle_name', 0.88), withinWords('middle_name'), sharedWords('middle_name')), 'similar or part'),
    ofLevels(initialOf('middle_name'), 'initial'),
    ofLevels(amongNames('middle_name'), 'elsewhere in the names'),
  ],
  nearMissing: [ofLevels(amongNames('middle_name'), 'elsewhere in the names')],
  levels: [
    ['exact', on('middle_name', equal), 0.65, 'by frequency'],
    ['similar or part', sql`(${on('middle_name', part)} or ${on('middle_name', similar(0.88))} or ${on('middle_name', sharedWord)})`, 0.1],
    ['initial', on('middle_name', initial), 0.15],
    ['elsewhere in the names', crossed('middle_name'), 0.02],
  ],
}

/** A name compared as any word is, by edits and likeness alone. */
export function asWord({ name, kind, roles, frequencyOf = name, mostElse = 0.6, choices = 1, levels }: Draft, values: Values): Draft {
  const [, , exact = 0.7] = levels[0] ?? []
  return {
    name, kind, columns: values.columns(name), roles, frequencyOf, mostElse, choices,
    levels: [
      ['exact', values.on(name, equal), exact, 'by frequency'],
      ['one edit', values.on(name, oneEdit), 0.09],
      ['similar', values.on(name, similar(0.88)), 0.07],
    ],
  }
}

/** Jr and 2 are both the second of a name, Sr and none the first: the two contradict each other, not one form of them another. */
export const suffix: Draft = {
  name: 'name_suffix',
  kind: 'name',
  columns: ['name_suffix'],
  roles: ['name_suffix', 'full_name', 'family_name'],
  choices: 2,
  levels: [['exact', sql`(${on('name_suffix', equal)} or ${either((mine, other) => sql`(${mine('name_suffix')} = 'jr' and ${other('name_suffix')} = '2')`)})`, 0.95]],
}
