import type { CommandModule } from 'yargs'
import { answer, say, withCommon, workOptions, type Common } from './common.js'

interface Arguments extends Common {
  readonly run: string
  readonly rerun: boolean
  readonly key?: string | undefined
}

/** Why things could not be checked, each reason once with how many and the first names. */
function reasons(unchecked: readonly { readonly what: string; readonly name: string; readonly why: string }[]): string[] {
  const by = new Map<string, string[]>()
  for (const { what, name, why } of unchecked) {
    const reason = `${what}: ${why.replace(/^reads \S+, which is/u, 'reads a table that is')}`
    by.set(reason, [...(by.get(reason) ?? []), name])
  }
  return [...by].map(([reason, names]) => `  not checked, ${reason} (${names.length}: ${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''})`)
}

export const verifyCommand: CommandModule<object, Arguments> = {
  command: 'verify <run>',
  describe: 'check a run folder: inputs, outputs, identities, SQL, signature; code 1 where something is not as it was',
  builder: (yargs) =>
    withCommon(
      yargs
        .positional('run', { type: 'string', demandOption: true, describe: 'a run folder' })
        .option('rerun', { type: 'boolean', default: false, describe: 'also run it again in a temporary folder and compare every byte' })
        .option('key', { type: 'string', requiresArg: true, describe: 'the public part of the key that signed it, a PEM file' }),
    ),
  handler: async (args) => {
    const { verifyRun } = await import('../work/verify.js')
    const { run, rerun, key } = args
    const found = await verifyRun(run, { ...workOptions(args), rerun, ...(key === undefined ? {} : { key }) })
    for (const reason of reasons(found.unchecked)) say(args, reason)
    const { inputs, outputs, identities, sql, signatures, rerun: again } = found.checked
    const checked = `checked: ${inputs} inputs, ${outputs} outputs, ${identities} identities, ${sql} SQL files, ${signatures} signatures${again === undefined ? '' : `, ${again} files made again`}`
    const lines = found.mismatches.map(({ what, name, detail }) => `${what}: ${name} ${detail}`)
    answer(args, found, [...lines, checked, found.ok ? 'everything that was checked is as it was' : `${lines.length} ${lines.length === 1 ? 'thing is' : 'things are'} not as run.json says`].join('\n'))
    process.exitCode = found.ok ? 0 : 1
  },
}
