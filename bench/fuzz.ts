// node dist/bench/fuzz.js [--cases N] [--seconds S] [--seed N] [--only TARGET,…] [--docs FILE] [--keep TARGET:NUMBER]: mutated files, configs, ledgers, labels and
// control files, N of each kind, or as many as S seconds allow, the kinds having the same time, tried in process. Prints a Markdown table; --docs writes it between
// the marks of a page. Exit code 1 when a case broke a promise. --keep leaves one case in a folder.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fuzz, keepCase, type Fuzzed } from './fuzz/fuzz.js'
import { targets } from './fuzz/targets.js'
import { writeBetweenMarks } from './page.js'

const { values } = parseArgs({
  options: {
    cases: { type: 'string' }, seconds: { type: 'string' }, seed: { type: 'string', default: '1' }, only: { type: 'string' }, docs: { type: 'string' }, keep: { type: 'string' },
  },
})
const most = values.seconds === undefined ? 2000 : Number.MAX_SAFE_INTEGER
const [cases, seed] = [values.cases === undefined ? most : Number(values.cases), Number(values.seed)]
const titles: Readonly<Record<string, string>> = { delivered: 'delivered CSV', ledger: 'ledgers, CSV and YAML', labels: 'labels', controls: 'control files', config: 'configs' }
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
      const one = await fuzz(target, cases, { seed, root: join(root, target), ...(values.seconds === undefined ? {} : { seconds: Number(values.seconds) / chosen.length }) })
      made.push(one)
      for (const { number, what } of one.failures.slice(0, 20)) process.stderr.write(`${target} ${number}: ${what}\n`)
    }
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
  const row = ({ target, cases: tried, results, failures, slowest }: Fuzzed): string =>
    `| ${titles[target] ?? target} | ${seed} | ${tried.toLocaleString('en-US')} | ${results.toLocaleString('en-US')} | ${(tried - results - failures.length).toLocaleString('en-US')} | ${failures.length} | ${Math.round(slowest).toLocaleString('en-US')} ms |\n`
  const table = ['| what is mutated | seed | cases | ended with a result | ended with a sentence | failures | slowest case |\n|---|--:|--:|--:|--:|--:|--:|\n', ...made.map(row)].join('')
  process.stdout.write(table)
  if (values.docs !== undefined) writeBetweenMarks(values.docs, 'fuzz', table)
  if (made.some(({ failures }) => failures.length > 0)) process.exitCode = 1
}
