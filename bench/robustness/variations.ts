import { usualFaults, usualShape, type FaultRates, type Shape } from '../population/shape.js'

/** A population of the bench: what of the usual one was varied. */
export interface Variation {
  readonly name: string
  readonly varied: string
  readonly seed: number
  readonly shape: Shape
}

type Change = Partial<Shape>

const usualSeed = 1000

const scaled = (factor: number): FaultRates => Object.fromEntries(Object.entries(usualFaults).map(([fault, rate]) => [fault, rate * factor])) as unknown as FaultRates

const faultWords: Readonly<Record<keyof FaultRates, string>> = {
  typo: 'typing errors', nickname: 'nicknames', swapped: 'swapped names', missing: 'missing fields', moved: 'moved', surname: 'changed surname', dayMonth: 'day and month exchanged', placeholder: 'placeholders',
}

const oneFault = Object.keys(usualFaults).flatMap((name): [string, string, Change][] => {
  const fault = name as keyof FaultRates
  const change = (factor: number): Change => ({ faults: { ...usualFaults, [fault]: usualFaults[fault] * factor } })
  return [[`${fault}-halved`, `${faultWords[fault]} halved`, change(0.5)], [`${fault}-doubled`, `${faultWords[fault]} doubled`, change(2)]]
})

const others: readonly [string, string, Change][] = [
  ['usual', 'nothing: 4,000 records, 40 % further ones, one source, 7 fields, households', {}],
  ['faults-halved', 'every fault halved', { faults: scaled(0.5) }],
  ['faults-doubled', 'every fault doubled', { faults: scaled(2) }],
  ['few', '3 fields', { fields: 'few' }],
  ['few-alone', '3 fields, no households', { fields: 'few', households: false }],
  ['few-two', '3 fields, two sources', { fields: 'few', sources: 2 }],
  ['many', '12 fields', { fields: 'many' }],
  ['many-two', '12 fields, two sources', { fields: 'many', sources: 2 }],
  ['rare', '0.05 % further records of 20,000', { records: 20_000, duplicates: 0.0005 }],
  ['rare-few', '0.1 % further records of 10,000, 3 fields', { records: 10_000, duplicates: 0.001, fields: 'few' }],
  ['seldom', '1 % further records', { duplicates: 0.01 }],
  ['frequent', '60 % further records', { duplicates: 0.6 }],
  ['most', '80 % further records', { duplicates: 0.8, mostRecords: 12 }],
  ['crowded', '60 % further records, up to 40 of a person', { duplicates: 0.6, mostRecords: 40, crowding: true }],
  ['alone', 'no households', { households: false }],
  ['two', 'two sources, a person once in each', { sources: 2 }],
  ['two-seldom', 'two sources, 2 % of records in both', { sources: 2, duplicates: 0.01 }],
  ['two-repeats', 'two sources, duplicates within them too', { sources: 2, repeats: true }],
  ['three', 'three sources', { sources: 3, duplicates: 0.5 }],
  ['five', 'five sources, 60 % further records', { sources: 5, duplicates: 0.6 }],
  ['tiny', '100 records', { records: 100 }],
  ['tiny-two', '150 records of two sources, 3 fields', { records: 150, sources: 2, fields: 'few' }],
  ['large', '200,000 records', { records: 200_000 }],
  ['large-two', '200,000 records of two sources, 12 fields, 10 % further records', { records: 200_000, sources: 2, fields: 'many', duplicates: 0.1 }],
]

/** Forty populations: the usual one, each fault halved and doubled, and what else differs between the files of the world. */
export const variations: readonly Variation[] = [...others, ...oneFault].map(([name, varied, change], index) => ({
  name,
  varied,
  // The same people where only faults vary, so that nothing else moves the figures.
  seed: change.faults === undefined ? usualSeed + index : usualSeed,
  shape: { ...usualShape, ...change },
}))
