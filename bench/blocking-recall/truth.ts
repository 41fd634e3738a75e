import { join } from 'node:path'
import { checkAgainstFiles } from '../../src/config/check.js'
import { loadConfig } from '../../src/config/load.js'
import { buildPlan } from '../../src/run/plan.js'
import { atomSlots } from '../../src/stages/block/keys.js'
import { makeMembers } from '../../src/stages/block/rules.js'
import { neverSaved } from '../../src/stages/pieces.js'
import { tableOf, type PlanMatch } from '../../src/stages/plan.js'
import type { StageContext } from '../../src/stages/stage.js'
import { template } from '../../src/engine/template.js'
import type { Database } from '../../src/engine/database.js'
import { id, sql, type Sql } from '../../src/engine/sql.js'
import type { Interval } from '../../src/model/capture-recapture.js'
import { withDatabase } from '../scoring/run-tables.js'

/** What a match says of its blocking, and what is true of it. */
export interface BlockingRecall {
  readonly match: string
  readonly truePairs: number
  /** True pairs that a rule listed. */
  readonly listed: number
  /** Share listed as the run estimates it; undefined where it gives none. */
  readonly estimate?: Interval
}

/** Whether the interval of an estimate holds the truth. */
export const holds = ({ truePairs, listed, estimate }: BlockingRecall): boolean =>
  estimate !== undefined && estimate.lower <= listed / truePairs && listed / truePairs <= estimate.upper

/** Table of a stage's folder in a run, as a query. */
const tableIn = (run: string, stage: string, table: string): Sql => sql`read_parquet(${join(run, 'tables', stage, `${table}.parquet`)})`

/** Makes the blocks of a match anew, from the mentions and the chosen rules of its run. */
async function remakeBlocks(context: StageContext, match: PlanMatch, run: string): Promise<void> {
  const sides = { left_population: match.left.no, right_population: match.right.no }
  await context.database.run(sql`create temp table ${id(tableOf('block_atom', match))} as ${template('block', 'block_atom', atomSlots(context.plan, match), sides)}`)
  const rules = tableOf('block_rule', match)
  await context.database.command(sql`create temp table ${id(rules)} as select * from ${tableIn(run, 'block', rules)}`)
  await makeMembers(context, match)
}

async function count(database: Database, match: PlanMatch): Promise<{ truePairs: number; listed: number }> {
  const [atom, member] = [id(tableOf('block_atom', match)), id(tableOf('block_member', match))]
  const oriented = match.within ? sql`a.mention_id < b.mention_id` : sql`x.on_left and y.on_right and a.mention_id <> b.mention_id`
  await database.run(sql`create or replace temp table true_pair as
    select a.mention_id as l, b.mention_id as r from true_mention a join true_mention b on b.c = a.c
    join ${atom} x on x.mention_id = a.mention_id join ${atom} y on y.mention_id = b.mention_id where ${oriented}`)
  return await database.row(sql`select (select count(*) from true_pair) as "truePairs", (select count(*) from (
    select distinct l, r from true_pair join ${member} x on x.mention_id = l join ${member} y on y.mention_id = r and y.block = x.block and y.rule_no = x.rule_no)) as listed`)
}

/** Reads of each match of a run how much its blocking listed, by estimate and by truth. `gold` is a query of `id, c` with ids as idOf writes them: `own`. */
export async function blockingRecall(run: string, data: readonly string[], gold: Sql, own: Sql): Promise<BlockingRecall[]> {
  const loaded = await loadConfig(join(run, 'chosen.yaml'))
  const plan = await buildPlan(loaded.config, await checkAgainstFiles(loaded))
  return await withDatabase([run, ...data], async (database) => {
    const context: StageContext = { config: loaded.config, plan, database, workFolder: run, signal: new AbortController().signal, emit: () => {}, saveSql: () => {}, ...neverSaved }
    await database.command(sql`create table mention as select * from ${tableIn(run, 'normalise', 'mention')}`)
    await database.command(sql`create table true_mention as select m.mention_id, g.c from (select mention_id, ${own} as own from mention) m join (${gold}) g on g.id = m.own`)
    await database.command(sql`create table said as select * from ${tableIn(run, 'cluster', 'match_quality')}`)
    const found: BlockingRecall[] = []
    for (const match of plan.matches) {
      await remakeBlocks(context, match, run)
      const { e, low, high } = await database.row<{ e: number | null; low: number | null; high: number | null }>(
        sql`select estimated_recall as e, estimated_recall_low as low, estimated_recall_high as high from said where match = ${match.name}`,
      )
      const estimate = e === null || low === null || high === null ? {} : { estimate: { estimate: e, lower: low, upper: high } }
      found.push({ match: match.name, ...(await count(database, match)), ...estimate })
    }
    return found
  })
}
