// node --expose-gc dist/bench/runs.js [--runs N] [--commands N] [--seconds S] [--docs FILE]: N small runs in a row in one process (1,000: of twenty, sixteen
// profiles, three reconciliations of two extracts and a match by a config), then some as commands (20), and what they leave: memory, open files, threads, temporary files.
// No further run is begun in the process after S seconds. Prints Markdown tables; --docs writes them between the marks of a page. Ends with code 1 where more is left
// after the last tenth of the runs than after the first.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { profileFiles, reconcileFiles, runConfig } from '../src/index.js'
import { writeBetweenMarks } from './page.js'

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '1000' }, commands: { type: 'string', default: '20' }, seconds: { type: 'string', default: '86400' }, docs: { type: 'string' } },
})
const root = mkdtempSync(join(tmpdir(), 'crosswalk-runs-'))
const temporary = join(root, 'tmp')
const outputs = join(root, 'out')
mkdirSync(temporary)
mkdirSync(outputs)
process.env['TMPDIR'] = temporary
const limits = { memory: '1GB', threads: 1 }
const start = performance.now()
const late = (): boolean => performance.now() - start > Number(values.seconds) * 1000

/** What a process holds after so many runs; memory in MB. */
interface Held {
  readonly runs: number
  readonly resident: number
  readonly heap: number
  readonly files: number
  readonly threads: number
  readonly temporary: number
}

const countIn = (folder: string): number => readdirSync(folder, { recursive: true }).length

function held(runs: number): Held {
  globalThis.gc?.()
  const { rss, heapUsed } = process.memoryUsage()
  const threads = Number(/^Threads:\s+(\d+)/mu.exec(readFileSync('/proc/self/status', 'utf8'))?.[1])
  return { runs, resident: Math.round(rss / 1e6), heap: Math.round(heapUsed / 1e6), files: readdirSync('/proc/self/fd').length, threads, temporary: countIn(temporary) + countIn(outputs) }
}

const rows = 60
const [people, later, config] = ['people.csv', 'later.csv', 'config.yaml'].map((name) => join(root, name)) as [string, string, string]

const yaml = `version: 1
name: small
systems:
  PEOPLE:
    key: record_id
    fields: { record_id: { type: identifier }, first_name: { type: name }, last_name: { type: name }, date_of_birth: { type: date, format: '%m/%d/%Y' } }
    mentions: [{ role: person, columns: { given_name: first_name, family_name: last_name, date_of_birth: date_of_birth } }]
    extracts: [{ id: one, file: people.csv, delivered: '2015-01-05', deliverer: office, control_totals: none }]
matches: [{ name: people, left: PEOPLE.person, block: [[family_name]] }]
outputs: { folder: runs }
`

/** Two deliveries and a config with one blocking rule, so that a run is as small as may be. */
function prepare(): void {
  const given = 'ana bert clara dario elena farid greta hugo ines jonas'.split(' ')
  const family = 'abbott becerra chandra dimitrov ellis farouk gupta hansen'.split(' ')
  const lines = Array.from({ length: rows }, (_, no) => `p${1000 + no},${given[no % 10] ?? ''},${family[no % 8] ?? ''},0${1 + (no % 9)}/1${no % 10}/19${50 + (no % 40)}`)
  writeFileSync(people, ['record_id,first_name,last_name,date_of_birth', ...lines, ''].join('\n'))
  writeFileSync(later, readFileSync(people, 'utf8').split('\n').slice(0, -4).join('\n').concat('\n'))
  writeFileSync(config, yaml)
}

const kinds: readonly { readonly name: string; readonly run: (out: string) => Promise<unknown>; readonly words: (out: string) => string[] }[] = [
  { name: 'profile', run: (out) => profileFiles([people], out, limits), words: (out) => ['profile', people, '--out', out] },
  { name: 'reconcile', run: (out) => reconcileFiles([people, later], out, { ...limits, key: ['record_id'] }), words: (out) => ['reconcile', people, later, '--key', 'record_id', '--out', out] },
  { name: 'match', run: (out) => runConfig(config, { ...limits, runs: out }), words: (out) => ['run', config, '--out', out] },
]

/** Which kind comes when: of twenty runs sixteen are profiles, three reconcile and one matches, which takes as long as ten profiles. */
const turns = [0, 0, 0, 1, 0, 0, 0, 0, 2, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0]

/** Does one run and removes what it made. */
async function one(no: number, how: (kind: (typeof kinds)[number], out: string) => unknown): Promise<void> {
  const kind = kinds[turns[no % turns.length] ?? 0]
  if (kind === undefined) return
  const out = join(outputs, `run-${no}`)
  await how(kind, out)
  rmSync(out, { recursive: true })
}

/** So many runs in this process, with what it holds at the start and at twenty points on the way. */
async function inProcess(runs: number): Promise<Held[]> {
  const found: Held[] = []
  const every = Math.max(turns.length, Math.round(runs / 20))
  for (let no = 0; no < runs && !late(); no += 1) {
    await one(no, async ({ run }, out) => await run(out))
    if ((no + 1) % every === 0) {
      found.push(held(no + 1))
      process.stderr.write(`${JSON.stringify(found.at(-1))}\n`)
    }
  }
  return found
}

const bin = fileURLToPath(new URL('../src/cli/bin.js', import.meta.url))

/** So many runs as commands: how many were done, and how many temporary files there are then. */
async function asCommands(runs: number): Promise<{ readonly runs: number; readonly temporary: number }> {
  let done = 0
  for (; done < runs; done += 1) {
    await one(done, ({ words }, out) => {
      const { status } = spawnSync(process.execPath, [bin, ...words(out), '--quiet', '--memory', limits.memory, '--threads', '1'], { stdio: 'ignore' })
      // 1 is done, with findings.
      if (status === null || status > 1) throw new Error(`a run ended with code ${String(status)}`)
    })
  }
  return { runs: done, temporary: countIn(temporary) + countIn(outputs) }
}

const line = ({ runs, resident, heap, files, threads, temporary: left }: Held): string => `| ${runs.toLocaleString('en-US')} | ${resident} | ${heap} | ${files} | ${threads} | ${left} |\n`

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

/** What grew from the first fifth of the points, once everything is loaded, to the last. */
function grown(found: readonly Held[]): string[] {
  const part = Math.max(1, Math.floor(found.length / 5))
  const [first, last] = [found.slice(0, part), found.slice(-part)]
  const grew = (of: (one: Held) => number, more: number): boolean => median(last.map(of)) > median(first.map(of)) + more
  return [
    ...(grew(({ resident }) => resident, 150) ? ['resident memory by more than 150 MB'] : []), ...(grew(({ heap }) => heap, 20) ? ['heap by more than 20 MB'] : []),
    ...(grew(({ files }) => files, 0) ? ['open files'] : []), ...(grew(({ threads }) => threads, 2) ? ['threads'] : []), ...(grew(({ temporary: left }) => left, 0) ? ['temporary files'] : []),
  ]
}

try {
  prepare()
  const found = await inProcess(Number(values.runs))
  const commands = await asCommands(Number(values.commands))
  const shown = found.filter((_, at) => found.length < 8 || at === 0 || at === found.length - 1 || (at + 1) % 4 === 0)
  const grew = grown(found)
  const table = [
    '| runs in one process | resident memory, MB | heap of JavaScript, MB | open files | threads | temporary files |\n|---|---|---|---|---|---|\n', ...shown.map(line),
    `\nAs commands of their own: ${commands.runs} runs, after which ${commands.temporary} temporary files were left.`, grew.length === 0 ? '' : ` Grown: ${grew.join(', ')}.`, '\n',
  ].join('')
  process.stdout.write(table)
  if (values.docs !== undefined) writeBetweenMarks(values.docs, 'runs', table)
  process.exitCode = grew.length > 0 || commands.temporary > 0 ? 1 : 0
} finally {
  rmSync(root, { recursive: true, force: true })
}
