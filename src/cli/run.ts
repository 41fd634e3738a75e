import type { CommandModule } from 'yargs'
import { withCommon, workOptions, type Common } from './common.js'
import { runEnded } from './result.js'

interface Arguments extends Common {
  readonly config: string
  readonly out?: string | undefined
  readonly force: boolean
  readonly resume: boolean
  readonly sign?: string | undefined
}

export const runCommand: CommandModule<object, Arguments> = {
  command: 'run <config>',
  describe: 'run the whole pipeline; the last line of stdout is the run folder',
  builder: (yargs) =>
    withCommon(
      yargs
        .positional('config', { type: 'string', demandOption: true, describe: 'the config, a YAML file' })
        .option('out', { type: 'string', requiresArg: true, describe: 'folder in which the run folder appears (default: as the config says)' })
        .option('force', { type: 'boolean', default: false, describe: 'run anew although this run is done, and say which tables changed' })
        .option('resume', { type: 'boolean', default: false, describe: 'go on from where this run was last saved, where it was stopped before its end' })
        .option('sign', { type: 'string', requiresArg: true, describe: 'sign run.json with this Ed25519 private key, a PEM file (default: as the config says)' }),
    ),
  handler: async (args) => {
    const { runConfig } = await import('../work/run.js')
    const runs = args.out === undefined ? {} : { runs: args.out }
    await runEnded(args, await runConfig(args.config, { ...workOptions(args), ...runs, ...(args.sign === undefined ? {} : { sign: args.sign }), force: args.force, resume: args.resume }))
  },
}
