import { spawn, spawnSync } from 'node:child_process'
import { readFileSync, existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkAgainstFiles } from '../../src/config/check.js'
import { readHistory } from '../../src/config/history.js'
import { loadConfig } from '../../src/config/load.js'
import { InputError } from '../../src/engine/errors.js'
import { appendHistory } from '../../src/run/history.js'
import { runName } from '../../src/run/run-name.js'
import { csv, extract, folderWith, runConfig } from '../stages/run-small.js'
import { temporaryFolder } from '../temporary.js'

const line = (asOf: string, failing = 1, config = 'small') => ({ config, as_of: asOf, rules: [{ rule_id: 'S.x', tested: 4, failing }] })
const historyIn = (): string => join(temporaryFolder('history'), 'history.jsonl')

test('a run reads of its config the last line of each earlier day, in the order of days', async () => {
  const path = historyIn()
  for (const one of [line('2015-02-01'), line('2015-01-01', 2), line('2015-01-01', 3), line('2015-01-01', 9, 'other'), line('2015-03-01')]) await appendHistory(path, one)
  expect(readHistory(path, 'small', '2015-03-01')).toEqual([line('2015-01-01', 3), line('2015-02-01')])
  expect(readHistory(join(path, 'absent'), 'small', '2015-03-01')).toEqual([])
})

test('the same line is appended once', async () => {
  const path = historyIn()
  await appendHistory(path, line('2015-01-01'))
  await appendHistory(path, line('2015-01-01'))
  expect(readFileSync(path, 'utf8').trimEnd().split('\n')).toHaveLength(1)
})

test('a line that is none is refused with its place', () => {
  const path = historyIn()
  writeFileSync(path, `${JSON.stringify(line('2015-01-01'))}\n{"config": 1}\n`)
  expect(() => readHistory(path, 'small', '2016-01-01')).toThrow(InputError)
  expect(() => readHistory(path, 'small', '2016-01-01')).toThrow(/history/)
})

test('many runs that append at once lose no line, and leave no lock', async () => {
  const path = historyIn()
  const days = Array.from({ length: 20 }, (_, index) => line(`2015-01-${String(index + 1).padStart(2, '0')}`))
  await Promise.all(days.map(async (one) => await appendHistory(path, one)))
  expect(readHistory(path, 'small', '2016-01-01')).toEqual(days)
  expect(readdirSync(join(path, '..'))).toEqual(['history.jsonl'])
}, 30_000)

test('a lock is waited for while its owner lives, and cleared when it is dead', async () => {
  const path = historyIn()
  const dead = spawnSync(process.execPath, ['-e', '0']).pid
  writeFileSync(`${path}.lock`, String(dead))
  await appendHistory(path, line('2015-01-01'))
  const living = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'])
  writeFileSync(`${path}.lock`, String(living.pid))
  const waiting = appendHistory(path, line('2015-01-02'))
  await new Promise((resolve) => { setTimeout(resolve, 300) })
  expect(readHistory(path, 'small', '2016-01-01')).toHaveLength(1)
  living.kill('SIGKILL')
  await new Promise((resolve) => { living.once('exit', resolve) })
  await waiting
  expect(readHistory(path, 'small', '2016-01-01')).toHaveLength(2)
  expect(existsSync(`${path}.lock`)).toBe(false)
}, 30_000)

const configOf = (day: string, file: string): string =>
  JSON.stringify({
    version: 1,
    name: 'small',
    systems: { S: { key: 'id', fields: { id: { type: 'identifier' }, x: { type: 'text' } }, extracts: [extract('a', file, { delivered: day })] } },
    quality: { library: 'off', history: 'history.jsonl', rules: [{ name: 'x', system: 'S', kind: 'complete', field: 'x' }] },
  })

test('runs tell the trend of those before them; the same run again reads the same, bears the same name and adds nothing', async () => {
  const folder = folderWith({ 'one.csv': csv('id,x', '1,', '2,b'), 'two.csv': csv('id,x', '1,', '2,'), 'one.yaml': configOf('2015-01-01', 'one.csv'), 'two.yaml': configOf('2015-02-01', 'two.csv') })
  const nameOf = async (config: string): Promise<string> => {
    const loaded = await loadConfig(join(folder, config))
    return await runName(loaded.config, await checkAgainstFiles(loaded))
  }
  const unread = await nameOf('two.yaml')
  await runConfig(join(folder, 'one.yaml'), { out: join(folder, 'r1') })
  const name = await nameOf('two.yaml')
  expect(name).not.toBe(unread)
  const second = await runConfig(join(folder, 'two.yaml'), { out: join(folder, 'r2') })
  expect(await second.values('quality_trend', 'rule_id', 'as_of', 'tested', 'failing', 'this_run')).toEqual([['S.x', '2015-01-01', 2, 1, false], ['S.x', '2015-02-01', 2, 2, true]])
  const appended = readFileSync(join(folder, 'history.jsonl'), 'utf8')
  expect(appended.trimEnd().split('\n')).toHaveLength(2)
  const again = await runConfig(join(folder, 'two.yaml'), { out: join(folder, 'r3') })
  expect(await nameOf('two.yaml')).toBe(name)
  expect(readFileSync(join(folder, 'history.jsonl'), 'utf8')).toBe(appended)
  expect(again.text('quality_trend.csv')).toBe(second.text('quality_trend.csv'))
  const read = (run: typeof second): unknown => JSON.parse(run.text('run.json')).history
  expect(read(again)).toEqual(read(second))
}, 120_000)
