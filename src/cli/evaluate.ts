import type { CommandModule } from 'yargs'
import type { Evaluation } from '../index.js'
import { answer, limits, withCommon, type Common } from './common.js'
import { UsageError } from './usage-error.js'

interface Arguments extends Common {
  readonly run: string
  readonly truth: string
  readonly sources?: string | undefined
}

const percent = (rate: number): string => `${(100 * rate).toFixed(2)} %`.padStart(9)

/** The figures as a table for people. */
export function table({ true_pairs: pairs, true_pairs_not_asked: left, listed, recall_ceiling: ceiling, entities, ...figures }: Evaluation): string {
  const row = (name: string, rates: { precision: number; recall: number; f1: number }): string => `${name.padEnd(26)}${percent(rates.precision)} ${percent(rates.recall)} ${percent(rates.f1)}`
  const best = figures.best === null ? [] : [row(`pairs, best at p ≥ ${figures.best.threshold.toFixed(4)}`, figures.best)]
  const clusters = entities === undefined ? [] : [...(entities.pairs === undefined ? [] : [row('pairs in one entity', entities.pairs)]), row('entities, B-cubed', entities.b_cubed)]
  return [
    `${pairs} true pairs, of which ${percent(ceiling).trim()} are among the ${listed} listed${left === 0 ? '' : `; ${left} further true pairs are between records that no match pairs`}`,
    `${''.padEnd(26)}precision    recall        F1`,
    row('pairs at p ≥ 0.5', figures.at_half),
    row('pairs at p ≥ 0.95', figures.at_95),
    ...best,
    ...clusters,
    ...(figures.ece === null ? [] : [`calibration error ${figures.ece.toFixed(4)} in 15 bins, Brier score ${(figures.brier ?? 0).toFixed(4)}`]),
  ].join('\n')
}

function pairOf(sources: string | undefined): { readonly sources?: readonly [string, string] } {
  if (sources === undefined) return {}
  const [one = '', other = '', ...more] = sources.split(',')
  if (one === '' || other === '' || more.length > 0) throw new UsageError(`--sources ${JSON.stringify(sources)} is not two names`, 'write two, parted by a comma: --sources TECS,CLAIMS3')
  return { sources: [one, other] }
}

export const evaluateCommand: CommandModule<object, Arguments> = {
  command: 'evaluate <run>',
  describe: 'score a run against labels: precision, recall, F1, calibration',
  builder: (yargs) =>
    withCommon(
      yargs
        .positional('run', { type: 'string', demandOption: true, describe: 'a run folder' })
        .option('truth', { type: 'string', requiresArg: true, demandOption: true, describe: 'CSV: record_id,cluster_id, or record_id_a,record_id_b, or system,id,role,ordinal,person_id' })
        .option('sources', { type: 'string', requiresArg: true, describe: 'A,B: only pairs across these two beginnings of ids, or else systems' }),
    ),
  handler: async (args) => {
    const { evaluateRun } = await import('../work/evaluate.js')
    const evaluation = await evaluateRun(args.run, args.truth, { ...limits(args), ...pairOf(args.sources) })
    answer(args, evaluation, table(evaluation))
  },
}
