import { sql } from '../../engine/sql.js'
import { both, equal, left, on, oneEdit, part, right, sharedWord, similar, type Draft } from './comparison.js'
import { alike, alikeLetters, anyOf, bothOf, editsApart, ofLevels, sameEnds, sameValue, sharedWords, withinWords } from './near.js'

const sameNumber = on('house_number', equal)
const unitsDiffer = sql`coalesce(${left('unit')} <> ${right('unit')}, false)`
const likeStreet = sql`(${on('street', similar(0.88))} or ${on('street', part)} or ${on('street', sharedWord)})`

/** House number, street and unit move together, so they are one comparison. */
export const address: Draft = {
  name: 'address',
  kind: 'shared',
  columns: ['address', 'street', 'house_number', 'unit'],
  roles: ['street', 'house_number', 'unit'],
  present: sql`((${both('street')}) or (${both('house_number')}))`,
  frequencyOf: 'address',
  choices: 100_000,
  chances: [1e-5, 1e-5, 3e-5, 2e-4, 5e-4, 3e-3, 5e-3],
  near: [
    ofLevels(sameValue('house_number'), 'number and similar street', 'number'),
    ofLevels(sameValue('street'), 'street'),
    ofLevels(anyOf(alikeLetters('street', 0.92), withinWords('street')), 'similar street'),
    ofLevels(sharedWords('street'), 'word of the street'),
  ],
  nearMissing: [sameValue('house_number'), sameValue('street')],
  levels: [
    ['exact', sql`${on('address', equal)} and not ${unitsDiffer}`, 0.45, 'by frequency'],
    ['another unit', on('address', equal), 0.04],
    ['number and similar street', sql`${sameNumber} and ${likeStreet}`, 0.06],
    ['street', on('street', equal), 0.05],
    ['similar street', sql`(${on('street', similar(0.92))} or ${on('street', part)})`, 0.03],
    ['number', sameNumber, 0.03],
    ['word of the street', on('street', sharedWord), 0.02],
  ],
}

const sameArea = on('postcode_area', equal)

export const postcode: Draft = {
  name: 'postcode',
  kind: 'shared',
  columns: ['postcode', 'postcode_area', 'city'],
  roles: ['postcode', 'city'],
  present: both('postcode'),
  frequencyOf: 'postcode',
  choices: 5000,
  chances: [2e-4, 1e-3, 1e-3, 3e-3],
  near: [
    ofLevels(sameEnds('postcode'), 'one edit'),
    ofLevels(bothOf(sameValue('postcode_area'), sameValue('city')), 'area and city'),
    ofLevels(sameValue('postcode_area'), 'area'),
  ],
  nearMissing: [sameValue('postcode_area')],
  levels: [
    ['exact', on('postcode', equal), 0.5, 'by frequency'],
    ['one edit', on('postcode', oneEdit), 0.06],
    ['area and city', sql`${sameArea} and ${on('city', equal)}`, 0.08],
    ['area', sameArea, 0.06],
  ],
}

/** Where postcodes agree, in the area at least, town and state would only repeat it. */
const ofPostcode = ['postcode_area', 'postcode']

export const city = (hasPostcode: boolean): Draft => ({
  name: 'city',
  kind: 'shared',
  columns: hasPostcode ? ['city', 'postcode', 'postcode_area'] : ['city'],
  roles: hasPostcode ? ['city', 'postcode'] : ['city'],
  ...(hasPostcode ? { unlessSame: ofPostcode } : {}),
  frequencyOf: 'city',
  choices: 500,
  chances: [2e-3, 3e-3, 3e-3],
  near: [ofLevels(anyOf(alike('city', 0.88), editsApart('city', 1)), 'similar'), ofLevels(anyOf(withinWords('city'), sharedWords('city')), 'part')],
  nearMissing: [],
  levels: [
    ['exact', on('city', equal), 0.5, 'by frequency'],
    ['similar', sql`(${on('city', similar(0.88))} or ${on('city', oneEdit)})`, 0.1],
    ['part', sql`(${on('city', part)} or ${on('city', sharedWord)})`, 0.03],
  ],
})

/** A state says nothing more where postcode areas or towns agree. */
export const state = (hasPostcode: boolean, hasCity: boolean): Draft => ({
  name: 'state',
  kind: 'shared',
  columns: ['state', ...(hasPostcode ? ['postcode', 'postcode_area'] : []), ...(hasCity ? ['city'] : [])],
  roles: ['state', ...(hasPostcode ? (['postcode'] as const) : []), ...(hasCity ? (['city'] as const) : [])],
  ...(hasPostcode || hasCity ? { unlessSame: [...(hasPostcode ? ofPostcode : []), ...(hasCity ? ['city'] : [])] } : {}),
  frequencyOf: 'state',
  nearMissing: [],
  levels: [['exact', on('state', equal), 0.7, 'by frequency']],
})
