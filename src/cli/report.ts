import type { CommandModule } from 'yargs'
import { answer, limits, withCommon, type Common } from './common.js'
import { UsageError } from './usage-error.js'

const purposes = ['review', 'statistics', 'investigation'] as const

interface Arguments extends Common {
  readonly run: string
  readonly purpose?: string | undefined
  readonly out?: string | undefined
  readonly smallCells?: string | undefined
}

function smallCellsOf(given: string): number {
  const value = Number(given)
  if (!/^\d{1,4}$/u.test(given) || value < 2 || value > 1000) throw new UsageError(`--small-cells ${JSON.stringify(given)} is not a limit of small cells`, 'write a whole number from 2 to 1000: --small-cells 11')
  return value
}

function purposeOf(given: string): (typeof purposes)[number] {
  const found = purposes.find((purpose) => purpose === given)
  if (found === undefined) throw new UsageError(`--purpose ${JSON.stringify(given)} is no purpose`, `write one of ${purposes.join(', ')}`)
  return found
}

export const reportCommand: CommandModule<object, Arguments> = {
  command: 'report <run>',
  describe: 'make the reports of a finished run anew, or one for another purpose',
  builder: (yargs) =>
    withCommon(
      yargs
        .positional('run', { type: 'string', demandOption: true, describe: 'a run folder' })
        .option('purpose', { type: 'string', requiresArg: true, describe: 'review, statistics or investigation (default: as the config says)' })
        .option('out', { type: 'string', requiresArg: true, describe: 'folder of a statistics report; it must not exist or be empty (default: statistics, in the run folder)' })
        .option('small-cells', { type: 'string', requiresArg: true, describe: 'statistics: counts from 1 to one less than this are suppressed (default: as the config says, else 11)' }),
    ),
  handler: async (args) => {
    const { reportRun } = await import('../work/report.js')
    const { run, purpose, out, smallCells } = args
    const folder = await reportRun(run, {
      ...limits(args),
      ...(purpose === undefined ? {} : { purpose: purposeOf(purpose) }),
      ...(out === undefined ? {} : { out }),
      ...(smallCells === undefined ? {} : { smallCells: smallCellsOf(smallCells) }),
    })
    answer(args, { folder }, folder)
  },
}
