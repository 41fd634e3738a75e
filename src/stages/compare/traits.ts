import type { Role } from '../../config/words.js'
import { sql } from '../../engine/sql.js'
import type { ComparisonKind } from '../../model/comparison.js'
import { equal, left, on, oneEdit, part, right, sharedWord, similar, type Draft, type Values } from './comparison.js'
import { alikeLetters, ofLevels, sharedWords, withinWords } from './near.js'

/** Texts of a few words, misspelt or shortened at times. */
export const words = (values: Values, column: string, role: Role, m: number, kind: ComparisonKind = 'trait'): Draft => ({
  name: column,
  kind,
  columns: values.columns(column),
  roles: [role],
  frequencyOf: column,
  levels: [
    ['exact', values.on(column, equal), m, 'by frequency'],
    ['similar', values.on(column, similar(0.9)), 0.08],
    ['part', values.on(column, part), 0.05],
    ['a word in common', values.on(column, sharedWord), 0.03],
  ],
  near: [ofLevels(alikeLetters(column, 0.9), 'similar'), ofLevels(withinWords(column), 'part'), ofLevels(sharedWords(column), 'a word in common')],
})

const sameWords = (a: ReturnType<typeof left>, b: ReturnType<typeof left>) =>
  sql`(er_same_joined(${a}, ${b}) or (length(${a}) = length(${b}) and contains(${a}, ' ') and er_sorted_words(${a}) = er_sorted_words(${b})))`

export const organisation = (values: Values, kind: ComparisonKind): Draft => ({
  name: 'organisation',
  kind,
  columns: values.columns('organisation'),
  roles: ['organisation', ...(kind === 'personal' ? (['full_name'] as const) : [])],
  frequencyOf: 'organisation',
  choices: 10_000,
  chances: [1e-4, 2e-5, 2e-4, 1e-3, 1e-2, 1e-3],
  levels: [
    ['exact', values.on('organisation', equal), 0.55, 'by frequency'],
    ['same words', values.on('organisation', sameWords), 0.05],
    ['similar', values.on('organisation', similar(0.92)), 0.08],
    ['part', values.on('organisation', part), 0.07],
    ['a word in common', values.on('organisation', sharedWord), 0.08],
    ['rather similar', values.on('organisation', similar(0.85)), 0.03],
  ],
})

/** A value of few. Its frequency does not weigh it: such columns hang together, and in their rare values most of all. */
export const plain = (column: string, role: Role, m: number): Draft => ({
  name: column, kind: 'trait', columns: [column], roles: [role], levels: [['exact', on(column, equal), m]],
})

export const country = (values: Values): Draft => ({
  name: 'country', kind: 'trait', columns: values.columns('country'), roles: ['country'], frequencyOf: 'country', levels: [['exact', values.on('country', equal), 0.9, 'by frequency']],
})

export const gender: Draft = { name: 'gender', kind: 'sex', columns: ['gender'], roles: ['gender'], mostElse: 0.1, choices: 2, levels: [['exact', on('gender', equal), 0.96]] }

/** Days that a record names: of an event that several people share, or of an entry that says nothing of them. */
export const date = (column: string): Draft => ({
  name: column,
  kind: 'shared',
  columns: [column],
  roles: ['date'],
  frequencyOf: column,
  mostElse: 0.95,
  levels: [
    ['exact', on(column, equal), 0.25, 'by frequency'],
    ['one edit or the same month', sql`(left(${left(column)}, 7) = left(${right(column)}, 7) or ${on(column, oneEdit)})`, 0.05],
  ],
})

/** Numbers of no known meaning. */
export const number = (column: string): Draft => ({
  name: column,
  kind: 'trait',
  columns: [column],
  roles: ['number'],
  frequencyOf: column,
  mostElse: 0.95,
  levels: [
    ['exact', on(column, equal), 0.35, 'by frequency'],
    ['within a tenth', sql`abs(cast(${left(column)} as double) - cast(${right(column)} as double)) <= 0.1 * greatest(abs(cast(${left(column)} as double)), abs(cast(${right(column)} as double)))`, 0.2],
  ],
})
