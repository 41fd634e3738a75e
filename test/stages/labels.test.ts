import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { checkAgainstFiles } from '../../src/config/check.js'
import { loadConfig } from '../../src/config/load.js'
import type { ConfigInput } from '../../src/config/schema.js'
import { explainPair } from '../../src/index.js'
import { expectedCalibrationError } from '../../src/model/calibration.js'
import { runName } from '../../src/run/run-name.js'
import { fields, people, peopleFile, person, personColumns, type Person } from './people.js'
import { csv, extract, runConfig, runSmall, type SmallRun } from './run-small.js'

/** Two of three people have a second record, every other one of them in another city; each has a namesake in a city of its own. */
const all = people(0, 180)
const again = [...all.keys()].filter((at) => at % 3 !== 0)
const seconds = again.map((at): Person => ({ ...person(at), city: at % 4 < 2 ? 'reno' : person(at).city }))

const persons = [...all.keys(), ...again, ...[...all.keys()].map((at) => 1000 + at)]
const idOf = (row: number): string => `a${String(row + 1).padStart(3, '0')}`
const file = peopleFile('a', [...all, ...seconds, ...all.map((one): Person => ({ ...one, city: 'elko' }))])

const systems: ConfigInput['systems'] = {
  A: { key: 'id', fields: { id: {}, ...fields }, mentions: [{ role: 'person', columns: personColumns }], extracts: [extract('a', 'a.csv')] },
}
type Match = NonNullable<ConfigInput['matches']>[number]
/** m of the city is wrong: that people move is said to happen to one in a hundred, where it happens to half. */
const match: Match = {
  name: 'same', left: 'A.person', block: [['given_name', 'family_name']], compare: ['given_name', 'family_name', 'gender', 'city'],
  parameters: { prior: { match: 0.002 }, m: { match: { city: { else: 0.01, part: 0.001, similar: 0.001, exact: 0.988 } } } },
}
const config = (labels?: string): Parameters<typeof runSmall>[1] => ({ systems, floor: 0.001, matches: [labels === undefined ? match : { ...match, labels }] })
const labelled = async (text: string): Promise<SmallRun> => await runSmall({ 'a.csv': file, 'labels.csv': text }, config('labels.csv'))

const entityOf = new Map(persons.map((no, row) => [idOf(row), no]))
const isLabelled = (id: string): boolean => (entityOf.get(id) ?? 1) % 2 === 0
const rows = persons.flatMap((no, row) => (no % 2 === 0 ? [`${idOf(row)},P${no}`] : []))
const clusters = csv('record_id,cluster_id', ...rows)

interface Calibration {
  readonly method: string | null
  readonly labels: number
  readonly matches: number
  readonly not_listed: number
  readonly unknown_ids: number
  readonly log_loss: number
  readonly log_loss_calibrated: number
  readonly ece: number
  readonly ece_calibrated: number
  readonly ece_final: number
  readonly note: string | null
}
const calibrationOf = async (run: SmallRun): Promise<Calibration> => {
  const [row] = await run.table<Calibration>('label_calibration')
  if (row === undefined) throw new Error('no row')
  return row
}

/** Of the pairs between records without labels. */
async function errorElsewhere(run: SmallRun): Promise<number> {
  const pairs = (await run.values('candidate', 'left_id', 'right_id', 'probability')).filter(([left, right]) => !isLabelled(String(left)) && !isLabelled(String(right)))
  expect(pairs.length).toBeGreaterThan(100)
  return expectedCalibrationError({
    probability: Float64Array.from(pairs, ([, , probability]) => Number(probability)),
    label: Uint8Array.from(pairs, ([left, right]) => (entityOf.get(String(left)) === entityOf.get(String(right)) ? 1 : 0)),
  })
}

let plain: SmallRun
let told: SmallRun
beforeAll(async () => {
  plain = await runSmall({ 'a.csv': file }, config())
  told = await labelled(clusters)
}, 120_000)

const weights = async (run: SmallRun): Promise<unknown[]> => (await run.values('candidate', 'calibration_weight')).flat()
const notes = (run: SmallRun): string[] => run.events.flatMap((event) => (event.kind === 'note' && event.stage === 'cluster' ? [event.text] : []))
const rulesOf = async (run: SmallRun): Promise<unknown[]> => (await run.values('finding', 'rule')).flat()

describe('labels of half of the people', () => {
  test('bring probabilities near to the truth, of the labelled pairs and of the others', async () => {
    const { method, labels, matches, ece, ece_calibrated: after, log_loss: loss, log_loss_calibrated: lossAfter, note } = await calibrationOf(told)
    expect(['beta', 'isotonic']).toContain(method)
    expect(labels).toBeGreaterThan(100)
    expect(matches).toBeGreaterThan(20)
    expect(note).toBeNull()
    expect(ece).toBeGreaterThan(0.1)
    expect(after).toBeLessThan(ece / 2)
    expect(lossAfter).toBeLessThan(loss)
    expect(await errorElsewhere(told)).toBeLessThan((await errorElsewhere(plain)) / 2)
  })

  test('give each pair what they add, and the parts of a score still sum to it', async () => {
    expect((await weights(told)).filter((weight) => weight !== 0).length).toBeGreaterThan(200)
    for (const row of (await told.table<Record<string, string | number>>('candidate')).filter((_, at) => at < 12 && at % 3 === 0)) {
      const { pairs } = await explainPair(told.folder, String(row['left_id']), String(row['right_id']))
      expect(pairs).toHaveLength(1)
      for (const pair of pairs) {
        expect(pair.differences).toEqual([])
        expect(pair.calibration_weight).toBe(row['calibration_weight'])
        expect(pair.own_weight + (pair.calibration_weight ?? 0) + (pair.source_weight ?? 0) + (pair.cluster_weight ?? 0)).toBeCloseTo(Number(row['match_weight']), 3)
      }
    }
  }, 60_000)

  test('are counted in a note and in run.json, and those of clusters that are not listed too', async () => {
    const { labels, not_listed: notListed, unknown_ids: unknown } = await calibrationOf(told)
    expect([notListed, unknown]).toEqual([0, 0])
    expect(notes(told).find((text) => text.startsWith('same: labels.csv'))).toContain(`labels ${labels} listed pairs: probabilities are calibrated`)
    expect(JSON.parse(told.text('run.json'))).toMatchObject({ labels: [{ match: 'same', file: 'labels.csv', sha256: createHash('sha256').update(clusters).digest('hex') }] })
    expect(await rulesOf(told)).not.toContain('labels_too_few')
  })
})

test('without labels nothing is calibrated', async () => {
  expect(new Set(await weights(plain))).toEqual(new Set([0]))
  expect(await plain.values('label_calibration', 'match')).toEqual([])
  expect(JSON.parse(plain.text('run.json'))).not.toHaveProperty('labels')
})

const said = ([left = '', right = '']: readonly string[]): string => (entityOf.get(left) === entityOf.get(right) ? 'Yes' : '0')

test('the same pairs, labelled one by one, teach the same', async () => {
  const pairs = (await plain.values('candidate', 'left_id', 'right_id')).map((ids) => ids.map(String)).filter((ids) => ids.every(isLabelled))
  const lines = pairs.map((ids, at) => [...(at % 2 === 0 ? ids : ids.toReversed()), said(ids)].join(','))
  const unlisted = [`${idOf(0)},${idOf(2)},no`, `${idOf(0)},nobody,no`]
  const one = await labelled(csv('record_id_a,record_id_b,is_match', ...lines, ...unlisted))
  const [a, b] = [await calibrationOf(one), await calibrationOf(told)]
  expect({ ...a, not_listed: 0, unknown_ids: 0, ids: 0 }).toEqual({ ...b, not_listed: 0, unknown_ids: 0, ids: 0 })
  expect([a.not_listed, a.unknown_ids]).toEqual([1, 1])
  expect(one.text('candidates.csv')).toBe(told.text('candidates.csv'))
}, 60_000)

test('too few labels are not used, and that is said', async () => {
  const few = await labelled(csv('record_id_a,record_id_b,match', `${idOf(1)},${idOf(180)},1`, `${idOf(1)},${idOf(301)},0`))
  expect(await calibrationOf(few)).toMatchObject({ method: null, labels: 2, note: '2 labelled pairs are listed, and 20 are needed' })
  expect(notes(few).find((text) => text.includes('labels.csv'))).toContain('not used: 2 labelled pairs')
  expect(await rulesOf(few)).toContain('labels_too_few')
  expect(few.text('candidates.csv')).toBe(plain.text('candidates.csv'))
}, 60_000)

test('a run is named by its labels, and what it chose leads to them: the same bytes, with the labels in another order and more threads too', async () => {
  const path = join(dirname(told.folder), 'crosswalk.yaml')
  const nameOf = async (): Promise<string> => {
    const loaded = await loadConfig(path)
    return await runName(loaded.config, await checkAgainstFiles(loaded))
  }
  const before = await nameOf()
  writeFileSync(join(dirname(told.folder), 'labels.csv'), `${clusters}b1,P1\n`)
  expect(await nameOf()).not.toBe(before)
  writeFileSync(join(dirname(told.folder), 'labels.csv'), clusters)
  expect(await nameOf()).toBe(before)
  expect(readFileSync(join(told.folder, 'chosen.yaml'), 'utf8')).toContain('labels: "../labels.csv"')
  writeFileSync(join(dirname(told.folder), 'labels.csv'), csv('record_id,cluster_id', ...rows.toReversed()))
  const repeated = await runConfig(join(told.folder, 'chosen.yaml'), { out: join(dirname(told.folder), 'again'), threads: 2 })
  for (const name of ['candidates.csv', 'entities.csv', 'label_calibration.csv']) expect(repeated.text(name) === told.text(name), name).toBe(true)
}, 60_000)

test('a file of labels that is not there is a fault of its line in the config', async () => {
  await expect(runSmall({ 'a.csv': file }, config('none.csv'))).rejects.toThrow(/the file none\.csv does not exist/u)
})

const refused = async (text: string): Promise<SmallRun> => await runSmall({ 'a.csv': peopleFile('a', all.slice(0, 12)), 'labels.csv': text }, config('labels.csv'))

test('labels that contradict each other are refused with the line of the second', async () => {
  await expect(refused(csv('record_id_a,record_id_b,match', 'a001,a002,1', 'a003,a004,0', 'a002,a001,no'))).rejects.toThrow(/labels\.csv:4:match: 1 pair is labelled both/u)
  await expect(refused(csv('record_id,cluster_id', 'a001,P1', 'a002,P1', 'a002,P2'))).rejects.toThrow(/labels\.csv:4:cluster_id: 1 record stands in two clusters/u)
}, 60_000)
