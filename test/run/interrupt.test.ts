import { expect, test } from 'vitest'
import { InterruptedError } from '../../src/engine/errors.js'
import type { StageContext } from '../../src/stages/stage.js'
import { inTurns } from '../../src/stages/turns.js'
import { csv, header, people } from '../cli/process.js'
import { extract, runSmall } from '../stages/run-small.js'

const contextWith = (abort: AbortController): StageContext => ({ signal: abort.signal, emit: () => undefined }) as unknown as StageContext

function* endless(): Generator<readonly [number, number], never> {
  for (let step = 0; ; step += 1) yield [step, Infinity]
}

test('work in steps ends when it is interrupted, however many steps are left', async () => {
  const abort = new AbortController()
  setTimeout(() => abort.abort(), 50)
  const start = performance.now()
  await expect(inTurns(contextWith(abort), 'endless', 'steps', endless())).rejects.toThrow(InterruptedError)
  expect(performance.now() - start).toBeLessThan(1000)
})

test('a run that looks at millions of pairs ends within a second of being interrupted', async () => {
  const abort = new AbortController()
  let aborted = 0
  const fields = Object.fromEntries(header.split(',').map((name) => [name, name === 'date_of_birth' ? { type: 'date' as const, format: '%Y-%m-%d' } : {}]))
  const run = runSmall(
    { 'people.csv': csv(people(3000)) },
    {
      systems: { S: { key: 'record_id', fields, mentions: [{ role: 'person', columns: { given_name: 'given_name', family_name: 'family_name', date_of_birth: 'date_of_birth' } }], extracts: [extract('one', 'people.csv')] } },
      matches: [{ name: 'all', left: 'S.person', block: [{ keys: [], max_pairs: 10_000_000, train_pairs: 0 }, { keys: ['family_name', 'date_of_birth'] }] }],
    },
    {
      signal: abort.signal,
      listener: (event) => {
        if (event.kind !== 'progress' || !event.label.includes('pairs looked at') || abort.signal.aborted) return
        expect(event.done).toBeLessThan(4_000_000)
        aborted = performance.now()
        abort.abort()
      },
    },
  )
  await expect(run).rejects.toThrow('interrupted; nothing was written')
  expect(aborted).toBeGreaterThan(0)
  expect(performance.now() - aborted).toBeLessThan(1000)
})
