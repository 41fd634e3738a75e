import type { CommandModule } from 'yargs'
import { answer, limits, noRoles, withCommon, type Common } from './common.js'

interface Arguments extends Common {
  readonly file: string[]
  readonly id?: string | undefined
  readonly role: readonly string[]
}

export const initCommand: CommandModule<object, Arguments> = {
  command: 'init <file..>',
  describe: 'write a first, commented config for files on stdout, with guessed roles',
  builder: (yargs) =>
    withCommon(
      yargs
        .positional('file', { type: 'string', array: true, demandOption: true, describe: 'delimited text with a header' })
        .option('id', { type: 'string', requiresArg: true, describe: 'column of the record id (default: record_id, else id)' })
        .option('role', { type: 'string', array: true, default: noRoles, requiresArg: true, describe: 'COLUMN=ROLE, instead of the role that was guessed; may be repeated' })
        .example('$0 init tecs.csv claims3.csv > first.yaml', 'a config to correct by hand'),
    ),
  handler: async (args) => {
    limits(args)
    const { initFiles } = await import('../work/init.js')
    const config = await initFiles(args.file, { ...(args.id === undefined ? {} : { id: args.id }), roles: args.role })
    answer(args, { config }, config.trimEnd())
  },
}
