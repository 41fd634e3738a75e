import { availableParallelism } from 'node:os'
import type { Argv } from 'yargs'
import type { WorkOptions } from '../index.js'
import { engineMemory } from '../work/memory.js'
import { interruption } from './interrupt.js'
import { progressListener } from './progress.js'
import { UsageError } from './usage-error.js'

/** Options that every command has. */
export interface Common {
  readonly json: boolean
  readonly quiet: boolean
  readonly threads?: string | undefined
  readonly memory?: string | undefined
}

/** What --role is when it was not given. */
export const noRoles: readonly string[] = []

export const withCommon = <T>(yargs: Argv<T>): Argv<T & Common> =>
  yargs
    .option('json', { type: 'boolean', default: false, describe: 'print the result as one JSON object, and events as JSON lines on stderr' })
    .option('quiet', { type: 'boolean', default: false, describe: 'print no progress and no notes' })
    .option('threads', { type: 'string', requiresArg: true, describe: 'how many threads to use (default: one a core, one alone for small files)' })
    .option('memory', { type: 'string', requiresArg: true, describe: 'most memory to use, such as 4GB (default: 60 % of the machine)' })

const size = /^\d+(?:\.\d+)?\s*(?:[KMGT]i?B)$/iu

/** Checks --memory and --threads. Throws UsageError, and InputError for less memory than any work takes. */
export function limits({ memory, threads }: Common): { readonly memory?: string; readonly threads?: number } {
  if (memory !== undefined && (!size.test(memory) || Number.parseFloat(memory) === 0)) {
    throw new UsageError(`--memory ${JSON.stringify(memory)} is not an amount of memory`, 'write a number and a unit: --memory 4GB, --memory 500MB')
  }
  if (threads !== undefined && !/^[1-9]\d{0,3}$/u.test(threads)) {
    throw new UsageError(`--threads ${JSON.stringify(threads)} is not a number of threads`, 'write a whole number from 1 on: --threads 2')
  }
  // Told before anything is read.
  if (memory !== undefined) engineMemory(memory, threads === undefined ? availableParallelism() : Number(threads))
  return { ...(memory === undefined ? {} : { memory }), ...(threads === undefined ? {} : { threads: Number(threads) }) }
}

/** How a command that runs stages works: limits, Ctrl-C, progress. */
export const workOptions = (common: Common): WorkOptions => ({ ...limits(common), signal: interruption(), listener: progressListener(common) })

/** For people, unless they asked for quiet or JSON. */
export const say = ({ json, quiet }: Common, text: string): void => {
  if (!json && !quiet) process.stderr.write(`${text}\n`)
}

/** Prints a result: JSON when asked for, else the text for people. */
export const answer = ({ json }: Common, value: unknown, text: string): void => {
  process.stdout.write(`${json ? JSON.stringify(value) : text}\n`)
}
