// node dist/bench/fuzz.js [--cases N] [--seed N] [--only TARGET,…] [--keep TARGET:NUMBER]: mutated files, configs, ledgers, labels and control
// files, N of each kind, tried in process. Prints a Markdown table; exit code 1 when a case broke a promise. --keep leaves one case in a folder.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fuzz, keepCase, type Fuzzed } from './fuzz/fuzz.js'
import { targets } from './fuzz/targets.js'

const { values } = parseArgs({ options: { cases: { type: 'string', default: '2000' }, seed: { type: 'string', default: '1' }, only: { type: 'string' }, keep: { type: 'string' } } })
const [cases, seed] = [Number(values.cases), Number(values.seed)]
const root = mkdtempSync(join(tmpdir(), 'crosswalk-fuzz-'))
if (values.keep !== undefined) {
  const [target = '', number = ''] = values.keep.split(':')
  await keepCase(target, Number(number), seed, root)
  process.stdout.write(`${root}\n`)
} else {
  const chosen = values.only?.split(',') ?? Object.keys(targets)
  const made: Fuzzed[] = []
  try {
    for (const target of chosen) {
      const one = await fuzz(target, cases, { seed, root: join(root, target) })
      made.push(one)
      for (const { number, what } of one.failures.slice(0, 20)) process.stderr.write(`${target} ${number}: ${what}\n`)
    }
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
  process.stdout.write(`| what is mutated | cases | ended with a result | ended with a sentence | failures | slowest case |\n|---|--:|--:|--:|--:|--:|\n`)
  for (const { target, cases: tried, results, failures, slowest } of made) {
    process.stdout.write(`| ${target} | ${tried} | ${results} | ${tried - results - failures.length} | ${failures.length} | ${Math.round(slowest)} ms |\n`)
  }
  if (made.some(({ failures }) => failures.length > 0)) process.exitCode = 1
}
