import { join } from 'node:path'
import { assert, nat, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Database } from '../../src/engine/database.js'
import { joinSql, sql } from '../../src/engine/sql.js'
import { ratesOf, score, type Score } from '../../bench/scoring/score.js'
import { temporaryFolder } from '../temporary.js'

const folder = temporaryFolder('score-test')

type Pair = readonly [a: string, b: string, probability: number]
type Group = readonly [id: string, group: string]
let number = 0

async function scored(pairs: readonly Pair[], clusters: readonly Group[], gold: readonly Group[], across: readonly string[] = []): Promise<Score> {
  const database = await Database.open({ path: join(folder, `${(number += 1)}.duckdb`), memory: '200MB', threads: 1, folders: [folder] })
  try {
    await database.run(sql`create table pred (id_a varchar, id_b varchar, probability double, weight double)`)
    await database.run(sql`create table cl (id varchar, cluster varchar)`)
    await database.run(sql`create table gold (id varchar, c varchar)`)
    if (pairs.length > 0) await database.run(sql`insert into pred values ${joinSql(pairs.map(([a, b, p]) => sql`(${a}, ${b}, cast(${p} as double), cast(${p} as double))`))}`)
    if (clusters.length > 0) await database.run(sql`insert into cl values ${joinSql(clusters.map(([id, cluster]) => sql`(${id}, ${cluster})`))}`)
    await database.run(sql`insert into gold values ${joinSql(gold.map(([id, c]) => sql`(${id}, ${c})`))}`)
    return await score(database, across)
  } finally {
    database.close()
  }
}

describe('score', () => {
  test('counts pairs, entities and clusters within one source', async () => {
    const gold: Group[] = [['a', '1'], ['b', '1'], ['c', '1'], ['d', '2'], ['e', '2'], ['f', '3']]
    const result = await scored([['a', 'b', 0.9], ['c', 'd', 0.6], ['d', 'e', 0.4]], [['a', 'x'], ['b', 'x'], ['c', 'y'], ['d', 'y'], ['e', 'z']], gold)
    expect(result.true_pairs).toBe(4)
    expect(result.recall_ceiling).toBe(0.5)
    expect(result.at_half).toMatchObject({ precision: 0.5, recall: 0.25, f1: 0.3333 })
    expect(result.best).toMatchObject({ threshold: 0.4, f1: 0.5714 })
    expect(result.clustered).toEqual({ precision: 0.5, recall: 0.25, f1: 0.3333 })
    expect(result.clusters).toEqual({ all: 3, exact: 1 })
    expect(result.bestLinks).toBeNull()
  })

  test('across sources, counts only pairs and entities across them, and keeps the best link of each record', async () => {
    const gold: Group[] = [['A-1', 'p'], ['A-2', 'p'], ['B-1', 'p'], ['A-3', 'q'], ['B-2', 'q']]
    const pairs: Pair[] = [['A-1', 'A-2', 0.99], ['A-1', 'B-1', 0.9], ['A-2', 'B-1', 0.8], ['A-1', 'B-2', 0.7], ['A-3', 'B-2', 0.6]]
    const result = await scored(pairs, [['A-1', 'x'], ['A-2', 'x'], ['B-1', 'x'], ['B-2', 'x']], gold, ['A-', 'B-'])
    expect(result.true_pairs).toBe(3)
    expect(result.at_half).toMatchObject({ predicted: 4, true_positives: 3 })
    expect(result.clustered).toEqual({ precision: 0.5, recall: 0.6667, f1: 0.5714 })
    expect(result.bestLinks).toEqual({ precision: 1, recall: 0.6667, f1: 0.8 })
  })

  test('no pair listed gives no recall', async () => {
    const result = await scored([], [], [['a', '1'], ['b', '1']])
    expect(result.at_half.f1).toBe(0)
    expect(result.ece).toBeNull()
    expect(result.clustered.f1).toBe(0)
  })
})

test('F1 lies between precision and recall', () => {
  assert(
    property(nat(50), nat(50), nat(50), (hits, false_, missed) => {
      const { precision, recall, f1 } = ratesOf(hits, hits + false_, hits + missed)
      expect(f1).toBeGreaterThanOrEqual(Math.min(precision, recall) - 1e-4)
      expect(f1).toBeLessThanOrEqual(Math.max(precision, recall) + 1e-4)
    }),
  )
})
