import type { CommandModule } from 'yargs'
import { answer, limits, withCommon, type Common } from './common.js'
import { explained } from './explain-text.js'

interface Arguments extends Common {
  readonly run: string
  readonly left: string
  readonly right: string
}

export const explainCommand: CommandModule<object, Arguments> = {
  command: 'explain <run> <left> <right>',
  describe: 'why a pair got its score, or at which step it was left out',
  builder: (yargs) =>
    withCommon(
      yargs
        .positional('run', { type: 'string', demandOption: true, describe: 'a run folder' })
        .positional('left', { type: 'string', demandOption: true, describe: 'ID, SYSTEM:ID, SYSTEM:ID:ROLE or SYSTEM:ID:ROLE:N' })
        .positional('right', { type: 'string', demandOption: true, describe: 'likewise' }),
    ),
  handler: async (args) => {
    const { explainPair } = await import('../work/explain.js')
    const explanation = await explainPair(args.run, args.left, args.right, limits(args))
    answer(args, explanation, explained(explanation))
  },
}
