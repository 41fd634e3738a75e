import { beforeAll, describe, expect, test } from 'vitest'
import { shuffleFiles, tinyFolder } from '../stages/tiny.js'
import { expectSame, expectSameRows, made, permuteKeys, type How, type Made } from './same-run.js'

/** Each way alone, so that one that changes bytes is named. */
const alone: Readonly<Record<string, How>> = {
  'again': {},
  'two threads': { threads: 2 },
  'eight threads': { threads: 8 },
  'little memory': { memory: '600MB', threads: 2 },
  'much memory': { memory: '8GB', threads: 2 },
  'a time zone ahead': { env: { TZ: 'Pacific/Kiritimati' } },
  'a time zone behind': { env: { TZ: 'America/St_Johns' } },
  'Turkish': { env: { LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' } },
  'Arabic': { env: { LC_ALL: 'ar_EG.UTF-8', LANG: 'ar_EG.UTF-8' } },
}

/** The same ways, as many at once as go together: a run of this config takes several times as long, and between 800 and 900 MB at least. */
const together: Readonly<Record<string, How>> = {
  'again': {},
  'two threads, little memory, a time zone ahead, Turkish': { threads: 2, memory: '900MB', env: { TZ: 'Pacific/Kiritimati', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' } },
  'eight threads, much memory, a time zone behind, Arabic': { threads: 8, memory: '8GB', env: { TZ: 'America/St_Johns', LC_ALL: 'ar_EG.UTF-8', LANG: 'ar_EG.UTF-8' } },
}

describe.each([['seizures.yaml', alone], ['trafficking.yaml', together]] as const)('%s', (config, ways) => {
  let one: Made
  beforeAll(async () => {
    one = await made(tinyFolder(config).config, { memory: '2GB' })
  })

  test.each(Object.entries(ways))('%s, in another folder: the same bytes', async (_, how) => {
    expect(one.files.size).toBeGreaterThan(100)
    expectSame(one, await made(tinyFolder(config).config, how))
  })

  test('keys of the config in another order: the same bytes', async () => {
    const { config: path } = tinyFolder(config)
    permuteKeys(path)
    expectSame(one, await made(path))
  })

  test('rows in another order: the same but for lines and hashes of files', async () => {
    const { config: path, samples } = tinyFolder(config)
    shuffleFiles(samples)
    expectSameRows(one, await made(path, { threads: 8 }))
  })
})
