import type { CommandModule } from 'yargs'
import { noRoles, withCommon, workOptions, type Common } from './common.js'
import { sayGuessed } from './guessed.js'
import { runEnded } from './result.js'

interface Arguments extends Common {
  readonly file: string[]
  readonly out: string
  readonly id?: string | undefined
  readonly role: readonly string[]
}

export const profileCommand: CommandModule<object, Arguments> = {
  command: 'profile <file..>',
  describe: 'say what each column holds, and what is wrong with it',
  builder: (yargs) =>
    withCommon(
      yargs
        .positional('file', { type: 'string', array: true, demandOption: true, describe: 'delimited text with a header' })
        .option('out', { type: 'string', requiresArg: true, demandOption: true, describe: 'the run folder to make; it must not exist or be empty' })
        .option('id', { type: 'string', requiresArg: true, describe: 'column of the record id, so that rows that share one are found (default: record_id, else id)' })
        .option('role', { type: 'string', array: true, default: noRoles, requiresArg: true, describe: 'COLUMN=ROLE, instead of the role that was guessed; may be repeated' }),
    ),
  handler: async (args) => {
    const { profiled, profileFiles } = await import('../work/profile.js')
    const { file, out, id, role } = args
    const ended = await profileFiles(file, out, { ...workOptions(args), ...(id === undefined ? {} : { id }), roles: role, guessed: sayGuessed(args) })
    const { profile, text } = profiled(ended.folder)
    await runEnded(args, ended, { figures: { profile }, ...(process.stdout.isTTY ? { text } : {}) })
  },
}
