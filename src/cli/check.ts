import type { CommandModule } from 'yargs'
import { answer, limits, say, withCommon, type Common } from './common.js'

interface Arguments extends Common {
  readonly config: string
}

export const checkCommand: CommandModule<object, Arguments> = {
  command: 'check <config>',
  describe: 'prove everything that can be known of a config before a run',
  builder: (yargs) => withCommon(yargs.positional('config', { type: 'string', demandOption: true, describe: 'the config, a YAML file' })),
  handler: async (args) => {
    limits(args)
    const { check } = await import('../work/check.js')
    const { loaded, checked } = await check(args.config)
    for (const { file, unmapped } of checked.extracts) if (unmapped.length > 0) say(args, `${file}: no field holds the columns ${unmapped.join(', ')}`)
    const extracts = checked.extracts.map(({ system, id, file, columns, unmapped }) => {
      const missing = columns.filter(({ column }) => column === null).map(({ field }) => field)
      return { system, id, file, columns: columns.length - missing.length, missing, unmapped }
    })
    const lines = extracts.map(({ system, id, file, columns, missing }) => `${system} ${id}: ${file}, ${columns} columns${missing.length === 0 ? '' : `; not delivered: ${missing.join(', ')}`}`)
    answer(args, { config: loaded.config.name, ok: true, extracts }, [...lines, `${args.config} can be run`].join('\n'))
  },
}
