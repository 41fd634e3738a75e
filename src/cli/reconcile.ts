import type { CommandModule } from 'yargs'
import { withCommon, workOptions, type Common } from './common.js'
import { runEnded } from './result.js'

const periods = ['year', 'fiscal_year', 'month'] as const

interface Arguments extends Common {
  readonly file: string[]
  readonly out: string
  readonly key: string
  readonly count?: string | undefined
  readonly date?: string | undefined
  readonly cutoff?: string | undefined
  readonly amount?: string | undefined
  readonly period?: (typeof periods)[number] | undefined
}

const listed = (text: string): string[] => text.split(',').map((part) => part.trim()).filter((part) => part !== '')

export const reconcileCommand: CommandModule<object, Arguments> = {
  command: 'reconcile <file..>',
  describe: 'compare extracts of one system, in the order given, without a config',
  builder: (yargs) =>
    withCommon(
      yargs
        .positional('file', { type: 'string', array: true, demandOption: true, describe: 'delimited text with a header, the earliest delivery first' })
        .option('key', { type: 'string', requiresArg: true, demandOption: true, describe: 'column that identifies a row, or several parted by commas' })
        .option('out', { type: 'string', requiresArg: true, demandOption: true, describe: 'the run folder to make; it must not exist or be empty' })
        .option('count', { type: 'string', requiresArg: true, describe: 'column of the unit that documents count, where it is coarser than the key' })
        .option('date', { type: 'string', requiresArg: true, describe: 'column with the date of the event, which puts a row into a period' })
        .option('cutoff', { type: 'string', requiresArg: true, describe: 'last day that each extract covers, YYYY-MM-DD, one an extract, parted by commas; else from manifest.csv or .json beside the files' })
        .option('amount', { type: 'string', requiresArg: true, describe: 'column with the money that is summed' })
        .option('period', { type: 'string', choices: periods, requiresArg: true, describe: 'length of the periods (default: year)' })
        .example('$0 reconcile 2014-08.csv 2014-09.csv --key case,subject --count case --date opened --out out', 'two deliveries of one case system'),
    ),
  handler: async (args) => {
    const { reconciled, reconcileFiles } = await import('../work/reconcile.js')
    const { file, out, key, count, date, cutoff, amount, period } = args
    const options = {
      ...workOptions(args), key: listed(key),
      ...(count === undefined ? {} : { count }), ...(date === undefined ? {} : { date }), ...(amount === undefined ? {} : { amount }),
      ...(period === undefined ? {} : { period }), ...(cutoff === undefined ? {} : { cutoffs: listed(cutoff) }),
    }
    const ended = await reconcileFiles(file, out, options)
    const { text, ...figures } = reconciled(ended.folder)
    await runEnded(args, ended, { text, figures })
  },
}
