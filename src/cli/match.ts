import type { CommandModule } from 'yargs'
import { noRoles, withCommon, workOptions, type Common } from './common.js'
import { sayGuessed } from './guessed.js'
import { runEnded } from './result.js'

interface Arguments extends Common {
  readonly file: string[]
  readonly out: string
  readonly id?: string | undefined
  readonly role: readonly string[]
  readonly within: boolean
  readonly 'one-to-one': boolean
  readonly labels?: string | undefined
}

export const matchCommand: CommandModule<object, Arguments> = {
  command: 'match <file..>',
  describe: 'find the same people in one file (duplicates) or in several (links), without a config',
  builder: (yargs) =>
    withCommon(
      yargs
        .positional('file', { type: 'string', array: true, demandOption: true, describe: 'delimited text with a header' })
        .option('out', { type: 'string', requiresArg: true, demandOption: true, describe: 'the run folder to make; it must not exist or be empty' })
        .option('id', { type: 'string', requiresArg: true, describe: 'column of the record id (default: record_id, else id)' })
        .option('role', { type: 'string', array: true, default: noRoles, requiresArg: true, describe: 'COLUMN=ROLE, instead of the role that was guessed; may be repeated' })
        .option('within', { type: 'boolean', default: false, describe: 'also pair records of the same file when several are given' })
        .option('one-to-one', { type: 'boolean', default: false, describe: 'across files, keep for each record its best partner only' })
        .option('labels', { type: 'string', requiresArg: true, describe: 'pairs that people have judged, by which probabilities are calibrated: record_id,cluster_id, or record_id_a,record_id_b,match' })
        .example('$0 match clients.csv --out out', 'duplicates in one file')
        .example('$0 match a.csv b.csv --id case_no --role born=date_of_birth --out out', 'links between two'),
    ),
  handler: async (args) => {
    const { matchFiles } = await import('../work/match.js')
    const { file, out, id, role, within, 'one-to-one': oneToOne, labels } = args
    const options = { ...workOptions(args), ...(id === undefined ? {} : { id }), ...(labels === undefined ? {} : { labels }), roles: role, within, oneToOne, guessed: sayGuessed(args) }
    await runEnded(args, await matchFiles(file, out, options))
  },
}
