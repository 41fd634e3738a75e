import { existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Database } from '../../src/engine/database.js'
import { sql } from '../../src/engine/sql.js'
import { lossesOf, type Losses } from '../scoring/losses.js'
import { match, type Ended } from '../scoring/match-run.js'
import { loadRun, withDatabase } from '../scoring/run-tables.js'
import { score, type Score } from '../scoring/score.js'
import { reader, type LabelledSet } from './sets.js'

/** What was measured on a set; no score where the run failed or the files are not there. */
export interface Measured {
  readonly set: LabelledSet
  readonly ended: Ended
  readonly score?: Score
  readonly losses?: Losses
}

/** Calls `use` on a database that holds the tables of a run and the truth of its set, as `score` reads them. */
const withScored = async <T>(set: LabelledSet, run: string, data: string, use: (database: Database) => Promise<T>): Promise<T> =>
  await withDatabase([run, data], async (database) => {
    await loadRun(database, run, set.ids ?? 'id')
    await database.command(sql`create table gold as select distinct cast(id as varchar) as id, cast(c as varchar) as c from (${set.gold(reader(data))}) where c is not null`)
    return await use(database)
  })

/** Scores a run of a set against its truth below `data`. */
export const scoreOf = async (set: LabelledSet, run: string, data: string): Promise<Score> => await withScored(set, run, data, (database) => score(database, set.across))

/** Matches a set below `data` without configuration into a folder of `out`, and scores it against its truth. */
export async function measure(set: LabelledSet, data: string, out: string, withLosses: boolean, limit: number): Promise<Measured> {
  const files = set.files.map((file) => resolve(data, file))
  const absent = files.filter((file) => !existsSync(file))
  if (absent.length > 0) return { set, ended: { seconds: 0, warnings: [], failure: 'its files are not there' } }
  const run = join(out, set.name)
  mkdirSync(out, { recursive: true })
  const ended = await match(files, run, set.options, limit)
  if (ended.failure !== undefined) return { set, ended }
  return await withScored(set, run, data, async (database) => {
    const scored = await score(database, set.across)
    return { set, ended, score: scored, ...(withLosses ? { losses: await lossesOf(database, run, set.ids ?? 'id') } : {}) }
  })
}
