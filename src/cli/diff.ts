import type { CommandModule } from 'yargs'
import { answer, limits, withCommon, type Common } from './common.js'

interface Arguments extends Common {
  readonly before: string
  readonly after: string
  readonly out?: string | undefined
}

const counted = (counts: readonly (readonly [n: number, words: string])[]): string => counts.map(([n, words]) => `${n} ${words}`).join(', ')

export const diffCommand: CommandModule<object, Arguments> = {
  command: 'diff <before> <after>',
  describe: 'compare two runs: inputs, config, versions, figures, candidates, entities, findings; code 1 where they differ',
  builder: (yargs) =>
    withCommon(
      yargs
        .positional('before', { type: 'string', demandOption: true, describe: 'the run folder of the earlier run' })
        .positional('after', { type: 'string', demandOption: true, describe: 'the run folder of the later run' })
        .option('out', { type: 'string', requiresArg: true, describe: 'folder for a page, the difference as JSON and all of its rows; it must not exist or be empty' }),
    ),
  handler: async (args) => {
    const { diffRuns } = await import('../work/diff.js')
    const { before, after, out } = args
    const found = await diffRuns(before, after, { ...limits(args), ...(out === undefined ? {} : { out }) })
    const { candidates, entities } = found
    const lines = [
      `inputs, config, versions: ${counted([[found.inputs.length, 'inputs'], [found.config.length, 'settings'], [found.versions.length, 'versions']])} differ`,
      ...(candidates === null ? [] : [`candidates: ${counted([[candidates.new, 'new'], [candidates.gone, 'gone'], [candidates.moved, 'in another band'], [candidates.scored, 'scored otherwise']])}`]),
      ...(entities === null ? [] : [`entities: ${counted([[entities.merged, 'merged'], [entities.split, 'split'], [entities.renamed, 'renamed']])}; mentions: ${counted([[entities.new_mentions, 'new'], [entities.gone_mentions, 'gone']])}`]),
      `${counted([[found.figures.length, 'figures'], [found.findings.length, 'findings'], [found.tables.length, 'tables']])} differ`,
      found.same ? 'the runs are the same' : 'the runs differ',
    ]
    answer(args, found, [...lines, ...(out === undefined ? [] : [out])].join('\n'))
    process.exitCode = found.same ? 0 : 1
  },
}
