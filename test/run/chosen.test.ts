import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { check } from '../../src/index.js'
import { configSchema, keysOf, type Config, type ConfigInput } from '../../src/config/schema.js'
import { loadConfig } from '../../src/config/load.js'
import { fields, people, peopleFile, personColumns, type Person } from '../stages/people.js'
import { csv, extract, folderWith, runConfig, runSmall, type SmallRun } from '../stages/run-small.js'

const faults: ((one: Person) => Person)[] = [(one) => one, (one) => ({ ...one, ssn: '' }), (one) => ({ ...one, family: `${one.family.slice(0, 2)}x${one.family.slice(3)}` })]
const left = people(0, 90)
const right = [...left.slice(0, 40).map((one, at) => faults[at % faults.length]?.(one) ?? one), ...people(200, 250)]
const files = { 'a.csv': peopleFile('a', left), 'b.csv': peopleFile('b', right) }
const system = (file: string): ConfigInput['systems'][string] => ({
  key: 'id', fields: { id: {}, ...fields }, mentions: [{ role: 'person', columns: personColumns }], extracts: [extract(file, `${file}.csv`)],
})
const systems = { A: system('a'), B: system('b') }

/** A third system, whose mentions hold two fields of one role. */
const fieldsOfOneRole: ConfigInput['systems'][string] = {
  key: 'id', fields: { id: {}, given: {}, family: {}, tax_id: {}, visa_no: {} }, extracts: [extract('c', 'c.csv')],
  mentions: [{ role: 'person', columns: { given_name: 'given', family_name: 'family', identifier: ['tax_id', 'visa_no'] } }],
}
const identified = left.slice(0, 30).map((one, at) => [`r${at}`, one.given, one.family, `T${String(Math.floor(at / 2)).padStart(6, '7')}`, at % 2 === 0 ? '' : `V${String(at).padStart(6, '9')}`].join(','))
const gender = { else: 0.1, exact: 0.9 }

let first: SmallRun
let chosen: Config
let again: SmallRun
/** One run of three matches, of which one is given parameters, one is asked for rules, and one proposes its own. */
let several: SmallRun
beforeAll(async () => {
  first = await runSmall(files, { systems, matches: [{ name: 'both', left: 'A.person', right: 'B.person' }, { name: 'same', left: 'A.person' }] })
  const path = join(first.folder, 'chosen.yaml')
  chosen = (await loadConfig(path)).config
  again = await runConfig(path, { out: join(first.folder, '..', 'again') })
  several = await runSmall({ ...files, 'c.csv': csv('id,given,family,tax_id,visa_no', ...identified) }, {
    systems: { ...systems, C: fieldsOfOneRole },
    matches: [
      { name: 'given', left: 'A.person', right: 'B.person', parameters: { prior: { match: 0.004 }, m: { match: { gender } } } },
      { name: 'asked', left: 'C.person', block: [['identifier[tax_id]'], ['identifier[visa_no]'], ['identifier'], { keys: [], max_pairs: 1000 }] },
      { name: 'proposed', left: 'C.person' },
    ],
  })
}, 180_000)

describe('chosen.yaml', () => {
  test('says rules with limits, comparisons, one to one as found, and the parameters that scored', async () => {
    const [both, same] = chosen.matches
    const rules = await first.values('block_rule_both', 'rule_no', 'rule', 'max_pairs', 'train_pairs')
    expect(rules.length).toBeGreaterThan(5)
    const said = both?.block?.map((rule, at) => [at + 1, keysOf(rule).join(' + ') || 'every pair', ...(Array.isArray(rule) ? [] : [rule.max_pairs, rule.train_pairs])])
    expect(said).toEqual(rules.toSorted(([a], [b]) => Number(a) - Number(b)).map((row) => row.map((cell) => (typeof cell === 'string' ? cell : Number(cell)))))
    expect(both?.compare).toEqual(['given_name', 'family_name', 'date_of_birth', 'ssn', 'gender', 'city'])
    expect([both?.one_to_one, same?.one_to_one]).toEqual([false, undefined])
    const row = (await first.table<{ match: string; class: string; comparison: string; label: string; m: number; u: number }>('parameter')).find((one) => one.class === 'match' && one.match === 'both')
    expect(row === undefined ? undefined : both?.parameters?.m.match?.[row.comparison]?.[row.label]).toBe(row?.m)
    expect(row === undefined ? undefined : both?.parameters?.u[row.comparison]?.[row.label]).toBe(row?.u)
  })

  test('run on the same files it gives the same bytes of candidates, entities and parameters, and chooses the same', async () => {
    for (const name of ['candidates.csv', 'entities.csv', 'parameter.csv']) expect(again.text(name) === first.text(name), name).toBe(true)
    expect(first.text('candidates.csv').split('\n').length).toBeGreaterThan(30)
    expect((await loadConfig(join(again.folder, 'chosen.yaml'))).config.matches).toEqual(chosen.matches)
    expect((await again.values('training', 'iterations')).flat().every((rounds) => rounds === 0)).toBe(true)
  })

  test('and crosswalk.yaml stays what was asked for', async () => {
    const { config } = await loadConfig(join(first.folder, 'crosswalk.yaml'))
    expect(config.matches).toEqual(configSchema.shape.matches.parse([{ name: 'both', left: 'A.person', right: 'B.person' }, { name: 'same', left: 'A.person' }]))
  })

  test('notes say how many rules, the comparisons, one to one, the training, and where the config is', () => {
    const notes = first.events.flatMap((event) => (event.kind === 'note' && event.stage === 'run' ? [event.text] : []))
    expect(notes[0]).toMatch(/^both: \d+ blocking rules chosen, [\d,]+ pairs with those found twice; the best: (?:[^;]+; ){4}[^;]+$/u)
    expect(notes).toContain('both: compared: given_name, family_name, name_suffix, date_of_birth, gender, ssn, city')
    expect(notes).toContain('both: one to one: no, found from the data')
    expect(notes).toContain('same: one to one: not asked, nothing links two sources')
    expect(notes.some((text) => /^both: trained in \d+ rounds/u.test(text))).toBe(true)
    expect(notes.at(-1)).toContain(join(first.folder, 'chosen.yaml'))
    expect(notes.join('')).not.toMatch(/garcia|nguyen/iu)
  })
})

describe('parameters that the config gives', () => {
  test('stand in place of what would be estimated, and the others are estimated', async () => {
    const rows = await several.values('parameter', 'match', 'class', 'comparison', 'label', 'm')
    const m = rows.filter(([match, of, comparison]) => match === 'given' && of === 'match' && comparison === 'gender').map(([, , , label, share]) => [label, share])
    expect(Object.fromEntries(m)).toEqual(gender)
    const trained = (await several.values('training', 'match', 'class', 'prior', 'iterations')).filter(([match]) => match === 'given')
    expect(trained.find(([, of]) => of === 'match')?.slice(1, 3)).toEqual(['match', 0.004])
    expect(trained.every(([, , , rounds]) => Number(rounds) > 0)).toBe(true)
  })

  test.each([
    ['a comparison', { u: { genda: gender } }, 'the match has no comparison "genda"; did you mean "gender"?'],
    ['a level', { u: { gender: { else: 0.1, exakt: 0.9 } } }, 'there is no level "exakt"; did you mean "exact"?'],
    ['a level left out', { u: { gender: { exact: 1 } } }, 'the level "else" is missing'],
    ['a sum', { m: { match: { gender: { else: 0.2, exact: 0.9 } } } }, 'the shares sum to 1.1'],
    ['a class', { prior: { relative: 0.01 } }, 'the comparisons cannot tell the class "relative" apart; leave it out; the classes of this match: match, damaged'],
  ])('are refused with their place: %s', async (_, parameters, sentence) => {
    const folder = folderWith(files)
    const path = join(folder, 'crosswalk.yaml')
    const compare = ['gender', 'city'] as const
    writeFileSync(path, JSON.stringify({ version: 1, name: 'x', systems, matches: [{ name: 'both', left: 'A.person', right: 'B.person', compare, parameters }] }, null, 1))
    const lines = readFileSync(path, 'utf8').split('\n')
    const error = await check(path).then(() => undefined, (refused: unknown) => refused)
    const text = String(error)
    expect(text.replaceAll('\n  remedy: ', '; ')).toContain(sentence)
    const line = Number(/yaml:(\d+):\d+/u.exec(text)?.[1])
    expect(lines[line - 1]).toMatch(/genda|exakt|gender|relative/u)
  })
})

test('fields of one role block one by one, and every pair can be asked for', async () => {
  const made = Object.fromEntries(await several.values('block_rule_asked', 'rule', 'pairs'))
  expect(made).toEqual({ 'identifier[tax_id]': 15, 'identifier[visa_no]': 0, identifier: 15, 'every pair': (30 * 29) / 2 })
  const names = (await several.values('block_rule_proposed', 'rule')).flat().join(' ')
  expect(names).not.toMatch(/identifier(?!\[)/u)
})
