// node dist/bench/ingest.js [rows]: ingest and normalise of generated person rows, against plain DuckDB that reads the same file into typed
// columns, in one run. Prints seconds, the ratio and the peak of memory.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { run } from '../src/run/run.js'
import { guessFiles } from '../src/run/guess-files.js'
import { configOfFiles } from '../src/run/match.js'
import { stages as allStages } from '../src/stages/index.js'
import type { Stage } from '../src/stages/stage.js'
import { sql } from '../src/engine/sql.js'
import { guesser } from '../src/work/options.js'
import { writePeople } from './people.js'

const memory = process.argv[3] ?? '4GB'
const rows = Number(process.argv[2] ?? 1_000_000)
const folder = mkdtempSync(join(tmpdir(), 'crosswalk-bench-'))
const file = join(folder, 'people.csv')

/** What a run needs to end: a table of findings. */
const noFindings: Stage = {
  name: 'analyse',
  tables: () => [
    { table: 'finding', reads: [], code: async ({ database }) => await database.run(sql`create table finding as select 'none' as rule, 'info' as severity limit 0`) },
  ],
}

const cpu = (): number => (process.cpuUsage().user + process.cpuUsage().system) / 1e6

async function plain(): Promise<{ wall: number; cpu: number }> {
  const instance = await DuckDBInstance.create(join(folder, 'plain.duckdb'), { memory_limit: memory })
  const connection = await instance.connect()
  const [wall, used] = [performance.now(), cpu()]
  await connection.run(`create table people as select * from read_csv('${file}', header = true, auto_detect = false, columns = {
    'record_id': 'VARCHAR', 'first_name': 'VARCHAR', 'middle_name': 'VARCHAR', 'last_name': 'VARCHAR', 'sex': 'VARCHAR', 'date_of_birth': 'DATE', 'ssn': 'VARCHAR',
    'street': 'VARCHAR', 'city': 'VARCHAR', 'state': 'VARCHAR', 'postcode': 'VARCHAR', 'phone': 'VARCHAR'}, dateformat = '%m/%d/%Y')`)
  const result = { wall: (performance.now() - wall) / 1000, cpu: cpu() - used }
  connection.closeSync()
  instance.closeSync()
  return result
}

async function ours(): Promise<Map<string, { wall: number; cpu: number }>> {
  const stages = new Map<string, { wall: number; cpu: number }>()
  let used = cpu()
  const files = await guessFiles([file], guesser)
  await run({
    ...(await configOfFiles(files, join(folder, 'run'))),
    out: join(folder, 'run'),
    stages: [...allStages.slice(0, 5), noFindings],
    memory,
    listener: (event) => {
      if (event.kind === 'stage_started') used = cpu()
      if (event.kind === 'table_made' && event.seconds > 0.5) process.stderr.write(`${event.table}: ${event.seconds.toFixed(2)} s\n`)
      if (event.kind === 'stage_done') stages.set(event.stage, { wall: event.seconds, cpu: cpu() - used })
    },
  })
  return stages
}

try {
  writePeople(file, rows)
  const stages = await ours()
  const peak = process.resourceUsage().maxRSS / 1024
  const floor = await plain()
  for (const [stage, { wall, cpu: used }] of stages) process.stdout.write(`${stage}: ${wall.toFixed(2)} s wall, ${used.toFixed(2)} s CPU\n`)
  const of = (kind: 'wall' | 'cpu'): number => (stages.get('ingest')?.[kind] ?? 0) + (stages.get('normalise')?.[kind] ?? 0)
  process.stdout.write(`plain DuckDB, typed: ${floor.wall.toFixed(2)} s wall, ${floor.cpu.toFixed(2)} s CPU\n`)
  process.stdout.write(`ingest + normalise: ${of('wall').toFixed(2)} s wall, ${of('cpu').toFixed(2)} s CPU\n`)
  process.stdout.write(`ratio: ${(of('wall') / floor.wall).toFixed(2)} wall, ${(of('cpu') / floor.cpu).toFixed(2)} CPU\n`)
  process.stdout.write(`peak memory of the process: ${peak.toFixed(0)} MiB with --memory ${memory}\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
