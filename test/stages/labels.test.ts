import { beforeAll, describe, expect, test } from 'vitest'
import type { ConfigInput } from '../../src/config/schema.js'
import { expectedCalibrationError } from '../../src/model/calibration.js'
import { fields, people, peopleFile, personColumns, type Person } from './people.js'
import { csv, extract, runSmall, type SmallRun } from './run-small.js'

/** Two of three people have a second record, which lost its number and often moved; of their namesakes there is one each. */
const all = people(0, 180)
const seconds = all.filter((_, at) => at % 3 !== 0).map((one, at): Person => ({ ...one, ssn: '', city: at % 2 === 0 ? 'reno' : one.city, born: at % 5 === 0 ? '' : one.born }))
const namesakes = all.map((one, at): Person => ({ ...one, ssn: '', city: 'elko', born: at % 2 === 0 ? '' : '1931-03-04' }))
const persons = [...all.keys(), ...[...all.keys()].filter((at) => at % 3 !== 0), ...[...all.keys()].map((at) => 1000 + at)]
const idOf = (row: number): string => `a${String(row + 1).padStart(3, '0')}`
const file = peopleFile('a', [...all, ...seconds, ...namesakes])

const systems: ConfigInput['systems'] = {
  A: { key: 'id', fields: { id: {}, ...fields }, mentions: [{ role: 'person', columns: personColumns }], extracts: [extract('a', 'a.csv')] },
}
/** Told that agreement in a name is rare among strangers and certain in one person, which is far from so here. */
const wrong = { family_name: { else: 0.001, 'spelt alike': 0.001 } }
type Match = NonNullable<ConfigInput['matches']>[number]
const match = (more: Partial<Match> = {}): Match => ({
  name: 'same', left: 'A.person', block: [['given_name', 'family_name']], compare: ['given_name', 'family_name', 'gender', 'city'], ...more,
})
void wrong
const run = async (more: Partial<Match>, files: Readonly<Record<string, string>> = {}): Promise<SmallRun> => await runSmall({ 'a.csv': file, ...files }, { systems, matches: [match(more)] })

let plain: SmallRun
beforeAll(async () => {
  plain = await run({})
}, 120_000)
test('look', async () => {
  console.log(await plain.values('parameter', 'class', 'comparison', 'level', 'label', 'm', 'u'))
  console.log((await plain.values('candidate', 'left_id', 'right_id', 'probability')).slice(0, 40), (await plain.values('candidate', 'match')).length)
  void [describe, expectedCalibrationError, csv, persons, idOf]
})
