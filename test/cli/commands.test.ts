import { mkdirSync, readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../temporary.js'
import { crosswalk, crosswalkProcess, csv, header, people, readAndKept, rowsOf, write } from './process.js'

const folder = temporaryFolder('cli')
const rows = people(40)
const data = write(folder, 'people.csv', csv(rows))
const matched = join(folder, 'matched')

let asked: Awaited<ReturnType<typeof crosswalk>>

beforeAll(async () => {
  asked = await crosswalk(['match', data, '--out', matched, '--role', 'city=ignore', '--json'])
  expect(asked).toMatchObject({ code: 0 })
  readAndKept(matched)
})

const parsed = (text: string): unknown => JSON.parse(text)

describe.concurrent('arguments that cannot be used end with code 2 and the nearest name', () => {
  test.each([
    [['mach', data], /there is no command "mach"\n {2}remedy: did you mean "match"\?/u],
    [[], /no command was given/u],
    [['match', data, '--oot', 'x'], /has no option --oot\n {2}remedy: did you mean "--out"\?/u],
    [['match', data], /crosswalk match needs --out/u],
    [['match', '--out', 'x'], /crosswalk match was given no file/u],
    [['run', 'a.yaml', 'b.yaml'], /"b\.yaml" is one argument too many/u],
    [['run', 'a.yaml', '--memory', '4'], /--memory "4" is not an amount of memory\n {2}remedy: .*--memory 4GB/u],
    [['run', 'a.yaml', '--threads', '0'], /--threads "0" is not a number of threads/u],
    [['match', data, '--out', 'x', '--out', 'y'], /--out was given more than once/u],
    [['run', 'absent.yaml'], /absent\.yaml: the config does not exist/u],
    [['match', data, '--out', 'x', '--role', 'city=town'], /there is no role "town"/u],
    [['evaluate', 'absent', '--truth', data], /absent: is no run folder/u],
    [['evaluate', matched, '--truth', data], /people\.csv:1: is no truth/u],
    [['report', 'absent'], /absent: is no run folder/u],
    [['report', matched, '--purpose', 'fun'], /--purpose "fun" is no purpose\n {2}remedy: write one of review, statistics, investigation/u],
    [['report', matched, '--purpose', 'statistics', '--small-cells', '1'], /--small-cells "1" is not a limit of small cells/u],
    [['report', matched, '--out', 'x'], /stays in its run folder\n {2}remedy: leave --out away/u],
  ] as const)('%j', async (args, says) => {
    const { code, stdout, stderr } = await crosswalk(args)
    expect(stderr).toMatch(says)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })
})

test('report makes a statistics report beside the run, and says where', async () => {
  const out = join(folder, 'statistics')
  const { code, stdout } = await crosswalk(['report', matched, '--purpose', 'statistics', '--out', out, '--json'])
  expect({ code, told: parsed(stdout) }).toEqual({ code: 0, told: { folder: out } })
  expect(readdirSync(out).sort()).toEqual(['report.html', 'report.xlsx', 'summary.json'])
})

describe.concurrent('match', () => {
  test('prints what it took the columns for, takes --role, and says as JSON what it made', () => {
    expect(parsed(asked.stdout)).toMatchObject({ folder: matched, code: 0, rows: { entity: 40, set_aside: 0 } })
    const events = asked.stderr.trimEnd().split('\n').map(parsed)
    expect(events).toContainEqual(expect.objectContaining({ kind: 'stage_done', stage: 'score' }))
    expect(readFileSync(join(matched, 'crosswalk.yaml'), 'utf8')).not.toMatch(/^ +city: city$/mu)
  })
  test('its config, run again, gives the same bytes; run once more, it gives the run that is done', async () => {
    const first = await crosswalk(['run', join(matched, 'crosswalk.yaml'), '--out', join(folder, 'runs')])
    expect(first).toMatchObject({ code: 0 })
    expect(basename(first.lastLine)).toMatch(/^match-[0-9a-f]{8}$/u)
    for (const name of ['candidates.csv', 'entities.csv', 'findings.csv']) expect(readFileSync(join(first.lastLine, name), 'utf8')).toBe(readFileSync(join(matched, name), 'utf8'))
    const second = await crosswalk(['run', join(matched, 'crosswalk.yaml'), '--out', join(folder, 'runs')])
    expect(second).toMatchObject({ code: 0, lastLine: first.lastLine })
    expect(second.stderr).toContain('has been run on these inputs before')
    const third = await crosswalk(['run', join(matched, 'crosswalk.yaml'), '--out', join(folder, 'runs'), '--force', '--json'])
    expect(parsed(third.lastLine)).toMatchObject({ done: false, changed: [] })
    expect(readdirSync(join(folder, 'runs'))).toEqual([basename(first.lastLine)])
  })
  test('links two files, and pairs records of one file only when asked', async () => {
    const [left, right] = [write(folder, 'left.csv', csv(people(40))), write(folder, 'right.csv', csv(people(40).map((row) => row.replace('r', 's'))))]
    const apart = join(folder, 'apart')
    expect(await crosswalk(['match', left, right, '--out', apart, '--one-to-one'])).toMatchObject({ code: 0, lastLine: apart })
    expect(rowsOf(join(apart, 'entities.csv'))).toHaveLength(80)
    const pairs = rowsOf(join(apart, 'candidates.csv'))
    expect(pairs.length).toBeGreaterThanOrEqual(36)
    expect(pairs.every((row) => row['left_system'] === 'left' && row['right_system'] === 'right')).toBe(true)
    const yaml = readFileSync(join(apart, 'crosswalk.yaml'), 'utf8')
    expect(yaml).toContain('one_to_one: true')
    expect(yaml).not.toContain('within_left')
  })
  test('is scored against labels', async () => {
    const truth = write(folder, 'truth.csv', ['record_id,cluster_id', ...rows.map((_, at) => `r${String(at).padStart(5, '0')},c${at % 10 === 9 ? at - 1 : at}`), ''].join('\n'))
    const { code, stdout } = await crosswalk(['evaluate', matched, '--truth', truth, '--json'])
    const listed = rowsOf(join(matched, 'candidates.csv'))
    expect(code).toBe(0)
    expect(parsed(stdout)).toMatchObject({ true_pairs: 4, listed: listed.length, entities: { b_cubed: {} } })
  })
})

describe.concurrent('a config', () => {
  test('written by init passes check, and a column that the file lacks does not', async () => {
    const config = write(folder, 'first.yaml', (await crosswalk(['init', data])).stdout)
    const checked = await crosswalk(['check', config])
    expect(checked).toMatchObject({ code: 0, lastLine: `${config} can be run` })
    const lacking = write(folder, 'lacking.yaml', readFileSync(config, 'utf8').replace('columns: {}', 'columns: { town: city }').replace(/( +)(control_totals: none.*)/u, '$1$2\n$1columns: { town: city }'))
    const { code, stderr } = await crosswalk(['run', lacking])
    expect(stderr).toMatch(/lacking\.yaml:\d+:\d+: .*has no column "town"/u)
    expect(code).toBe(2)
  })
  test('that declares another encoding than the file has quarantines what is no text in it', async () => {
    const text = `${header}\n${rows.join('\n')}\nr9,Jos\u00e9,x,1990-01-01,1 main street,springfield\n`
    mkdirSync(join(folder, 'latin'))
    const latin = write(join(folder, 'latin'), 'latin.csv', Buffer.from(text, 'latin1'))
    const init = (await crosswalk(['init', latin])).stdout
    expect(init).toContain('encoding: "windows-1252"')
    const declared = init.replace('encoding: "windows-1252"', 'encoding: "utf-8"').replace(/^matches:\n(?: .*\n)+/mu, '')
    const config = write(folder, 'latin.yaml', `${declared}outputs: { reports: none }\n`)
    const { code, lastLine, stderr } = await crosswalk(['run', config, '--out', join(folder, 'latin')])
    expect(stderr).toMatch(/warning: latin\.csv: 1 rows quarantined/u)
    expect(code).toBe(1)
    expect(readAndKept(lastLine)).toEqual({ read: 41, kept: 40, quarantined: 1 })
  })
})

test('a process of its own ends with the code that is told', async () => {
  const args = ['report', 'absent']
  const alone = await crosswalkProcess(args)
  expect(alone).toEqual(await crosswalk(args))
  expect(alone).toMatchObject({ code: 2, stdout: '' })
})

test('help names every command', async () => {
  const { code, stdout } = await crosswalkProcess(['--help'])
  expect(code).toBe(0)
  for (const command of ['run', 'match', 'check', 'init', 'profile', 'evaluate', 'explain', 'report']) expect(stdout).toContain(`crosswalk ${command} `)
})
