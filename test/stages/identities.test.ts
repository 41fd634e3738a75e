import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { reconcileStages } from '../../src/run/reconcile.js'
import { filesOf, population, surviving, type Population } from './populations.js'
import { runSmall, type SmallRun } from './run-small.js'

const seed = 20140814

/** Added, removed and changed cells from one extract to the next, by brute force. */
function changesOf(earlier: Population[number], later: Population[number]): string[] {
  const [a, b] = [surviving(earlier), surviving(later)]
  const fields = ['key', 'unit', 'date', 'amount', 'note']
  const added = [...b.keys()].filter((key) => !a.has(key)).map((key) => `added ${key}`)
  const removed = [...a.keys()].filter((key) => !b.has(key)).map((key) => `removed ${key}`)
  const cells = [...a].flatMap(([key, old]) => {
    const now = b.get(key)
    if (now === undefined) return []
    return fields.slice(1).flatMap((field, index) => (old[index + 1] === now[index + 1] ? [] : [`changed ${key} ${field} ${old[index + 1] ?? ''} > ${now[index + 1] ?? ''}`]))
  })
  return [...added, ...removed, ...cells].sort()
}

describe('populations of extracts made at random', () => {
  const populations = fc.sample(population, { seed, numRuns: 30 })
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
    const rows = await run.values('row_change', 'a', 'b', 'grain', 'kind', 'key')
    const cells = await run.values('value_change', 'a', 'b', 'grain', 'key', 'field', 'old', 'new')
    populations.forEach((extracts, number) => {
      extracts.slice(1).forEach((later, index) => {
        const [a, b] = [`p_${number}_${index + 1}`, `p_${number}_${index + 2}`]
        const earlier = extracts[index] ?? []
        // An extract of which no row has a key takes no part at this grain.
        const absent = [earlier, later].some((part) => surviving(part).size === 0 && part.some(({ broken }) => !broken))
        if (absent) return
        const found = [
          ...rows.filter(([x, y, grain]) => x === a && y === b && grain === 'row').map(([, , , kind, key]) => `${String(kind)} ${String(key)}`),
          ...cells.filter(([x, y, grain]) => x === a && y === b && grain === 'row').map(([, , , key, field, old, now]) => `changed ${String(key)} ${String(field)} ${String(old ?? '')} > ${String(now ?? '')}`),
        ].sort()
        expect(found, `${a} and ${b}`).toEqual(changesOf(earlier, later))
      })
    })
  })
})
