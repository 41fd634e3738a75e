import { UsageError } from './usage-error.js'

const wants: Readonly<Record<string, string>> = { run: 'config', check: 'config', match: 'file', init: 'file', profile: 'file', evaluate: 'run folder', explain: 'run folder and two ids', verify: 'run folder', diff: 'pair of run folders', decrypt: 'file or run folder' }

/** The options of a command, read from its help. */
async function optionsOf(help: () => Promise<string>): Promise<string[]> {
  return [...(await help()).matchAll(/^\s+(--[a-z][a-z-]*)/gmu)].flatMap((match) => match[1] ?? [])
}

/** Turns what yargs says of arguments into a UsageError that names the nearest command or option. */
export async function usageError(message: string, words: readonly string[], commands: readonly string[], helpText: () => Promise<string>): Promise<UsageError> {
  const { didYouMean } = await import('../work/errors.js')
  const command = words.find((word) => !word.startsWith('-'))
  const known = command !== undefined && commands.includes(command)
  if (!known) {
    const what = command === undefined ? 'no command was given' : `there is no command ${JSON.stringify(command)}`
    return new UsageError(what, command === undefined ? `the commands: ${commands.join(', ')}; crosswalk --help says what each does` : didYouMean(command, commands, 'the commands'))
  }
  const help = `crosswalk ${command} --help says how to call it`
  const options = await optionsOf(helpText)
  const foreign = words.map((word) => word.split('=')[0] ?? '').find((word) => /^-+[A-Za-z]/u.test(word) && !options.includes(word))
  if (foreign !== undefined) return new UsageError(`crosswalk ${command} has no option ${foreign}`, didYouMean(foreign, options, 'its options'))
  const unknown = /^Unknown arguments?: (.+)$/u.exec(message)?.[1]?.split(', ')[0]
  if (unknown !== undefined) return new UsageError(`${JSON.stringify(unknown)} is one argument too many for crosswalk ${command}`, help)
  if (message.startsWith('Not enough non-option')) return new UsageError(`crosswalk ${command} was given no ${wants[command] ?? 'argument'}`, help)
  const missing = /^Missing required arguments?: (.+)$/u.exec(message)?.[1]
  if (missing !== undefined) return new UsageError(`crosswalk ${command} needs ${missing.split(', ').map((name) => `--${name}`).join(', ')}`, help)
  return new UsageError(message.replaceAll(/\s*\n\s*/gu, '; '), help)
}
