import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { reconcileStages } from '../../src/run/reconcile.js'
import { expectChanges } from './changes.js'
import { filesOf, population } from './populations.js'
import { runSmall } from './run-small.js'

/** 300 populations, thirty a run: each is a system of its own. */
test.each(Array.from({ length: 10 }, (_, index) => index + 1))('every identity and change holds in thirty populations of extracts made at random, seed %i', async (seed) => {
  const populations = fc.sample(population, { seed, numRuns: 30 })
  const { files, systems } = filesOf(populations)
  const run = await runSmall(files, { systems }, { stages: reconcileStages })
  const rows = await run.values('identity_check', 'identity', 'scope', 'residual', 'ok')
  expect(rows.length).toBeGreaterThan(500)
  expect(rows.filter(([, , residual, ok]) => residual !== 0 || ok !== true)).toEqual([])
  await expectChanges(run, populations)
})
