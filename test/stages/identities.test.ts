import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { reconcileStages } from '../../src/run/reconcile.js'
import { expectChanges } from './changes.js'
import { filesOf, population } from './populations.js'
import { runSmall, type SmallRun } from './run-small.js'

const seed = 20140814

describe('populations of extracts made at random', () => {
  const populations = fc.sample(population, { seed, numRuns: 12 })
  let run: SmallRun
  beforeAll(async () => {
    const { files, systems } = filesOf(populations)
    run = await runSmall(files, { systems }, { stages: reconcileStages })
  }, 300_000)

  test('every identity holds in each of them', async () => {
    const rows = await run.values('identity_check', 'identity', 'scope', 'residual', 'ok')
    expect(rows.filter(([, , residual, ok]) => residual !== 0 || ok !== true)).toEqual([])
    const names = new Set(rows.map(([identity]) => String(identity).split(' ')[0]))
    for (const name of ['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7', 'I8', 'I9', 'I10', 'I12', 'I13']) expect(names).toContain(name)
  })

  test('keys and changes are those that are found by brute force', async () => {
    await expectChanges(run, populations)
  })
})
