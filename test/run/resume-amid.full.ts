import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { bytesOf } from '../../bench/killing/attempt.js'
import { runConfig, type RunEvent } from '../../src/index.js'
import { partialOf } from '../../src/run/partial.js'
import { temporaryFolder } from '../temporary.js'
import { tinyFolder } from '../stages/tiny.js'
import { limits } from './one-match.js'

/** Of so many savings one is gone on from. */
const every = 31

test('the example config goes on from any saving and ends at the same bytes, though the run folder had come further when it was killed', async () => {
  const { config } = tinyFolder('trafficking.yaml')
  const told = parse(readFileSync(config, 'utf8')) as Record<string, unknown>
  writeFileSync(config, stringify({ ...told, runs: { save_after: 0 }, outputs: { reports: 'none' } }))
  const root = temporaryFolder('amid')
  const [whole, kept] = [join(root, 'whole'), join(root, 'kept')]
  let savings = 0
  const keep = (at: number, what: 'run' | 'saved'): void => {
    const all = join(whole, '.partial')
    const hash = readdirSync(all).find((name) => /^[0-9a-f]{16}$/.test(name)) ?? ''
    if (at >= 0 && at % every === 0) cpSync(join(all, hash, what), join(kept, String(at), what), { recursive: true })
  }
  const listener = (event: RunEvent): void => {
    if (event.kind !== 'stage_saved') return
    // What stands in the run folder is that of the next saving.
    keep(savings - 1, 'run')
    keep(savings, 'saved')
    savings += 1
  }
  const { folder } = await runConfig(config, { ...limits, runs: whole, listener })
  expect(savings).toBeGreaterThan(200)
  for (let at = 0; at < savings - 1; at += every) {
    const runs = join(root, 'killed')
    mkdirSync(join(runs, '.partial'), { recursive: true })
    cpSync(join(kept, String(at)), join(runs, '.partial', partialOf(folder)), { recursive: true })
    let goesOn = false
    const resumed = await runConfig(config, { ...limits, runs, resume: true, listener: (event) => void (goesOn ||= event.kind === 'note' && event.text.startsWith('goes on ')) })
    expect({ at, goesOn, same: bytesOf(resumed.folder) === bytesOf(folder) }).toEqual({ at, goesOn: true, same: true })
    rmSync(runs, { recursive: true })
  }
})
