import { appendFileSync, copyFileSync, existsSync, readdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { initFiles, profileFiles, runConfig, type RunEvent } from '../../src/index.js'
import { temporaryFolder } from '../temporary.js'
import { csv, people } from '../cli/process.js'

const folder = temporaryFolder('changing')
const first = csv(people(60))
// As long, with as many rows: only the bytes tell.
const other = csv(people(60)).replaceAll('springfield', 'shelbyville')

const isScanned = (event: RunEvent): boolean => event.kind === 'progress' && event.unit === 'bytes' && event.done === event.total

/** Profiles a file to which something is done once it has been scanned, before the engine reads it. */
async function profiledWhile(name: string, act: (path: string) => void): Promise<string> {
  const path = join(folder, `${name}.csv`)
  writeFileSync(path, first)
  let acted = false
  const listener = (event: RunEvent): void => {
    if (!isScanned(event) || acted) return
    acted = true
    act(path)
  }
  try {
    await profileFiles([path], join(folder, name, 'out'), { listener })
    return 'done'
  } catch (error) {
    expect(existsSync(join(folder, name)) ? readdirSync(join(folder, name)) : []).toEqual([])
    return (error as Error).message
  } finally {
    expect(acted).toBe(true)
  }
}

const refusal = (name: string): string => `${name}.csv: the file changed while it was read\n  remedy: wait until it is written completely, or read a copy, then run again`

test('a file that grows while it is read is refused, and nothing is written', async () => {
  expect(await profiledWhile('grows', (path) => appendFileSync(path, 'r99999,ana,abbott,1950-01-01,1 main street,springfield\n'))).toBe(refusal('grows'))
})

test('a file in whose place another is put once it was scanned is refused by its hash', async () => {
  expect(await profiledWhile('replaced', (path) => {
    writeFileSync(`${path}.new`, other)
    renameSync(`${path}.new`, path)
  })).toBe(refusal('replaced'))
})

test('the same bytes in its place are the same file', async () => {
  expect(await profiledWhile('copied', (path) => {
    copyFileSync(path, `${path}.new`)
    renameSync(`${path}.new`, path)
  })).toBe('done')
})

test('a file that is gone once it was scanned is refused', async () => {
  expect(await profiledWhile('gone', (path) => renameSync(path, `${path}.away`))).toBe(refusal('gone'))
})

test('a file that is not the one by which the run is named is refused by its hash', async () => {
  const path = join(folder, 'named.csv')
  writeFileSync(path, first)
  const config = join(folder, 'named.yaml')
  writeFileSync(config, await initFiles([path]))
  utimesSync(path, 1_700_000_000, 1_700_000_000)
  const listener = (event: RunEvent): void => {
    if (event.kind !== 'run_started') return
    writeFileSync(path, other)
    utimesSync(path, 1_700_000_000, 1_700_000_000)
  }
  await expect(runConfig(config, { runs: join(folder, 'runs'), listener })).rejects.toThrow(refusal('named'))
  expect(readdirSync(join(folder, 'runs'))).toEqual([])
})
