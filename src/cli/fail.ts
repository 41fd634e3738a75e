import type { Argv } from 'yargs'
import { UsageError } from './usage-error.js'

const dashed = (name: string): string => (name.length === 1 ? `-${name}` : `--${name}`)

/** Turns what yargs says of arguments into a UsageError that names the nearest command or option. */
export async function usageError(message: string, words: readonly string[], yargs: Argv, commands: readonly string[]): Promise<UsageError> {
  const { didYouMean } = await import('../index.js')
  const command = words.find((word) => !word.startsWith('-'))
  const known = command !== undefined && commands.includes(command)
  if (!known) {
    const what = command === undefined ? 'no command was given' : `there is no command ${JSON.stringify(command)}`
    return new UsageError(what, command === undefined ? `the commands: ${commands.join(', ')}; crosswalk --help says what each does` : didYouMean(command, commands, 'the commands'))
  }
  const help = `crosswalk ${command} --help says how to call it`
  const unknown = /^Unknown arguments?: (.+)$/u.exec(message)?.[1]?.split(', ')[0]
  if (unknown === undefined) return new UsageError(message.replaceAll(/\s*\n\s*/gu, '; '), help)
  const written = words.find((word) => word.replace(/^-+/u, '').split('=')[0] === unknown)
  if (written?.startsWith('-') !== true) return new UsageError(`${JSON.stringify(unknown)} is one argument too many for crosswalk ${command}`, help)
  const options = (yargs as unknown as { getOptions: () => { key: Record<string, unknown> } }).getOptions().key
  const names = Object.keys(options).filter((name) => name.length > 1 && !/[A-Z]/u.test(name)).map(dashed)
  return new UsageError(`crosswalk ${command} has no option ${dashed(unknown)}`, didYouMean(dashed(unknown), names, 'its options'))
}
