import { z } from 'zod'
import { id, joinSql, sql, type Sql } from '../engine/sql.js'
import type { Parameters } from '../model/comparison.js'
import { comparisonsOf, type Comparison } from './comparisons.js'
import { findPairs } from './find-pairs.js'
import { alternativeClasses, floorBits, levelColumn, scoredLevels, scoredPairs, weightColumn, withLevels } from './pair-sql.js'
import { carried, listPairs, pairsInPart, partsOf } from './pairs.js'
import { inParts, once } from './pieces.js'
import { tableOf, type PlanMatch } from './plan.js'
import type { StageContext } from './stage.js'
import { savedParameters } from './train.js'
import { allCompared, fewPairs } from './training-share.js'

/** Pairs of at least this probability are kept for the evidence of clusters, even where the floor of candidates is higher. */
const workingFloor = 0.001

async function emptyTables(context: StageContext, match: PlanMatch, comparisons: readonly Comparison[]): Promise<void> {
  const columns = comparisons.flatMap((comparison) => [sql`${levelColumn(comparison)} tinyint`, sql`${weightColumn(comparison)} double`])
  await context.database.run(sql`create temp table ${id(tableOf('candidate_pair', match))}
    (${joinSql([sql`left_mention integer, right_mention integer, rule_no smallint, rules smallint, ways smallint`, ...columns, sql`damage_weight double, alternative_weight double, match_weight double, own_weight double, calibration_weight double`])})`)
}

/** Makes rule_count: for each rule the pairs that it is the first to bring together, and those of them below the floor. */
async function countByRule({ database }: StageContext, match: PlanMatch, made: readonly (readonly [rule: number, pairs: number])[]): Promise<void> {
  const rows = made.map(([rule, pairs]) => sql`(cast(${rule} as integer), cast(${pairs} as bigint))`)
  const counted = rows.length === 0 ? sql`select null::integer as rule_no, null::bigint as pairs limit 0` : sql`select * from (values ${joinSql(rows)}) as counted (rule_no, pairs)`
  await database.run(sql`create temp table ${id(tableOf('rule_count', match))} as
    select ${match.name} as match, r.rule_no, r.rule, coalesce(c.pairs, 0) as pairs_made, coalesce(c.pairs, 0) - coalesce(k.pairs, 0) as pairs_dropped
    from ${id(tableOf('block_rule', match))} r left join (${counted}) c on c.rule_no = r.rule_no
    left join (select rule_no, count(*) as pairs from ${id(tableOf('candidate_pair', match))} group by rule_no) k on k.rule_no = r.rule_no
    where r.chosen`)
}

/** Scores a query of pairs with their levels, and keeps those at or above the floor. */
async function keep({ database }: StageContext, match: PlanMatch, scored: Sql, floor: number): Promise<void> {
  await database.run(sql`insert into ${id(tableOf('candidate_pair', match))} select *, match_weight, 0.0 from (${scored}) where match_weight >= ${floor}`)
}

const foundShape = z.object({ found: z.number(), made: z.array(z.tuple([z.number(), z.number()])) })

/** Makes found_pair: the pairs of a match, all where they are few, else those that may reach the floor; how many they are, and how many each rule is the first to make. */
async function pairsToScore(context: StageContext, match: PlanMatch, parameters: Parameters, floor: number): Promise<z.output<typeof foundShape>> {
  await context.database.drop(tableOf('compared_pair', match))
  const { pairs, made } = (await fewPairs(context, match)) ? await listPairs(context, match) : await findPairs(context, match, parameters, floor)
  return { found: pairs, made: [...made] }
}

/** Scores the pairs of a match, all of them where they are few, else those that may reach the floor, in parts; keeps those that do and counts the others by rule. */
export async function scorePairs(context: StageContext, match: PlanMatch): Promise<void> {
  const { database, config } = context
  const comparisons = comparisonsOf(context.plan, match)
  const parameters = await savedParameters(context, match)
  const asked = sql`select left_mention, right_mention, 0 as rule_no, 0 as rules, 0 as ways from asked_pair`
  context.saveSql(`asked_pair_${match.suffix}`, scoredPairs(match, comparisons, parameters, asked, carried))
  context.saveSql(`asked_class_${match.suffix}`, alternativeClasses(comparisons, parameters, withLevels(match, comparisons, asked, carried)))
  const floor = floorBits(Math.min(config.floor, workingFloor))
  if (await allCompared(context, match)) {
    await emptyTables(context, match, comparisons)
    const compared = id(tableOf('compared_pair', match))
    const select = scoredLevels(comparisons, parameters, sql`select * exclude (trains, free) from ${compared}`, carried)
    context.saveSql(`scored_pair_${match.suffix}`, select)
    await keep(context, match, select, floor)
    const made = await database.rows<{ rule: number; pairs: number }>(sql`select rule_no as rule, count(*) as pairs from ${compared} group by rule_no`)
    await countByRule(context, match, made.map(({ rule, pairs }) => [rule, pairs]))
    return
  }
  const { found, made } = await once(context, 'found', foundShape, async () => await pairsToScore(context, match, parameters, floor))
  // Sketches and blocks are done with.
  await database.makeRoom()
  await inParts(context, 'scored', partsOf(found, database.memory, comparisons), async (at, parts) => {
    const select = scoredPairs(match, comparisons, parameters, pairsInPart(match, at, parts), carried)
    if (at === 0) {
      // Of all pairs: into how many parts they are divided hangs on memory.
      context.saveSql(`scored_pair_${match.suffix}`, scoredPairs(match, comparisons, parameters, pairsInPart(match, 0, 1), carried))
      await emptyTables(context, match, comparisons)
    }
    await keep(context, match, select, floor)
    context.emit({ kind: 'progress', done: at + 1, total: parts, unit: 'parts', label: `${match.name}: of ${found} pairs that may reach the floor` })
  })
  await countByRule(context, match, made)
  await database.drop(tableOf('found_pair', match))
}
