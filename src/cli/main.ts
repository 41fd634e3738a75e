#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import yargs from 'yargs'
import { report } from './boundary.js'
import { checkCommand } from './check.js'
import { decryptCommand } from './decrypt.js'
import { diffCommand } from './diff.js'
import { evaluateCommand } from './evaluate.js'
import { explainCommand } from './explain.js'
import { usageError } from './fail.js'
import { initCommand } from './init.js'
import { matchCommand } from './match.js'
import { profileCommand } from './profile.js'
import { reconcileCommand } from './reconcile.js'
import { reportCommand } from './report.js'
import { runCommand } from './run.js'
import { UsageError } from './usage-error.js'
import { verifyCommand } from './verify.js'

const names = ['run', 'match', 'check', 'init', 'profile', 'evaluate', 'explain', 'reconcile', 'report', 'verify', 'diff', 'decrypt']

function ownVersion(): string {
  const facts: unknown = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'))
  return typeof facts === 'object' && facts !== null && 'version' in facts ? String(facts.version) : ''
}

const codes = 'Exit codes: 0 done; 1 done, and findings exceed the thresholds of the config; 2 could not run; 3 a fault of Crosswalk; 130 interrupted.'

const single = ['out', 'id', 'threads', 'memory', 'truth', 'sources', 'key', 'count', 'date', 'cutoff', 'amount', 'period', 'purpose', 'small-cells', 'key-file', 'passphrase-file', 'sign']

function givenOnce(args: Readonly<Record<string, unknown>>): true {
  const twice = single.find((name) => Array.isArray(args[name]))
  if (twice !== undefined) throw new UsageError(`--${twice} was given more than once`, 'give it once')
  return true
}

async function main(words: readonly string[]): Promise<void> {
  const parser = yargs([...words])
    .scriptName('crosswalk')
    .usage('$0 COMMAND\n\nMatches people across case and petition systems, and proves why extracts of one system do not reconcile.')
    .command(runCommand)
    .command(matchCommand)
    .command(reconcileCommand)
    .command(checkCommand)
    .command(initCommand)
    .command(profileCommand)
    .command(evaluateCommand)
    .command(explainCommand)
    .command(reportCommand)
    .command(decryptCommand)
    .command(verifyCommand)
    .command(diffCommand)
    .parserConfiguration({
      'boolean-negation': false, 'camel-case-expansion': true, 'dot-notation': false, 'greedy-arrays': false,
      'parse-numbers': false, 'parse-positional-numbers': false,
    })
    .strict()
    .check(givenOnce)
    .demandCommand(1)
    .version(ownVersion())
    .help()
    .wrap(Math.min(120, process.stdout.columns ?? 120))
    .epilogue(codes)
    .exitProcess(false)
  let failed: { readonly message: string; readonly error: Error | undefined } | undefined
  parser.fail((message, error) => {
    failed ??= { message, error }
    throw error ?? new Error(message)
  })
  try {
    await parser.parseAsync()
  } catch (error) {
    throw failed === undefined || failed.error !== undefined ? error : await usageError(failed.message, words, names, () => parser.getHelp())
  }
}

// A reader that closes early, such as head, is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})
process.stderr.on('error', () => undefined)

// What DuckDB writes is for the owner alone from its first byte.
process.umask(0o077)

const words = process.argv.slice(2)
// Arguments may be identifiers, and the list of processes is for everybody.
process.title = ['crosswalk', ...names.filter((name) => name === words[0])].join(' ')
try {
  await main(words)
} catch (error) {
  process.exitCode = await report(error, words.includes('--json'))
}
