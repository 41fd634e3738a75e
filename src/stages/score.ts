import { id, sql } from '../engine/sql.js'
import { comparisonsOf } from './comparisons.js'
import { comparePairs, namesOf } from './pairs.js'
import { atFirst, forEach } from './pieces.js'
import { tableOf, type Plan, type PlanMatch } from './plan.js'
import { scorePairs } from './score-pairs.js'
import type { Stage, StageContext, TableSpec } from './stage.js'
import { createTrainingTables, saveTraining, trainMatch } from './train.js'
import { ofTrainingShare, trainingShare } from './training-share.js'

const comparedPairs = (match: PlanMatch): TableSpec => ({
  table: tableOf('compared_pair', match),
  reads: [tableOf('comparand', match), tableOf('block_member', match), tableOf('block_rule', match)],
  internal: true,
  code: (context) => comparePairs(context, match),
})

const agreementPatterns = (plan: Plan, match: PlanMatch): TableSpec => ({
  table: tableOf('agreement_pattern', match),
  file: 'agreement_pattern',
  reads: [tableOf('compared_pair', match), tableOf('comparand', match), tableOf('block_rule', match)],
  bulk: true,
  slots: async (context) => ({
    compared: id(tableOf('compared_pair', match)), names: namesOf(comparisonsOf(plan, match)), sampled: ofTrainingShare(match, await trainingShare(context, match), sql`left_mention`),
  }),
})

async function train(context: StageContext): Promise<void> {
  await atFirst(context, async () => await createTrainingTables(context))
  await forEach(context, 'trained', context.plan.matches, async (match) => {
    const estimate = await trainMatch(context, match, await trainingShare(context, match))
    await saveTraining(context, match, estimate)
    if (estimate.mended !== undefined) context.emit({ kind: 'note', level: 'warning', text: `${match.name}: ${estimate.mended.join(', ')} weigh nothing: their training failed` })
    if (estimate.failure !== undefined) context.emit({ kind: 'note', level: 'warning', text: `${match.name}: default model kept, ${estimate.failure}` })
  })
}

const of = (plan: Plan, file: string): string[] => plan.matches.map((match) => tableOf(file, match))

const scoringTables = (plan: Plan): TableSpec[] => [
  ...plan.matches.flatMap((match) => [comparedPairs(match), agreementPatterns(plan, match)]),
  { table: 'training', reads: ['random_pattern', 'agreement_pattern', 'block_rule', 'comparand'].flatMap((file) => of(plan, file)), code: train },
  { table: 'parameter', reads: ['training'], code: async () => {} },
  ...plan.matches.map((match) => ({
    table: tableOf('candidate_pair', match),
    reads: [...['comparand', 'compared_pair', 'block_member', 'block_rule'].map((file) => tableOf(file, match)), 'training', 'parameter'],
    internal: true,
    code: async (context: StageContext) => await scorePairs(context, match),
  })),
  { table: 'finding_score', reads: ['training'] },
]

/** Pairs made and scored together, after m and u were estimated from the data. */
export const score: Stage = {
  name: 'score',
  tables: scoringTables,
  temporary: (plan) => of(plan, 'compared_pair'),
}
