import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { bytesOf } from '../../bench/killing/attempt.js'
import { Database } from '../../src/engine/database.js'
import { runConfig, type RunEvent } from '../../src/index.js'
import { csv, extract, folderWith } from '../stages/run-small.js'
import { limits } from './one-match.js'

const [given, family] = [['ana', 'bo', 'carl', 'dina', 'eve'], ['abbot', 'baker', 'cole', 'dunn', 'eliot', 'frost', 'gray']]
const person = (n: number): string => `${given[n % 5] ?? ''}${n % 11 === 0 ? 'x' : ''},${family[(n * 3) % 7] ?? ''},19${50 + (n % 20)}-0${1 + (n % 3)}-1${n % 9}`
const people = Array.from({ length: 60 }, (_, n) => `r${n},${person(n % 45)}`)
const labels = Array.from({ length: 15 }, (_, n) => [`r${n},r${n + 45},1`, `r${n},r${n + 1},0`]).flat()
const root = folderWith({
  'one.csv': csv('id,first,last,born', ...people),
  'labels.csv': csv('record_id_a,record_id_b,match', ...labels),
  'crosswalk.yaml': JSON.stringify({
    version: 1, name: 'amid', runs: { save_after: 0 }, outputs: { reports: 'none' },
    systems: {
      S: {
        key: 'id', fields: { id: {}, first: { type: 'name' }, last: { type: 'name' }, born: { type: 'date', format: '%Y-%m-%d' } }, extracts: [extract('one', 'one.csv')],
        mentions: [{ role: 'person', columns: { given_name: 'first', family_name: 'last', date_of_birth: 'born' } }],
      },
    },
    // So many pairs a mention that they are looked for in blocks, and then scored.
    matches: [{ name: 'same', left: 'S.person', block: [{ keys: [] }, { keys: ['family_name'] }], labels: 'labels.csv' }],
  }),
})

// So little that pairs are worked on in several parts.
const memory = vi.spyOn(Database.prototype, 'memory', 'get').mockReturnValue(900_000)
afterAll(() => memory.mockRestore())

let wentOn: string[] = []
/** Where the run stood when it was saved last. */
let last = ''

/** Runs the config into a folder of runs, from what was saved there; stops it when it was saved within a table of these stages, or so many times. */
async function ran(runs: string, within: readonly string[] = [], savings = Infinity): Promise<string> {
  const abort = new AbortController()
  let saved = 0
  const listener = (event: RunEvent): void => {
    if (event.kind === 'note' && event.text.startsWith('goes on')) wentOn.push(event.text)
    if (event.kind !== 'stage_saved') return
    saved += 1
    const stands = `${event.stage} ${event.tables}`
    if (saved === savings || (within.includes(event.stage) && stands === last)) abort.abort()
    last = stands
  }
  return await runConfig(join(root, 'crosswalk.yaml'), { ...limits, runs: join(root, runs), resume: true, listener, signal: abort.signal }).then(({ folder }) => folder, (error: unknown) => {
    if (!abort.signal.aborted) throw error
    return ''
  })
}

let whole = ''
beforeAll(async () => {
  whole = bytesOf(await ran('whole'))
})

test('a run that is stopped again and again, after a table or within one, goes on each time from where it was last saved and ends at the same bytes', async () => {
  wentOn = []
  let folder = ''
  for (let stops = 0; folder === '' && stops < 60; stops += 1) folder = await ran('stopped', ['score', 'cluster'], 20)
  const places = ['after its table', 'within its table compared_pair_same', 'within its table candidate_pair_same', 'within its table component', 'within its table labelled_pair', 'within its table match_quality']
  for (const place of places) expect(wentOn.join('\n')).toContain(place)
  expect(bytesOf(folder) === whole).toBe(true)
})
